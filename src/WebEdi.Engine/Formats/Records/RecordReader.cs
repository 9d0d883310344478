using System.Globalization;

using WebEdi.Diagnostics;

namespace WebEdi.Engine.Formats.Records;

/// <summary>Reads orders out of a file of records of several types and checks what trailers state.</summary>
internal sealed class RecordReader : IMessageReader
{
    private readonly MessageSource _source;
    private readonly RecordPlan _plan;
    private readonly RecordSource _records;
    private readonly SymbolTable _symbols;
    private readonly RecordTally _ofFile;
    private readonly RecordTally _ofOrder;
    private readonly List<Diagnostic> _found = [];
    private (SegmentBlock Block, int Segment, RecordType Type)? _header;
    private SegmentBlock? _block;
    private int _next;
    private RecordTree? _open;
    private DiagnosticSink _sink;
    private long _bytes;
    private bool _ended;
    private bool _hasTrailer;
    private int _messages;

    public RecordReader(MessageSource source, RecordPlan plan, RecordSource records)
    {
        (_source, _plan, _records) = (source, plan, records);
        _symbols = source.Symbols ?? new SymbolTable();
        _ofFile = new RecordTally(plan.Types.Values, records);
        _ofOrder = new RecordTally(plan.Types.Values, records);
        _sink = new DiagnosticSink(source.Limits.MaxDiagnostics);
    }

    public ReadingCounts Counts => new(1, 0, _messages);

    public async ValueTask<MessageTree?> ReadAsync(CancellationToken cancellationToken)
    {
        while (!_ended)
        {
            while (_block is null || _next == _block.Count)
            {
                _block = await _records.ReadAsync(cancellationToken).ConfigureAwait(false);
                _next = 0;
                if (_block is not null)
                    continue;

                _ended = true;
                if (!_hasTrailer && _plan.Types.Values.FirstOrDefault(t => t.Role == RecordRole.FileTrailer) is { } trailer)
                    Outside(Diagnostic.Create(DiagnosticCodes.RecordMissing, new SourcePosition(_source.FileName, 0, 0), trailer.Name, expected: Expect.Value(trailer.Name)));
                return Close();
            }

            if (Take(_block, _next) is { } done)
                return done;
        }

        return null;
    }

    public IReadOnlyList<Diagnostic> TakeDiagnostics()
    {
        if (_found.Count == 0)
            return [];

        Diagnostic[] found = [.. _found];
        _found.Clear();
        return found;
    }

    /// <returns>The order that ends in front of the record, which is then looked at again; null: the record is done.</returns>
    private RecordTree? Take(SegmentBlock block, int segment)
    {
        string name = _records.TypeOf(block, segment);
        if (!_plan.Types.TryGetValue(name, out RecordType? type))
        {
            Tell(Diagnostic.Create(DiagnosticCodes.RecordTypeUnknown, block.PositionOf(segment, -1), found: name, expected: Expect.Names(_plan.Types.Keys)));
            _next++;
            return null;
        }

        if (_open is not null && type.Role != RecordRole.Detail)
            return Close();

        _next++;
        switch (type.Role)
        {
            case RecordRole.FileHeader:
                _header = (block, segment, type);
                break;
            case RecordRole.Order:
                Open();
                break;
            case RecordRole.Detail when _open is null:
                Outside(Diagnostic.Create(DiagnosticCodes.RecordMisplaced, block.PositionOf(segment, -1), found: name, expected: Expect.Names(_plan.Types.Values.Where(t => t.Role == RecordRole.Order).Select(t => t.Name))));
                break;
            case RecordRole.FileTrailer:
                _hasTrailer = true;
                break;
        }

        if (_open is not null && Grow(_records.LengthOf(block, segment)))
            _open.Add(block, segment, type);
        CheckRecord(block, segment, type);
        if (type.Role != RecordRole.FileTrailer)
            _ofFile.Add(block, segment, type);
        _ofOrder.Add(block, segment, type);
        return null;
    }

    private void Open()
    {
        _ofOrder.Clear();
        _bytes = 0;
        _open = new RecordTree(_records) { Envelope = new Envelope { Format = "records" }, File = _source.FileName, Codec = _records.Codec, Symbols = _symbols };
        if (_header is { } header)
            _open.Add(header.Block, header.Segment, header.Type);
    }

    /// <summary>An order too long for memory is told once; its further records are counted, not kept.</summary>
    private bool Grow(int bytes)
    {
        bool before = _bytes > _source.Limits.MaxMessageBytes || _open!.Count > _source.Limits.MaxNodes;
        _bytes += bytes;
        if (_bytes <= _source.Limits.MaxMessageBytes && _open!.Count <= _source.Limits.MaxNodes)
            return true;

        if (!before)
            _sink.Add(Diagnostic.Create(DiagnosticCodes.MessageTooBig, _open!.PositionOf(1), found: _open.PositionOf(1).Line.ToString(CultureInfo.InvariantCulture), expected: Expect.Value(_source.Limits.MaxMessageBytes)));
        return false;
    }

    private void CheckRecord(SegmentBlock block, int segment, RecordType type)
    {
        foreach (Diagnostic wrong in _records.Check(block, segment, type))
            Tell(wrong);

        foreach (Diagnostic wrong in (type.Role == RecordRole.Detail ? _ofOrder : _ofFile).Check(block, segment, type))
            Tell(wrong);
    }

    private RecordTree? Close()
    {
        if (_open is null)
            return null;

        RecordTree done = _open;
        done.Diagnostics = _sink.Take();
        _open = null;
        _messages++;
        return done;
    }

    private void Tell(Diagnostic diagnostic)
    {
        if (_open is null)
            Outside(diagnostic);
        else
            _sink.Add(_source.Tolerances.Judge(diagnostic));
    }

    private void Outside(Diagnostic diagnostic)
    {
        if (_found.Count < _source.Limits.MaxDiagnostics)
            _found.Add(_source.Tolerances.Judge(diagnostic));
    }
}
