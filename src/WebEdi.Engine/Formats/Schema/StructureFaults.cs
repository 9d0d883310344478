using WebEdi.Diagnostics;

namespace WebEdi.Engine.Formats.Schema;

/// <summary>Makes diagnostics of what the walker finds, and knows which hierarchical group stands below which.</summary>
/// <param name="sink">Where the diagnostics go.</param>
/// <param name="maxDepth">The deepest nesting of hierarchical groups.</param>
internal sealed class StructureFaults(DiagnosticSink sink, int maxDepth) : IStructureSink
{
    private static readonly Place IdPlace = new(0);
    private static readonly Place ParentPlace = new(1);

    private readonly List<int> _open = [];
    private readonly LevelNumbers _levels = new();
    private int[] _last = [];
    private bool _knowsLast;
    private SegmentTree? _tree;

    /// <summary>Begins a message.</summary>
    public void Begin(SegmentTree tree)
    {
        _tree = tree;
        _knowsLast = false;
        _open.Clear();
        _levels.Clear();
    }

    public void NotInMessage(int node, string tag) => Report(DiagnosticCodes.SegmentUnknown, node, tag);

    public void Late(int node, string tag) => Report(DiagnosticCodes.SegmentLate, node, tag);

    public void Misplaced(int node, string tag) => Report(DiagnosticCodes.SegmentMisplaced, node, tag);

    public void TooMany(int node, string tag, int max) =>
        Report(DiagnosticCodes.SegmentRepeatedTooOften, node, tag, null, Expect.Value(max));

    public void Missing(int node, int group, string tag) => ReportLack(DiagnosticCodes.SegmentMissing, node, group, tag);

    public void Absent(int node, int group, string tag) => ReportLack(DiagnosticCodes.SegmentAbsent, node, group, tag);

    public bool Comes(string tag, int node)
    {
        // Asked in odd messages only, which are gone through once however often that is.
        SegmentTree tree = _tree!;
        int symbol = tree.Symbols.Of(tag);
        if (!_knowsLast)
        {
            _last = new int[tree.Symbols.Count];
            for (int i = 1; i < tree.NodeCount; i++)
                _last[tree.Symbol(i)] = i;
            _knowsLast = true;
        }

        return symbol < _last.Length && _last[symbol] > node;
    }

    public int ParentOf(int node, int otherwise)
    {
        // HL01 is the number of the level, HL02 the number of the one above (X12.22). Levels come depth first.
        SegmentTree tree = _tree!;
        if (!_levels.IsNew(tree.Value(node, IdPlace)))
            Report(DiagnosticCodes.LevelDuplicate, node, "HL/01", tree.Codec.Show(tree.Value(node, IdPlace)));

        ReadOnlySpan<byte> above = tree.Value(node, ParentPlace);
        int keep = 0;
        if (!above.IsEmpty)
        {
            // Of levels that bear the same number the outermost is meant, so that a repeated number puts no item below another.
            int at = 0;
            while (at < _open.Count && !tree.Value(_open[at], IdPlace).SequenceEqual(above))
                at++;
            keep = at == _open.Count ? 0 : at + 1;

            if (keep == 0)
                Report(DiagnosticCodes.LevelUnknown, node, "HL/02", tree.Codec.Show(above));
        }

        if (keep == maxDepth)
        {
            Report(DiagnosticCodes.NestingTooDeep, node, "HL", null, Expect.Value(maxDepth));
            keep--;
        }

        _open.RemoveRange(keep, _open.Count - keep);
        _open.Add(node);
        return keep == 0 ? otherwise : _open[keep - 1];
    }

    private void ReportLack(string code, int node, int group, string tag)
    {
        SegmentTree tree = _tree!;
        string path = group == 0 ? tag : $"{tree.Symbols[tree.Symbol(group)]}/{tag}";
        Report(code, Math.Min(node, tree.NodeCount - 1), path, null, Expect.Value(tag));
    }

    private void Report(string code, int node, string path, string? found = null, Expectation? expected = null)
    {
        if (sink.IsFull)
            sink.LeaveOut();
        else
            sink.Add(Diagnostic.Create(code, _tree!.PositionOf(node), path, found, expected));
    }
}
