using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;

namespace WebEdi.Engine.Formats.Xml;

/// <summary>What a family of documents wants of those that are written: the order of elements, their namespaces, what must be there, what stands around. Data, one file per family, or one on the base of another.</summary>
internal sealed class XmlForm
{
    private static readonly Lazy<XmlForm>[] All =
        [.. new[] { "ubl", "cxml", "idoc", "idoc.invoice", "idoc.delivery", "sme", "sme.response", "sme.despatch", "sme.invoice" }.Select(n => new Lazy<XmlForm>(() => Load(n + ".order.json")))];

    private readonly FrozenDictionary<string, string> _types;
    private readonly FrozenDictionary<string, Part[]> _order;
    private readonly FrozenDictionary<string, string> _documents;
    private readonly FrozenSet<string> _moments;
    private readonly FrozenSet<string> _times;
    private readonly string _space;

    /// <param name="root">The data.</param>
    /// <param name="like">The form that holds where the data says nothing; null: there is none.</param>
    private XmlForm(JsonElement root, XmlForm? like)
    {
        _space = Text(root, "space") ?? like?._space ?? "";
        (GroupPrefix, GroupSpace) = Space(root, "groups") ?? (like?.GroupPrefix ?? "", like?.GroupSpace);
        (ValuePrefix, ValueSpace) = Space(root, "values") ?? (like?.ValuePrefix ?? "", like?.ValueSpace);
        if (root.TryGetProperty("currency", out JsonElement currency))
            (AmountEnd, AmountCurrency, Currency) = (Text(currency, "of"), Text(currency, "attribute") ?? "", (Text(currency, "from") ?? "").Split('/'));
        else if (like is not null)
            (AmountEnd, AmountCurrency, Currency) = (like.AmountEnd, like.AmountCurrency, like.Currency);
        _types = Texts(root, "types", like?._types);
        _documents = Texts(root, "documents", null);
        (_moments, _times) = (Names(root, "moments") ?? like?._moments ?? [], Names(root, "times") ?? like?._times ?? []);
        Control = Ways(root, "control", like?.Control);
        (Around, Marks) = (Ways(root, "around", like?.Around), Ways(root, "marks", like?.Marks));
        (Wrapper, At) = (Text(root, "wrapper") ?? like?.Wrapper, Text(root, "at")?.Split('/', StringSplitOptions.RemoveEmptyEntries) ?? like?.At ?? []);
        _order = Over(like?._order, root.GetProperty("order").EnumerateObject().Select(p => KeyValuePair.Create(p.Name, Parts(p.Value.GetString()!))));
    }

    /// <summary>Gets the prefix of elements in which others stand.</summary>
    public string GroupPrefix { get; }

    /// <summary>Gets the namespace of elements in which others stand; null: that of the document.</summary>
    public string? GroupSpace { get; }

    /// <summary>Gets the prefix of elements with values.</summary>
    public string ValuePrefix { get; }

    /// <summary>Gets the namespace of elements with values; null: that of the document.</summary>
    public string? ValueSpace { get; }

    /// <summary>Gets what the names of amounts end with; null: amounts have no currency of their own.</summary>
    public string? AmountEnd { get; }

    /// <summary>Gets the attribute of amounts that holds their currency.</summary>
    public string AmountCurrency { get; } = "";

    /// <summary>Gets the way to what holds the currency of the document.</summary>
    public string[] Currency { get; } = [];

    /// <summary>Gets what stands in every document beside what the map says: ways and texts, with words in braces for what the envelope says.</summary>
    public IReadOnlyList<(string[] Way, string Text)> Control { get; }

    /// <summary>Gets the root element around documents; null: several of them stand in a Standard Business Document.</summary>
    public string? Wrapper { get; }

    /// <summary>Gets where in the root element a document stands; empty: in itself, and others beside it.</summary>
    public string[] At { get; }

    /// <summary>Gets what the root element says.</summary>
    public IReadOnlyList<(string[] Way, string Text)> Around { get; }

    /// <summary>Gets the attributes of the document and of the groups in it.</summary>
    public IReadOnlyList<(string[] Way, string Text)> Marks { get; }

    /// <summary>Gets a value indicating whether the envelope says who sends to whom.</summary>
    public bool HasEnvelope => Control.Count + Around.Count > 0;

    /// <summary>Finds the form of a type of documents.</summary>
    /// <returns>Null: nobody knows the order of its elements.</returns>
    public static XmlForm? Of(string type) => All.Select(f => f.Value).FirstOrDefault(f => f.Has(type));

