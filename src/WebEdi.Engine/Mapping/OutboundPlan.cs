using System.Collections.Frozen;

using WebEdi.Engine.Formats;
using WebEdi.Engine.Text;

namespace WebEdi.Engine.Mapping;

/// <summary>How a map writes replies.</summary>
internal sealed record OutboundPlan
{
    /// <summary>Gets the encoding.</summary>
    public TextCodec Codec { get; init; } = TextCodec.Utf8;

    /// <summary>Gets a value indicating whether the file begins with the UTF-8 mark.</summary>
    public bool Bom { get; init; }

    /// <summary>Gets a value indicating whether look-alikes such as 〜 and － are written in the form that CP932 has.</summary>
    public bool Compatible { get; init; } = true;

    /// <summary>Gets what ends a line.</summary>
    public string NewLine { get; init; } = "\r\n";

    /// <summary>Gets the separator.</summary>
    public char Separator { get; init; } = ',';

    /// <summary>Gets a value indicating whether every value stands in quotes.</summary>
    public bool QuoteAll { get; init; }

    /// <summary>Gets a value indicating whether the first line names the columns.</summary>
    public bool Header { get; init; } = true;

    /// <summary>Gets the fields of a record by their bytes; null: columns stand between separators.</summary>
    public RecordLayout? Layout { get; init; }

    /// <summary>Gets the bytes of a record without its line end; 0: those of the layout.</summary>
    public int RecordLength { get; init; }

    /// <summary>Gets whether records end with line ends.</summary>
    public LineEnds LineEnds { get; init; }

    /// <summary>Gets the columns.</summary>
    public required IReadOnlyList<OutboundColumn> Columns { get; init; }
}

/// <summary>A column that is written.</summary>
internal sealed record OutboundColumn
{
    /// <summary>Gets its name.</summary>
    public required string Header { get; init; }

    /// <summary>Gets its field in the layout; -1: there is no layout.</summary>
    public int Place { get; init; } = -1;

    /// <summary>Gets the field; null: a constant.</summary>
    public string? Field { get; init; }

    /// <summary>Gets the constant, or what stands in for an empty field.</summary>
    public string Text { get; init; } = "";

    /// <summary>Gets the .NET form of dates and times.</summary>
    public string? DateFormat { get; init; }

    /// <summary>Gets the fixed number of decimals; -1: as many as there are.</summary>
    public int Decimals { get; init; } = -1;

    /// <summary>Gets a value indicating whether the decimal mark is left out.</summary>
    public bool Implied { get; init; }

    /// <summary>Gets the code list; null: there is none.</summary>
    public FrozenDictionary<string, string>? Codes { get; init; }

    /// <summary>Gets what is written for a value that the code list does not have; null: the value itself.</summary>
    public string? Else { get; init; }

    /// <summary>Gets the longest text, in characters; a longer one is cut and reported. 0: no limit.</summary>
    public int MaxLength { get; init; }
}
