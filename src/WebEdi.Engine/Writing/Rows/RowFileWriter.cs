using WebEdi.Documents;
using WebEdi.Engine.Formats;
using WebEdi.Engine.Mapping;
using WebEdi.Engine.Mapping.Kinds;
using WebEdi.Engine.Text;
using WebEdi.Engine.Writing.Tree;

namespace WebEdi.Engine.Writing.Rows;

/// <summary>Writes documents as CSV with the map that reads it: one row per line, what the head says repeated in every row.</summary>
internal sealed class RowFileWriter : IDocumentFileWriter
{
    private readonly RowPlan _plan;
    private readonly LossBook _losses;
    private readonly MemoryStream _written = new();
    private readonly CsvTextWriter _csv;
    private readonly string[] _head;
    private readonly string[] _row;
    private readonly string?[] _pathOf;
    private int _cell;

    /// <summary>Makes a writer.</summary>
    public RowFileWriter(RowPlan plan, LossBook losses)
    {
        (_plan, _losses) = (plan, losses);
        (_head, _row, _pathOf) = (new string[plan.Names.Length], new string[plan.Names.Length], new string?[plan.Names.Length]);
        _csv = new CsvTextWriter(_written, plan.Reading.Codec ?? TextCodec.Utf8, compatible: true, (char)plan.Reading.Separator)
        {
            OnMissing = (value, _, other) => _losses.Add(_pathOf[_cell] ?? _plan.Names[_cell], value, WriteLossReason.Character, value.Length == 0 ? null : other.ToString()),
        };
    }

    public void Begin()
    {
        for (int i = 0; i < _plan.Reading.SkipLines; i++)
            EndRecord();
        if (!_plan.Reading.Header)
            return;

        Write(_plan.Names);
    }

    public ReadOnlyMemory<byte> Write(IEdiDocument document)
    {
        _losses.Begin(document.Number);
        Array.Fill(_head, "");
        Place(_plan.Head, document, _head);
        TellForeign(_plan.Kind.Head, _plan.Head, document);
        foreach (RowCondition rows in _plan.Reading.Rows.Where(r => r is { Skips: false, Test: RowTest.Is }))
            _head[_plan.Cells[rows.Column]] = rows.Texts[0];

        foreach (object line in _plan.Kind.Line.Parts(document))
        {
            _losses.Line = _plan.Kind.Line.Number?.Invoke(line);
            _head.CopyTo(_row, 0);
            Place(_plan.Line, line, _row);
            TellForeign(_plan.Kind.Line, _plan.Line, line);
            Write(_row);
        }

        _losses.Line = null;
        if (_plan.Kind.CountLines(document) == 0)
            _losses.Add(_plan.Kind.Line.List, null, WriteLossReason.Missing);
        return Take();
    }

    public ReadOnlyMemory<byte> End() => Take();

    public void Dispose() => _written.Dispose();

    private void Place(SourceField[] fields, object part, string[] row)
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

            string? words = FieldWords.Of(said, value);
            if (string.IsNullOrEmpty(words))
                _losses.Add(said.Path, said.Kind == ValueKind.DueDate && value.Date is null ? "undecided" : value.ToText(said.Kind), WriteLossReason.Form);
            else if (!TryPut(row, said, words))
                _losses.Add(said.Path, words, WriteLossReason.NoPlaceLeft);
        }
    }

    private bool TryPut(string[] row, FieldPlan said, string words)
    {
        int cell = _plan.Cells[said.Column];
        int when = said.WhenColumn < 0 ? -1 : _plan.Cells[said.WhenColumn];
        if ((row[cell].Length > 0 && row[cell] != words) || (when >= 0 && row[when].Length > 0 && !said.WhenValues.Contains(row[when])))
            return false;

        row[cell] = words;
        _pathOf[cell] = said.Path;
        if (when >= 0 && row[when].Length == 0)
            row[when] = said.WhenValues.Order(StringComparer.Ordinal).First();
        return true;
    }

    private void TellForeign(DocumentLevel level, SourceField[] fields, object part)
    {
        if (level.Extensions?.Invoke(part) is not { Count: > 0 } extensions)
            return;

        string start = level.Key + ".extensions.";
        foreach ((string name, string value) in extensions.Where(e => !Array.Exists(fields, f => f.Plan.Path == start + e.Key)))
            _losses.Add(start + name, value, WriteLossReason.NoPlaceInMap);
    }

    private void Write(string[] row)
    {
        for (_cell = 0; _cell < row.Length; _cell++)
            _csv.Write(row[_cell]);
        EndRecord();
    }

    // Into memory: nothing is ever waited for.
    private void EndRecord() => _csv.EndRecordAsync(CancellationToken.None).AsTask().GetAwaiter().GetResult();

    private ReadOnlyMemory<byte> Take()
    {
        _csv.FlushAsync(CancellationToken.None).AsTask().GetAwaiter().GetResult();
        byte[] bytes = _written.ToArray();
        _written.SetLength(0);
        return bytes;
    }
}
