using WebEdi.Documents;
using WebEdi.Engine.Formats;
using WebEdi.Engine.Mapping;
using WebEdi.Engine.Mapping.Kinds;
using WebEdi.Engine.Writing.Records;
using WebEdi.Engine.Writing.Tree;

namespace WebEdi.Engine.Writing.Rows;

/// <summary>Writes documents as rows with the map that reads them, between separators or at fixed bytes: one row per line, what the head says repeated in every row.</summary>
internal sealed class RowFileWriter : IDocumentFileWriter
{
    private readonly RowPlan _plan;
    private readonly LossBook _losses;
    private readonly RecordOut _out;
    private readonly RecordSheet _head;
    private readonly RecordSheet _row;

    /// <summary>Makes a writer.</summary>
    public RowFileWriter(RowPlan plan, LossBook losses)
    {
        (_plan, _losses) = (plan, losses);
        _out = plan.Open(losses);
        (_head, _row) = (new RecordSheet(plan.Row), new RecordSheet(plan.Row));
    }

    public void Begin() => _out.Begin(_plan.Row);

    public ReadOnlyMemory<byte> Write(IEdiDocument document)
    {
        _losses.Begin(document.Number);
        _head.Clear();
        Place(_plan.Head, document, _head);
        TellForeign(_plan.Kind.Head, _plan.Head, document);
        foreach (RowCondition rows in _plan.Reading.Rows.Where(r => r is { Skips: false, Texts.Count: > 0 }))
            Choose(rows);

        foreach (object line in _plan.Kind.Line.Parts(document))
        {
            _losses.Line = _plan.Kind.Line.Number?.Invoke(line);
            _row.CopyFrom(_head);
            Place(_plan.Line, line, _row);
            TellForeign(_plan.Kind.Line, _plan.Line, line);
            TellBelow(_plan.Kind.Line, line);
            _out.Write(_row);
        }

        _losses.Line = null;
        foreach (DocumentLevel other in _plan.Kind.Head.Below.Where(l => l != _plan.Kind.Line))
            TellParts(other, document);
        if (_plan.Kind.CountLines(document) == 0)
            _losses.Add(_plan.Kind.Line.List, null, WriteLossReason.Missing);
        return _out.Take(all: true);
    }

    public ReadOnlyMemory<byte> End() => _out.Take(all: true);

    public void Dispose() => _out.Dispose();

    private void Place(SourceField[] fields, object part, RecordSheet row)
    {
        foreach (SourceField field in fields)
        {
            Presence presence = field.Get(part, out Value value);
            FieldPlan said = field.Plan;
            if (presence == Presence.None || FieldWords.IsSilent(said, presence, value, said.Column >= 0))
                continue;

            if (said.Column < 0)
            {
                _losses.Add(said.Path, value.ToText(said.Kind), WriteLossReason.NoPlaceInMap);
                continue;
            }

            int cell = _plan.Cells[said.Column];
            string? words = CellWords.Of(said, value, _out.RoomOf(_plan.Row, cell));
            if (string.IsNullOrEmpty(words))
                _losses.Add(said.Path, RecordSheet.ValueOf(said, value), WriteLossReason.Form);
            else if (!TryPut(row, said, cell, words, value))
                _losses.Add(said.Path, RecordSheet.ValueOf(said, value), WriteLossReason.NoPlaceLeft);
            else if (FieldWords.IsNear(said, value))
                _losses.Add(said.Path, value.Text, WriteLossReason.Form, words);
        }
    }

    private bool TryPut(RecordSheet row, FieldPlan said, int cell, string words, in Value value)
    {
        int when = said.WhenColumn < 0 ? -1 : _plan.Cells[said.WhenColumn];
        if ((when >= 0 && row[when].Length > 0 && !said.WhenValues.Contains(row[when])) || !row.TryPut(cell, words, said, value))
            return false;

        if (when >= 0 && row[when].Length == 0)
            row.Set(when, said.WhenValues.Order(StringComparer.Ordinal).First());
        return true;
    }

    /// <summary>Rows say what they are chosen by.</summary>
    private void Choose(RowCondition rows)
    {
        int cell = _plan.Cells[rows.Column];
        string standing = _head[cell];
        if (standing.Length == 0)
            _head.Set(cell, rows.Texts[0]);
        else if (rows.Test == RowTest.Is ? !rows.Texts.Contains(standing) : !rows.Texts.Any(t => standing.StartsWith(t, StringComparison.Ordinal)))
            Replace(cell, standing, rows.Texts[0]);
    }

    private void Replace(int cell, string standing, string text)
    {
        _losses.Add(_head.PathOf(cell), standing, WriteLossReason.NoPlaceLeft, text);
        _head.Set(cell, text);
    }

    private void TellForeign(DocumentLevel level, SourceField[] fields, object part)
    {
        if (level.Extensions?.Invoke(part) is not { Count: > 0 } extensions)
            return;

        string start = level.Key + ".extensions.";
        foreach ((string name, string value) in extensions.Where(e => !Array.Exists(fields, f => f.Plan.Path == start + e.Key)))
            _losses.Add(start + name, value, WriteLossReason.NoPlaceInMap);
    }

    private void TellBelow(DocumentLevel level, object part)
    {
        foreach (DocumentLevel below in level.Below)
            TellParts(below, part);
    }

    /// <summary>A row has no place for parts of a line.</summary>
    private void TellParts(DocumentLevel level, object above)
    {
        foreach (object part in level.Parts(above))
        {
            Place([.. SourceField.Of(level, null)], part, _row);
            TellForeign(level, [], part);
            TellBelow(level, part);
        }
    }
}
