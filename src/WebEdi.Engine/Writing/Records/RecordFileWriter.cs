using System.Globalization;
using WebEdi.Documents;
using WebEdi.Engine.Formats;
using WebEdi.Engine.Mapping;
using WebEdi.Engine.Writing.Tree;

namespace WebEdi.Engine.Writing.Records;

/// <summary>Writes documents as records of several types with the map that reads them; counts and sums are set.</summary>
internal sealed class RecordFileWriter : IDocumentFileWriter
{
    private readonly RecordFilePlan _plan;
    private readonly LossBook _losses;
    private readonly RecordOut _out;
    private readonly RecordSheet[] _sheets;
    private readonly Dictionary<RecordSlot, RecordSheet> _headers = [];
    private readonly RecordCounts _ofFile;
    private readonly RecordCounts _ofOrder;
    private readonly RecordPlacer _placer;
    private readonly DateTimeOffset _preparedAt;
    private bool _begun;
    private int _lines;
    private int _allLines;

    /// <summary>Makes a writer.</summary>
    public RecordFileWriter(RecordFilePlan plan, EdiWriteOptions options, LossBook losses)
    {
        (_plan, _losses, _preparedAt) = (plan, losses, options.PreparedAt);
        _out = plan.Open(losses);
        _sheets = [.. plan.Slots.Select(s => new RecordSheet(s.Type))];
        _ofFile = new RecordCounts(plan.Records.Types.Values, losses);
        _ofOrder = new RecordCounts(plan.Records.Types.Values, losses);
        _placer = new RecordPlacer(_sheets, _out, losses);
    }

    public void Begin() => _out.Begin(_plan.Slots.FirstOrDefault(s => s.Type.Role == RecordRole.FileHeader)?.Type ?? _plan.Order.Type);

    public ReadOnlyMemory<byte> Write(IEdiDocument document)
    {
        _losses.Begin(document.Number);
        _lines = _plan.Kind.CountLines(document);
        _allLines += _lines;
        foreach (RecordSlot slot in _plan.Slots)
            Clear(slot);

        _placer.Place(_plan.Head, document, 0);
        foreach (RecordLevel level in _plan.Head.Below)
            _placer.PlaceInherited(level, document);
        if (_begun)
            CompareHeaders();
        else
            BeginFile();

        _ofOrder.Clear();
        Write(_plan.Order);
        foreach (RecordTurn turn in _plan.Turns)
            Write(turn, document);

        foreach (RecordLevel lost in _plan.Head.Below.Where(l => l.Slot is null))
            _placer.TellParts(lost, document, WriteLossReason.NoPlaceInMap);
        if (_lines == 0)
            _losses.Add(_plan.Kind.Line.List, null, WriteLossReason.Missing);
        return _out.Take(all: false);
    }

    public ReadOnlyMemory<byte> End()
    {
        if (!_begun)
            BeginFile();

        _lines = _allLines;
        foreach (RecordSlot trailer in _plan.Slots.Where(s => s.Type.Role == RecordRole.FileTrailer))
        {
            Clear(trailer);
            Write(trailer);
        }

        return _out.Take(all: true);
    }

    public void Dispose() => _out.Dispose();

    /// <summary>What the first document says stands in the header of the file.</summary>
    private void BeginFile()
    {
        _begun = true;
        foreach (RecordSlot header in _plan.Slots.Where(s => s.Type.Role == RecordRole.FileHeader))
        {
            Write(header);
            RecordSheet kept = new(header.Type);
            kept.CopyFrom(_sheets[header.Index]);
            _headers.Add(header, kept);
        }
    }

    /// <summary>A reader finds what the header says in every document.</summary>
    private void CompareHeaders()
    {
        foreach ((RecordSlot slot, RecordSheet header) in _headers)
        {
            RecordSheet own = _sheets[slot.Index];
            AddConstants(own);
            for (int i = 0; i < header.Count; i++)
            {
                if (own[i] != header[i] && (own.PlanOf(i) ?? header.PlanOf(i)) is { Path.Length: > 0 } plan)
                    _losses.Add(plan.Path, own[i].Length == 0 ? null : own.ValueOf(i), WriteLossReason.NoPlaceLeft, header[i].Length == 0 ? null : header[i]);
            }
        }
    }

    private void Write(RecordTurn turn, IEdiDocument document)
    {
        if (turn.Level is not { } level)
        {
            if (turn.Slot.IsAlways || _sheets[turn.Slot.Index].IsFilled)
                Write(turn.Slot);
            return;
        }

        bool isLine = level.Level == _plan.Kind.Line;
        int number = 0;
        foreach (object part in level.Level.Parts(document))
        {
            if (isLine)
                _losses.Line = level.Level.Number?.Invoke(part);
            Clear(turn.Slot);
            _placer.Place(level, part, ++number);
            _placer.PlaceBelow(level, part);
            Write(turn.Slot);
        }

        if (isLine)
            _losses.Line = null;
    }

    private void Clear(RecordSlot slot)
    {
        RecordSheet sheet = _sheets[slot.Index];
        sheet.Clear();
        foreach ((int field, string text) in slot.Presets)
            sheet.Set(field, text);
        if (_plan.Records.Columns is { } columns && columns.TypeColumn < sheet.Count)
            sheet.Set(columns.TypeColumn, slot.Type.Name);
    }

    private void Write(RecordSlot slot)
    {
        RecordSheet sheet = _sheets[slot.Index];
        AddConstants(sheet);
        (slot.Type.Role == RecordRole.Detail ? _ofOrder : _ofFile).State(sheet);
        _out.Write(sheet);
        if (slot.Type.Role != RecordRole.FileTrailer)
            _ofFile.Add(sheet);
        _ofOrder.Add(sheet);
    }

    private void AddConstants(RecordSheet sheet)
    {
        foreach (RecordConstant constant in _plan.Constants)
        {
            if (constant.Type != sheet.Type || sheet[constant.Field].Length > 0 || (constant.When >= 0 && sheet[constant.When].Length == 0))
                continue;

            bool isCount = constant.Text == TreePath.LineCount;
            string text = isCount ? _lines.ToString(CultureInfo.InvariantCulture)
                : constant.Text == TreePath.PreparedTime ? _preparedAt.ToString(_out.RoomOf(sheet.Type, constant.Field) is >= 6 and < int.MaxValue ? "HHmmss" : "HHmm", CultureInfo.InvariantCulture)
                : constant.Text;
            sheet.Set(constant.Field, text, isCount ? RecordSheet.Counted : null);
        }
    }
}
