using WebEdi.Diagnostics;

namespace WebEdi.Fuzz;

/// <summary>Lines and columns of a file, counted anew from its bytes, to hold against what a reader says.</summary>
/// <param name="bytes">The file.</param>
/// <param name="countsRecords">Whether lines and columns are records and bytes, as in files with fixed positions.</param>
/// <param name="endsWithReturn">Whether CR alone ends a line too; where segments have terminators it does not.</param>
internal sealed class FilePlaces(byte[] bytes, bool countsRecords = false, bool endsWithReturn = true)
{
    private readonly bool _hasReturns = bytes.AsSpan().Contains((byte)'\r');
    private readonly List<int> _starts = Starts(bytes, endsWithReturn);
    private readonly (int Strange, int Pairs)[]? _before = Count(bytes);

    /// <summary>Holds a position to lie in the file, and its line and column to be those of its offset.</summary>
    public void Check(Diagnostic diagnostic)
    {
        SourcePosition at = diagnostic.Position;
        Promise.That(at.Offset >= -1 && at.Offset <= bytes.Length, () => $"{diagnostic} is at byte {at.Offset} of {bytes.Length}");
        Promise.That(at is { Line: >= 0, Column: >= 0, Segment: >= 0, Element: >= 0, Component: >= 0 }, () => $"{diagnostic} has a place below zero: {at.Line},{at.Column}");
        if (countsRecords || at.Offset < 0 || at.Line == 0)
            return;

        // The platform's XML parser does not count a CR that stands near bytes which are no characters.
        if (diagnostic.Code == DiagnosticCodes.NotWellFormed && _hasReturns)
            return;

        int line = LineOf((int)at.Offset);
        Promise.That(line == at.Line, () => $"{diagnostic} is at byte {at.Offset}, in line {line}");
        if (at.Column == 0)
            return;

        // A byte that would begin four counts as two characters of UTF-16, whether or not the other three are there.
        int start = StartOf(line, (int)at.Offset), end = (int)at.Offset;
        bool exact = _before is null || _before[start].Strange == _before[end].Strange;
        int most = end - start + 1 + (_before is null ? 0 : _before[end].Pairs - _before[start].Pairs);
        Promise.That(
            exact ? at.Column == most : at.Column <= most,
            () => $"{diagnostic} is at byte {at.Offset}, {at.Offset - _starts[line - 1]} bytes behind the start of its line");
    }

    /// <summary>Holds bytes that a value came from to be in the file.</summary>
    public void Check(string path, long offset, int length) =>
        Promise.That(offset == -1 || (offset >= 0 && length >= 0 && offset + length <= bytes.Length), () => $"{path} is said to come from {length} bytes at {offset} of {bytes.Length}");

    private int StartOf(int line, int offset) => line == 1 && bytes.AsSpan(0, offset).StartsWith("\uFEFF"u8) ? 3 : _starts[line - 1];

    /// <summary>Counts, for every byte, those before it that are no ASCII or shift, and those that begin two units of UTF-16; null: there are none.</summary>
    private static (int Strange, int Pairs)[]? Count(byte[] bytes)
    {
        if (!bytes.AsSpan().ContainsAnyInRange((byte)0x80, (byte)0xFF) && !bytes.AsSpan().Contains((byte)0x1B))
            return null;

        (int Strange, int Pairs)[] before = new (int, int)[bytes.Length + 1];
        for (int i = 0; i < bytes.Length; i++)
            before[i + 1] = (before[i].Strange + (bytes[i] is >= 0x80 or 0x1B ? 1 : 0), before[i].Pairs + (bytes[i] >= 0xF0 ? 1 : 0));
        return before;
    }

    private int LineOf(int offset)
    {
        int found = _starts.BinarySearch(offset);
        return found >= 0 ? found + 1 : ~found;
    }

    private static List<int> Starts(byte[] bytes, bool endsWithReturn)
    {
        List<int> starts = [0];
        for (int i = 0; i < bytes.Length; i++)
        {
            if (bytes[i] == (byte)'\n' || (endsWithReturn && bytes[i] == (byte)'\r' && (i + 1 == bytes.Length || bytes[i + 1] != (byte)'\n')))
                starts.Add(i + 1);
        }

        return starts;
    }
}
