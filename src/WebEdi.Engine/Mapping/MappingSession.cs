using System.Text;

using WebEdi.Diagnostics;
using WebEdi.Engine.Formats;

namespace WebEdi.Engine.Mapping;

/// <summary>Turns the segments of one file into documents. The documents and their sequence depend on nothing but the bytes and the map.</summary>
/// <remarks>
/// Rows of one document normally stand together; documents whose rows do not (the first pass knows them) are held until their last row. A row
/// that does not tell its document is that of the one around it when the rows before and behind it belong to the same one; else it stands alone.
/// </remarks>
internal sealed class MappingSession
{
    /// <summary>The most rows without an order number in a row that can still turn out to belong to the order around them.</summary>
    private const int MaxOrphans = 100;

    private readonly FileSurvey _survey;
    private readonly SegmentKeys _keys;
    private readonly RowMapper _rows;
    private readonly Dictionary<string, DocumentAssembly> _held = new(StringComparer.Ordinal);
    private readonly List<Orphan> _orphans = [];
    private DocumentAssembly? _open;

    internal MappingSession(CompiledMap map, FileSurvey survey, int maxLines, bool explain = false)
    {
        _survey = survey;
        _keys = new SegmentKeys(survey.Plan, survey.ElementOf, survey.Codec);
        _rows = new RowMapper(map.Inbound, survey, maxLines, explain);
    }

    /// <summary>Maps a block.</summary>
    /// <param name="block">The next block of the file.</param>
    /// <returns>The documents that this block completes.</returns>
    public IReadOnlyList<MappedDocument> Add(SegmentBlock block)
    {
        List<MappedDocument> done = [];
        for (int segment = 0; segment < block.Count; segment++)
        {
            if (!_keys.IsChosen(block, segment))
                continue;

            if (_open is not null && _orphans.Count == 0 && _rows.TryMapAlike(_open, block, segment))
                continue;

            ReadOnlySpan<byte> key = _keys.Read(block, segment);
            if (key.IsEmpty)
            {
                KeepOrphan(block, segment, done);
                continue;
            }

            if (_open is not null && key.SequenceEqual(_open.Key))
            {
                foreach (Orphan orphan in _orphans)
                    _open.AddFaulty(orphan.FirstLine, orphan.LastLine, orphan.Diagnostics);
                _orphans.Clear();
            }
            else
            {
                CloseOpen(done);
                Open(key);
            }

            _rows.Map(_open!, block, segment);
        }

        return done;
    }

    /// <summary>Ends the file.</summary>
    /// <returns>The remaining documents.</returns>
    public IReadOnlyList<MappedDocument> Complete()
    {
        List<MappedDocument> done = [];
        CloseOpen(done);

        // Only a file that is not the surveyed one leaves something here; what is there is told rather than lost.
        foreach (DocumentAssembly rest in _held.Values)
            done.Add(rest.Finish());
        _held.Clear();
        return done;
    }

    private void Open(ReadOnlySpan<byte> key)
    {
        if (_survey.Scattered is { Count: > 0 } scattered && scattered.TryGetValue(SegmentKeys.Hash(key), out int rows))
        {
            string name = Encoding.Latin1.GetString(key);
            if (!_held.Remove(name, out _open))
                _open = _rows.Begin(key.ToArray(), rows);
            return;
        }

        _open = _rows.Begin(key.ToArray(), 0);
    }

    private void CloseOpen(List<MappedDocument> done)
    {
        if (_open is not null)
        {
            if (_open.AwaitedRows > _open.KeyedRows)
                _held.Add(Encoding.Latin1.GetString(_open.Key), _open);
            else
                done.Add(_rows.End(_open));
            _open = null;
        }

        FlushOrphans(done);
    }

    private void KeepOrphan(SegmentBlock block, int segment, List<MappedDocument> done)
    {
        _orphans.Add(new Orphan(block.LineOf(segment), block.LastLineOf(segment), _rows.ExplainOrphan(block, segment), block.PositionOf(segment, -1)));
        if (_open is null || _orphans.Count > MaxOrphans)
            FlushOrphans(done);
    }

    private void FlushOrphans(List<MappedDocument> done)
    {
        foreach (Orphan orphan in _orphans)
        {
            done.Add(new MappedDocument
            {
                Diagnostics = orphan.Diagnostics,
                SourceLines = LineRanges.Show(orphan.FirstLine, orphan.LastLine),
                Rows = 1,
                PositionOf = _ => orphan.Position,
            });
        }

        _orphans.Clear();
    }

    private sealed record Orphan(int FirstLine, int LastLine, IReadOnlyList<Diagnostic> Diagnostics, SourcePosition Position);
}
