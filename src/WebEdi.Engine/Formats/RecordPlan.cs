namespace WebEdi.Engine.Formats;

/// <summary>A file whose records are of several types: which byte tells the type, and what each type holds. The map says it.</summary>
/// <param name="TypeStart">The first byte of the type in a record, from 0.</param>
/// <param name="TypeLength">How many bytes the type takes.</param>
/// <param name="Types">The types, by the text that stands for them.</param>
/// <param name="RecordLength">The bytes of a record without its line end; 0: as long as its line.</param>
/// <param name="LineEnds">Whether records end with line ends.</param>
internal sealed record RecordPlan(
    int TypeStart, int TypeLength, IReadOnlyDictionary<string, RecordType> Types, int RecordLength, LineEnds LineEnds);

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
