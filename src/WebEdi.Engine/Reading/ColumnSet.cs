using WebEdi.Diagnostics;
using WebEdi.Engine.Formats;
using WebEdi.Engine.Text;

namespace WebEdi.Engine.Reading;

/// <summary>The first record of a file, still as bytes, and what it says in one encoding or the other.</summary>
internal sealed class ColumnSet
{
    private const int ListedCharacters = 400;

    /// <summary>The encodings that files are tried in, likeliest first.</summary>
    private static readonly TextCodec[] Candidates = [TextCodec.Utf8, TextCodec.Cp932, TextCodec.EucJp];

    private readonly byte[][] _names;
    private readonly SegmentBlock? _block;
    private readonly string _file;

    private ColumnSet(string file, SegmentBlock? block, byte[][] names, int count)
    {
        _file = file;
        _block = block;
        _names = names;
        Count = count;
    }

    /// <summary>Gets how many elements every record has.</summary>
    public int Count { get; }

    /// <summary>Gets why the file cannot be read; null: it can.</summary>
    public Diagnostic? Refusal { get; private init; }

    public static ColumnSet Read(SegmentBlock? first, string file, ReadingPlan plan)
    {
        if (first is null)
            return new ColumnSet(file, null, [], 0) { Refusal = Diagnostic.Create(DiagnosticCodes.FileEmpty, new SourcePosition(file, 0, 0)) };

        if (plan.Header && first.FaultOf(0) is { } fault)
            return new ColumnSet(file, null, [], 0) { Refusal = fault };

        int count = first.ElementCount(0);
        if (!plan.Header)
            return new ColumnSet(file, first, [], count);

        while (count > 1 && first.Element(0, count - 1).Trim((byte)' ').IsEmpty)
            count--;

        return new ColumnSet(file, first, [.. Enumerable.Range(0, count).Select(i => first.Element(0, i).ToArray())], count);
    }

    /// <summary>Tells in which encoding more of the map's columns are there; UTF-8 when there is no difference.</summary>
    public TextCodec BetterFor(ReadingPlan plan) => Candidates.MaxBy(c => Matches(plan, c))!;

    /// <summary>Decides the encoding: by all bytes of the file, and where several are possible by the header line.</summary>
    public (TextCodec Codec, string Evidence) Choose(ReadingPlan plan, EncodingEvidence evidence)
    {
        (TextCodec codec, string words) = evidence.Decide();
        bool none = Candidates.All(c => !evidence.IsPossible(c));
        TextCodec better = Candidates.Where(c => c == codec || none || evidence.IsPossible(c)).MaxBy(c => Matches(plan, c))!;
        return Matches(plan, better) > Matches(plan, codec)
            ? (better, $"the columns of the map are in the header line in {better.Name} only")
            : (codec, words);
    }

    /// <summary>Finds the elements of the map's columns.</summary>
    public Columns Resolve(ReadingPlan plan, TextCodec codec)
    {
        string[] names = [.. _names.Select(n => codec.Show(n).Trim())];
        int[] elements = new int[plan.Columns.Count];
        List<Diagnostic> faults = [];
        for (int i = 0; i < elements.Length; i++)
        {
            ColumnReference column = plan.Columns[i];
            elements[i] = column.Name is null ? column.Position - 1 : Array.IndexOf(names, column.Name);
            if (elements[i] < 0 || elements[i] >= Count)
                faults.Add(Diagnostic.Create(DiagnosticCodes.ColumnMissing, HeaderPosition(codec, -1), column.ToString(), Nearest(column, names), List(names)));
            else if (column.Name is not null && Array.LastIndexOf(names, column.Name) is int last && last != elements[i])
                faults.Add(Diagnostic.Create(DiagnosticCodes.ColumnDuplicate, HeaderPosition(codec, last), column.Name));
        }

        return new Columns(names, elements, [.. faults.DistinctBy(f => (f.Code, f.Path))]);
    }

    private int Matches(ReadingPlan plan, TextCodec codec)
    {
        HashSet<string> names = [.. _names.Select(n => codec.Show(n).Trim())];
        return plan.Columns.Count(c => c.Name is not null && names.Contains(c.Name));
    }

    private SourcePosition HeaderPosition(TextCodec codec, int element)
    {
        if (_block is null || _names.Length == 0)
            return new SourcePosition(_file, _block?.LineOf(0) ?? 0, 0);

        SourcePosition position = _block.PositionOf(0, element);
        if (element < 0)
            return position with { Column = 1 };

        ReadOnlySpan<byte> before = _block.BytesBefore(0, element);
        return position with { Column = codec.CountChars(before[(before.LastIndexOfAny((byte)'\r', (byte)'\n') + 1)..]) + 1 };
    }

    private static string? Nearest(ColumnReference column, string[] names) =>
        column.Name is null ? null : Suggestion.Nearest(column.Name, names);

    private Expectation List(string[] names)
    {
        if (names.Length == 0)
            return Expect.Columns(Count);

        string list = string.Join(", ", names);
        return Expect.Value(list.Length <= ListedCharacters ? list : list[..(ListedCharacters - 1)] + "…");
    }
}

/// <summary>The columns of a file in one encoding.</summary>
/// <param name="Names">The header line.</param>
/// <param name="ElementOf">For every column of the plan, its element.</param>
/// <param name="Faults">Columns that are not there, or twice.</param>
internal sealed record Columns(IReadOnlyList<string> Names, IReadOnlyList<int> ElementOf, IReadOnlyList<Diagnostic> Faults);
