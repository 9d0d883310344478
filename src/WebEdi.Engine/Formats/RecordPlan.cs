namespace WebEdi.Engine.Formats;

/// <summary>A file whose records are of several types: what tells the type, and what each type holds. The map says it.</summary>
/// <param name="Types">The types, by the text that stands for them.</param>
internal sealed record RecordPlan(IReadOnlyDictionary<string, RecordType> Types)
{
    /// <summary>Gets how records of fixed positions are cut; null: their fields stand between separators.</summary>
    public RecordBytes? Bytes { get; init; }

    /// <summary>Gets how records with separators are cut; null: their fields stand at fixed positions.</summary>
    public RecordColumns? Columns { get; init; }
}

/// <summary>How records with fixed positions are cut.</summary>
/// <param name="TypeStart">The first byte of the type in a record, from 0.</param>
/// <param name="TypeLength">How many bytes the type takes.</param>
/// <param name="RecordLength">The bytes of a record without its line end; 0: as long as its line.</param>
/// <param name="LineEnds">Whether records end with line ends.</param>
internal sealed record RecordBytes(int TypeStart, int TypeLength, int RecordLength, LineEnds LineEnds);

/// <summary>How records with separators are cut.</summary>
/// <param name="TypeColumn">The column of the type, from 0.</param>
/// <param name="Separator">The byte between columns.</param>
/// <param name="Quote">The quote; 0: none.</param>
/// <param name="SkipLines">How many physical lines are passed over at the start.</param>
/// <param name="Header">Whether a line of names stands before the records, which is passed over too.</param>
internal sealed record RecordColumns(int TypeColumn, byte Separator, byte Quote, int SkipLines, bool Header);

/// <summary>A type of records.</summary>
/// <param name="Name">The text that stands for it; the name in paths.</param>
/// <param name="Layout">Its fields.</param>
internal sealed record RecordType(string Name, RecordLayout Layout)
{
    /// <summary>Gets what its records are for.</summary>
    public RecordRole Role { get; init; }

    /// <summary>Gets the field that says how many records there are; -1: none does.</summary>
    public int CountField { get; init; } = -1;

    /// <summary>Gets the types that it counts.</summary>
    public IReadOnlyList<string> Counted { get; init; } = [];

    /// <summary>Gets the field that says a sum; -1: none does.</summary>
    public int TotalField { get; init; } = -1;

    /// <summary>Gets the type whose values are summed up.</summary>
    public string TotalOf { get; init; } = "";

    /// <summary>Gets the field that is summed up.</summary>
    public int Summand { get; init; } = -1;
}

/// <summary>What records of a type are for.</summary>
internal enum RecordRole
{
    /// <summary>They belong to the order that is open.</summary>
    Detail = 0,

    /// <summary>Each begins an order.</summary>
    Order = 1,

    /// <summary>The first record of the file; every order sees it.</summary>
    FileHeader = 2,

    /// <summary>The last record of the file.</summary>
    FileTrailer = 3,
}
