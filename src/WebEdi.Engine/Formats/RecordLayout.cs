using WebEdi.Engine.Text;

namespace WebEdi.Engine.Formats;

/// <summary>The fields of a record by their byte positions in the encoding of the file. Immutable.</summary>
internal sealed class RecordLayout
{
    /// <summary>The longest record, in bytes.</summary>
    public const int MaxLength = 1024 * 1024;

    /// <summary>The most fields, repeated ones counted as often as they are repeated.</summary>
    public const int MaxFields = 10_000;

    private readonly LayoutField[] _fields;
    private readonly Dictionary<string, int> _byName = new(StringComparer.Ordinal);

    /// <summary>Makes a layout.</summary>
    /// <param name="fields">The fields; they may overlap. Of two with one name the first is found.</param>
    /// <param name="length">How many bytes the fields and the unnamed bytes among them take.</param>
    public RecordLayout(IReadOnlyList<LayoutField> fields, int length)
    {
        _fields = [.. fields];
        Length = length;
        for (int i = 0; i < fields.Count; i++)
            _byName.TryAdd(fields[i].Name, i);
        IsText = fields.All(f => f.Usage is FieldUsage.Text or FieldUsage.Zoned);
    }

    /// <summary>Gets the bytes without a name whose form is known: where a record is written, they are blank or zero as the others.</summary>
    public IReadOnlyList<LayoutField> Fillers { get; init; } = [];

    /// <summary>Makes the layout of records whose fields stand between separators: names in their order, no positions.</summary>
    public static RecordLayout OfColumns(IEnumerable<string> names) => new([.. names.Select(n => new LayoutField(n, 0, 0))], 0);

    /// <summary>Gets the one that knows no field: whole records.</summary>
    public static RecordLayout None { get; } = new([], 0);

    /// <summary>Gets the fields.</summary>
    public IReadOnlyList<LayoutField> Fields => _fields;

    /// <summary>Gets a field.</summary>
    public LayoutField this[int field] => _fields[field];

    /// <summary>Gets how many bytes they take.</summary>
    public int Length { get; }

    /// <summary>Gets a value indicating whether all fields are characters, so that a line end is never a part of one.</summary>
    public bool IsText { get; }

    /// <summary>Gets the bytes of a record in which some fields lie.</summary>
    /// <param name="from">The first field.</param>
    /// <param name="to">The last one, not before it.</param>
    /// <param name="record">The record.</param>
    /// <param name="run">The bytes, those between the fields included.</param>
    /// <returns>False: the record ends before.</returns>
    public bool TryRun(int from, int to, ReadOnlySpan<byte> record, out ReadOnlySpan<byte> run)
    {
        int start = int.MaxValue, end = 0;
        for (int i = from; i <= to; i++)
        {
            start = Math.Min(start, _fields[i].Start);
            end = Math.Max(end, _fields[i].Start + _fields[i].Length);
        }

        run = end <= record.Length ? record[start..end] : default;
        return end <= record.Length;
    }

    /// <summary>Finds a field.</summary>
    /// <returns>Its index; -1: there is none of this name.</returns>
    public int Find(string name) => _byName.GetValueOrDefault(name, -1);
}

/// <summary>A field of a record.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Start">Its first byte in the record, from 0.</param>
/// <param name="Length">Its length in bytes.</param>
internal sealed record LayoutField(string Name, int Start, int Length)
{
    /// <summary>Gets how its value is stored.</summary>
    public FieldUsage Usage { get; init; }

    /// <summary>Gets how many of its last digits are decimals.</summary>
    public int Decimals { get; init; }

    /// <summary>Gets where its sign stands.</summary>
    public FieldSign Sign { get; init; }

    /// <summary>Gets a value indicating whether nobody has said that there is a sign: plus is then written as a plain digit.</summary>
    public bool IsPlusPlain { get; init; }

    /// <summary>Gets a value indicating whether it holds double bytes without shifts (PIC N).</summary>
    public bool IsWide { get; init; }

    /// <summary>Gets a value indicating whether zeros in front of a text are padding.</summary>
    public bool ZeroPadded { get; init; }

