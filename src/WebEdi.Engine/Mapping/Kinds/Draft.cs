using WebEdi.Documents;
using WebEdi.Engine.Mapping.Expressions;

namespace WebEdi.Engine.Mapping.Kinds;

/// <summary>What has been said so far about a part of a document. Used again for the next part of its level.</summary>
internal abstract class Draft
{
    private ExtensionNames? _names;
    private string?[] _texts = [];
    private int _extended;
    private IReadOnlyDictionary<string, string>? _extensions;
    private Operand[]? _kept;

    /// <summary>The number of the document or of the line; null: nothing said, or the part has none.</summary>
    public string? Number;

    /// <summary>The number, where it is a whole one of which no text was made yet; -1: it is none of those.</summary>
    public int Whole = -1;

    /// <summary>Gets the number as text; null: nothing said.</summary>
    public virtual string? NumberText => Number;

    /// <summary>Gets the tenant's own fields, or sets all of them, where none was set before; null: there are none.</summary>
    public IReadOnlyDictionary<string, string>? Extensions
    {
        get => _extensions ??= _extended == 0 ? null : _names!.Bag(_texts, _extended);
        set => _extensions = value;
    }

    /// <summary>Sets one of the tenant's own fields.</summary>
    /// <param name="names">The fields of the level.</param>
    /// <param name="field">The number of the field.</param>
    /// <param name="text">Its value.</param>
    public void Extend(ExtensionNames names, int field, string text)
    {
        _names = names;
        if (_texts.Length < names.Count)
            Array.Resize(ref _texts, names.Count);
        if (_texts[field] is null)
            _extended++;
        _texts[field] = text;
        _extensions = null;
    }

    /// <summary>Keeps a value that other fields are made of; maps without such fields keep nothing.</summary>
    public void Keep(int slot, in Operand value)
    {
        if (_kept is null || _kept.Length <= slot)
            Array.Resize(ref _kept, slot + 8);
        _kept[slot] = value;
    }

    /// <summary>Gets a value that was kept.</summary>
    public Operand Kept(int slot) => _kept is not null && slot < _kept.Length ? _kept[slot] : Operand.Missing;

    /// <summary>Forgets everything.</summary>
    public virtual void Clear()
    {
        (Number, Whole) = (null, -1);
        _extensions = null;
        if (_extended > 0)
        {
            Array.Clear(_texts);
            _extended = 0;
        }

        if (_kept is not null)
            Array.Clear(_kept);
    }

    /// <summary>Adds a complete part of the level below.</summary>
    public virtual void Add(Draft part) => throw new InvalidOperationException($"{GetType().Name} has no parts such as {part.GetType().Name}.");
}

/// <summary>What has been said about the head of a document, and its complete parts.</summary>
internal abstract class HeadDraft : Draft
{
    /// <summary>The revision.</summary>
    public int Revision;

    /// <summary>The organisation that orders.</summary>
    public PartyDraft Buyer;

    /// <summary>The organisation that delivers.</summary>
    public PartyDraft Supplier;

    /// <summary>The currency.</summary>
    public string? Currency;

    /// <summary>Gets the complete lines.</summary>
    public abstract IReadOnlyList<object> Parts { get; }

    /// <summary>Makes room for lines that are likely to come.</summary>
    public abstract void Await(int lines);

    /// <summary>Gets a value indicating whether <see cref="Draft.Clear"/> forgets all that it has, so that it serves for the next document.</summary>
    public virtual bool IsReusable => false;

    /// <summary>Gets a value indicating whether a document of which this is said must have lines.</summary>
    public virtual bool NeedsLines => false;

    /// <summary>Makes the document.</summary>
    public abstract IEdiDocument Build();

    /// <summary>Lets the lines go: there are too many.</summary>
    public abstract void DropLines();
}

/// <summary>What has been said about the head of a document whose lines are of one type.</summary>
/// <typeparam name="TLine">A complete line.</typeparam>
internal abstract class HeadDraft<TLine> : HeadDraft
    where TLine : class
{
    public sealed override IReadOnlyList<object> Parts => Lines;

    /// <summary>Gets the complete lines.</summary>
    protected List<TLine> Lines { get; private set; } = [];

    public sealed override void Await(int lines) => Lines.EnsureCapacity(lines);

    public override void Clear()
    {
        base.Clear();
        (Revision, Buyer, Supplier, Currency) = (0, default, default, null);

        // The document has the list.
        Lines = [];
    }

    public override void DropLines()
    {
        Lines.Clear();
        Lines.TrimExcess();
    }
}