    /// <summary>Tells whether a type of documents is one of the family.</summary>
    public bool Has(string type) => _order.ContainsKey(ElementOf(type));

    /// <summary>Gets the element of a type of documents.</summary>
    public string ElementOf(string type) => _documents.GetValueOrDefault(type, type);

    /// <summary>Gets the namespace of a type of documents.</summary>
    public string SpaceOf(string type) => string.Format(CultureInfo.InvariantCulture, _space, type);

    /// <summary>Gets what may stand in an element, in its order; empty: values only.</summary>
    public IReadOnlyList<Part> PartsOf(string element) => _order.GetValueOrDefault(_types.GetValueOrDefault(element, element)) ?? [];

    /// <summary>Finds a part of an element; null: it has no such part.</summary>
    public Part? PartOf(string element, string name) => PartsOf(element).FirstOrDefault(p => p.Name == name);

    /// <summary>Gets the prefix and the namespace of an element; a null namespace is that of the document.</summary>
    public (string Prefix, string? Space) SpaceOfElement(string element) =>
        PartsOf(element).Count > 0 || (_moments.Count > 0 && !_moments.Contains(element)) ? (GroupPrefix, GroupSpace) : (ValuePrefix, ValueSpace);

    /// <summary>Makes the text of a value in the form that its element has: where days are moments and times have no marks.</summary>
    public string TextOf(string element, string text) =>
        _moments.Contains(element) ? text.Length == 10 ? text + "T00:00:00" : text.Length == 8 ? "0001-01-01T" + text : text
        : _times.Contains(element) ? text.Replace(":", "", StringComparison.Ordinal) : text;

    private static XmlForm Load(string file)
    {
        using Stream stream = typeof(XmlForm).Assembly.GetManifestResourceStream("WebEdi.Engine.Formats.Xml." + file)!;
        using JsonDocument json = JsonDocument.Parse(stream, new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip });
        return new XmlForm(json.RootElement, Text(json.RootElement, "base") is { } like ? Load(like) : null);
    }

    private static string? Text(JsonElement of, string name) => of.TryGetProperty(name, out JsonElement text) ? text.GetString() : null;

    private static (string Prefix, string? Space)? Space(JsonElement root, string name) => root.TryGetProperty(name, out JsonElement of) ? (Text(of, "prefix")!, Text(of, "space")) : null;

    private static FrozenDictionary<string, string> Texts(JsonElement root, string name, FrozenDictionary<string, string>? like) =>
        Over(like, root.TryGetProperty(name, out JsonElement of) ? of.EnumerateObject().Select(p => KeyValuePair.Create(p.Name, p.Value.GetString()!)) : []);

    private static FrozenSet<string>? Names(JsonElement root, string name) =>
        root.TryGetProperty(name, out JsonElement of) ? of.EnumerateArray().Select(n => n.GetString()!).ToFrozenSet(StringComparer.Ordinal) : null;

    private static (string[] Way, string Text)[] Ways(JsonElement root, string name, IReadOnlyList<(string[] Way, string Text)>? like)
    {
        (string[] Way, string Text)[] own = root.TryGetProperty(name, out JsonElement of) ? [.. of.EnumerateObject().Select(p => (p.Name.Split('/'), p.Value.GetString()!))] : [];
        return [.. (like ?? []).Where(l => !own.Any(o => o.Way.SequenceEqual(l.Way))), .. own];
    }

    private static FrozenDictionary<string, T> Over<T>(FrozenDictionary<string, T>? like, IEnumerable<KeyValuePair<string, T>> own)
    {
        Dictionary<string, T> all = like is null ? new(StringComparer.Ordinal) : new(like, StringComparer.Ordinal);
        foreach ((string name, T value) in own)
            all[name] = value;
        return all.ToFrozenDictionary(StringComparer.Ordinal);
    }

    private static Part[] Parts(string text) => [.. text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(MakePart)];

    private static Part MakePart(string text)
    {
        string[] said = text.Split(':');
        return new Part(said[0].TrimEnd('*', '!'), said[0].Contains('!', StringComparison.Ordinal), said[0].Contains('*', StringComparison.Ordinal), said.Length == 1 ? 0 : int.Parse(said[1], CultureInfo.InvariantCulture));
    }

    /// <summary>A part of an element.</summary>
    /// <param name="Name">Its name.</param>
    /// <param name="IsNeeded">Whether it must be there.</param>
    /// <param name="IsRepeated">Whether it may stand several times.</param>
    /// <param name="MaxLength">The longest text, in characters; 0: any.</param>
    internal sealed record Part(string Name, bool IsNeeded, bool IsRepeated, int MaxLength);
}