    /// <summary>Gets a value indicating whether a text consists of digits only, with zeros in front (PIC 9).</summary>
    public bool IsDigits { get; init; }

    /// <summary>Gets a value indicating whether it has no form of its own: it names the bytes of the fields below it.</summary>
    public bool IsGroup { get; init; }

    /// <summary>Gets a value indicating whether it is blank where there is no number; other numbers are zero then.</summary>
    public bool IsBlankable => Usage == FieldUsage.Zoned && !ZeroPadded;

    /// <summary>Gets a value indicating whether an ASCII overpunch is that of NetCOBOL (4x and 5x) and not that of the others.</summary>
    public bool NetCobol { get; init; }

    /// <summary>Gets a value indicating whether it is decoded before it is text.</summary>
    public bool IsNumber => Usage != FieldUsage.Text;

    /// <summary>Gets its bytes in a record; fewer, or none, where the record ends before.</summary>
    public ReadOnlySpan<byte> RawOf(ReadOnlySpan<byte> record) =>
        Start >= record.Length ? default : record.Slice(Start, Math.Min(Length, record.Length - Start));

    /// <summary>Reads its value; a number as a host stores it becomes ASCII.</summary>
    /// <param name="record">The record.</param>
    /// <param name="codec">The encoding of the file.</param>
    /// <param name="value">The value.</param>
    /// <returns>False: the bytes are no such number.</returns>
    public bool TryRead(ReadOnlySpan<byte> record, TextCodec codec, out ReadOnlySpan<byte> value)
    {
        if (IsNumber)
            return HostNumber.TryDecode(this, RawOf(record), codec.IsEbcdic, out value);

        value = TextIn(record, codec);
        return true;
    }

    /// <summary>Gets its characters.</summary>
    /// <param name="record">The record.</param>
    /// <param name="codec">The encoding of the file.</param>
    public ReadOnlySpan<byte> TextIn(ReadOnlySpan<byte> record, TextCodec codec)
    {
        ReadOnlySpan<byte> text = RawOf(record);

        // LOW-VALUES behind a text are no part of it.
        if (text.Length > 0 && text[^1] == 0 && (codec.IsAsciiBased || codec.IsEbcdic))
            text = text.TrimEnd((byte)0);
        return ZeroPadded ? text.TrimStart(codec.IsEbcdic ? (byte)0xF0 : (byte)'0') : text;
    }

    /// <summary>Gets the form in the words of COBOL: S9(7)V99 COMP-3.</summary>
    public string Form
    {
        get
        {
            int digits = Usage switch
            {
                FieldUsage.Packed => (Length * 2) - 1,
                FieldUsage.Binary => Length switch { <= 2 => 4, <= 4 => 9, _ => 18 },
                _ => Sign is FieldSign.SeparateTrailing or FieldSign.SeparateLeading ? Length - 1 : Length,
            };
            string decimals = Decimals > 0 ? $"V9({Decimals})" : "";
            string usage = Usage switch { FieldUsage.Packed => " COMP-3", FieldUsage.Binary => " COMP", _ => "" };
            return $"{(Sign == FieldSign.None ? "" : "S")}9({Math.Max(0, digits - Decimals)}){decimals}{usage}";
        }
    }
}

/// <summary>How the value of a field is stored.</summary>
internal enum FieldUsage
{
    /// <summary>As characters of the file's encoding.</summary>
    Text = 0,

    /// <summary>As one digit per byte.</summary>
    Zoned = 1,

    /// <summary>As two digits per byte, the sign in the last half byte.</summary>
    Packed = 2,

    /// <summary>As a whole number, first byte highest.</summary>
    Binary = 3,
}

/// <summary>Where the sign of a number stands.</summary>
internal enum FieldSign
{
    /// <summary>Nowhere: there is none.</summary>
    None = 0,

    /// <summary>In the last digit.</summary>
    Trailing = 1,

    /// <summary>In the first digit.</summary>
    Leading = 2,

    /// <summary>Behind the last digit.</summary>
    SeparateTrailing = 3,

    /// <summary>In front of the first digit.</summary>
    SeparateLeading = 4,
}
