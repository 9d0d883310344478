using System.Buffers.Text;
using System.Text;
using System.Text.Unicode;

using WebEdi.Diagnostics;
using WebEdi.Engine.Formats.Schema;
using WebEdi.Engine.Text;

namespace WebEdi.Engine.Formats;

/// <summary>Reads messages of segments in their envelopes. What EDIFACT and X12 have in common: interchange, group, message, their counts and references.</summary>
/// <remarks>A message that lacks its trailer ends at the next header; what is broken is skipped to the next header; neighbours live.</remarks>
internal abstract class SegmentReader : IMessageReader
{
    /// <summary>How far a header is looked at before its delimiters are known.</summary>
    private const int LookAhead = 4096;

    private readonly SegmentTree _tree;
    private readonly SegmentTree _service;
    private readonly TagTable _tags;
    private readonly DiagnosticSink _inside;
    private readonly DiagnosticSink _outside;
    private readonly StructureFaults _faults;
    private readonly StructureWalker _walker;
    private readonly List<int> _invalid = [];
    private KnownTag[] _known = new KnownTag[64];
    private readonly MessageSource _options;
    private readonly EdiDirectory? _directory;
    private readonly ValueCheck _values;
    private Level? _interchange;
    private Level? _group;
    private bool _inMessage;
    private bool _isSkipping;
    private bool _isSearching = true;
    private bool _isAnnounced;
    private bool _outsideReported;
    private bool _hasEnded;
    private bool _messageLacksGroup;
    private bool _isFirst = true;
    private SourcePosition _garbageAt;
    private long _preparedAt = -1;
    private string? _garbage;
    private (int Line, int Column) _messageAt;
    private long _lastTooLong = long.MinValue;
    private int _retryAfter = 1;

    private protected SegmentReader(MessageSource source, string format, EdiDirectory? directory)
    {
        _options = source;
        _directory = directory;
        File = source.FileName;
        Source = new SegmentSource(source.Content, RoomFor(source));
        SymbolTable symbols = source.Symbols ?? new SymbolTable();
        Outer = new Envelope { Format = format };
        Codec = source.Codec ?? TextCodec.Utf8;
        _tree = new SegmentTree { Envelope = Outer, File = File, Codec = Codec, Symbols = symbols };
        _service = new SegmentTree { Envelope = Outer, File = File, Codec = Codec, Symbols = symbols };
        _tags = new TagTable(symbols, Classify);
        _inside = new DiagnosticSink(source.Limits.MaxDiagnostics, source.Tolerances);
        _outside = new DiagnosticSink(source.Limits.MaxDiagnostics, source.Tolerances);
        _faults = new StructureFaults(_inside, source.Limits.MaxDepth);
        _walker = new StructureWalker(_faults);
        _values = new ValueCheck(_inside);
    }

    public ReadingCounts Counts { get; private set; }

    /// <summary>Gets the tags and places of the envelope.</summary>
    private protected abstract EnvelopePlaces Places { get; }

    /// <summary>Gets the tags that a file may begin with.</summary>
    private protected abstract string Headers { get; }

    /// <summary>Gets the name of the file.</summary>
    private protected string File { get; }

    /// <summary>Gets the bytes.</summary>
    private protected SegmentSource Source { get; }

    /// <summary>Gets an envelope in which nothing is known but the format.</summary>
    private protected Envelope Outer { get; }

    /// <summary>Gets or sets the encoding of the interchange; what is no UTF-8 is read as ISO 8859-1 unless somebody has said the encoding.</summary>
    private protected TextCodec Codec { get; set; }

    /// <summary>Gets the encoding that somebody has said.</summary>
    private protected TextCodec? SaidCodec => _options.Codec;

    private MessageLimits Limits => _options.Limits;

    public async ValueTask<MessageTree?> ReadAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            switch (_isSearching ? Search() : Step())
            {
                case Outcome.Message:
                    return _tree;
                case Outcome.More when !await Source.FillAsync(cancellationToken).ConfigureAwait(false):
                case Outcome.End:
                    return End() ? _tree : null;
                default:
                    cancellationToken.ThrowIfCancellationRequested();
                    break;
            }
        }
    }

    public IReadOnlyList<Diagnostic> TakeDiagnostics() => _outside.Take();

    /// <summary>Tells what a tag of at most four bytes does.</summary>
    private protected abstract TagKind Classify(ReadOnlySpan<byte> tag);

    /// <summary>Looks for a header in bytes whose delimiters are not known.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="final">Whether the file ends with them.</param>
    /// <param name="sure">How many bytes need not be looked at again when there is none.</param>
    /// <returns>Where it begins; -1: nowhere.</returns>
    private protected abstract int FindHeader(ReadOnlySpan<byte> bytes, bool final, out int sure);

    /// <summary>Sets the delimiters of the header that comes next.</summary>
    /// <param name="ahead">The header and what follows.</param>
    /// <returns>False: they cannot be found out, and the fault is reported.</returns>
    private protected abstract bool TryPrepare(ReadOnlySpan<byte> ahead);

    /// <summary>Reads the header of an interchange.</summary>
    private protected abstract Envelope ReadInterchange(SegmentTree header);

    /// <summary>Reads the header of a group.</summary>
    private protected abstract Envelope ReadGroup(SegmentTree header, Envelope around);

    /// <summary>Tells whether a message is one whose structure the directory may know.</summary>
    private protected virtual bool HasStructure(SegmentTree message) => true;

    /// <summary>Reads the header of a message.</summary>
    private protected abstract Envelope ReadMessage(SegmentTree message, Envelope around);

    /// <summary>Tells whether a segment with a strange tag is a header with other delimiters.</summary>
    private protected abstract bool IsHeader(ReadOnlySpan<byte> segment);

    /// <summary>Reports a fault outside of messages.</summary>
    private protected void Report(string code, SourcePosition position, string? path = null, string? found = null, Expectation? expected = null)
    {
        if (_outside.IsFull)
            _outside.LeaveOut();
        else
            _outside.Add(Diagnostic.Create(code, position, path, found, expected));
    }

    /// <summary>Tells where a byte that was not taken yet stands.</summary>
    private protected SourcePosition PositionAhead(int plus = 0)
    {
        int at = Source.Next + plus;
        (int line, int column) = Source.LineAt(at, Codec);
        return new SourcePosition(File, line, column + 1, Offset: Source.Offset + at);
    }

    /// <summary>Reads a value as text; null when it is empty.</summary>
    private protected static string? Text(SegmentTree tree, int node, int element, int component = 0)
    {
        ReadOnlySpan<byte> value = tree.Value(node, new Place(element, component)).Trim((byte)' ');
        if (value.IsEmpty)
            return null;

        // Some pad with no-break spaces.
        return Ascii.IsValid(value) ? Encoding.ASCII.GetString(value) : tree.Codec.Show(value).Trim();
    }

    /// <summary>Reports an empty element of a header.</summary>
    private protected void Require(string? value, SegmentTree header, string path, int element, int component = 0)
    {
        if (value is not null)
            return;

        Diagnostic fault = Diagnostic.Create(DiagnosticCodes.ServiceElementMissing, header.PositionOf(1, new Place(element, component)), path, null, Expect.AnyValue);
        (ReferenceEquals(header, _tree) ? _inside : _outside).Add(fault);
    }

    private Outcome Search()
    {
        while (true)
        {
            ReadOnlySpan<byte> ahead = Source.Ahead;
            if (ahead.Length < LookAhead && !Source.IsFinal)
                return Outcome.More;

            int blank = ahead.IndexOfAnyExcept(SegmentSource.Blank);
            if (blank < 0)
                blank = ahead.Length;
            else if (ahead[blank..].StartsWith("\uFEFF"u8))
                blank += 3;
            if (blank > 0)
                Source.Skip(blank);
            if (Source.Ahead.IsEmpty && Source.IsFinal)
                return FindNothing();
            if (blank > 0)
                continue;

            int header = FindHeader(ahead, Source.IsFinal, out int sure);
            if (header != 0)
            {
                int garbage = header > 0 ? header : Source.IsFinal ? ahead.Length : sure;
                NoteGarbage(ahead, garbage);
                Source.Skip(garbage);
                if (garbage == 0)
                    return Outcome.More;
                continue;
            }

            // A header that led back to itself is none.
            long at = Source.Offset + Source.Next;
            if (at == _preparedAt)
            {
                NoteGarbage(ahead, 1);
                Source.Skip(1);
                continue;
            }

            FlushGarbage();
            _isFirst = false;
            _preparedAt = at;
            if (TryPrepare(ahead))
            {
                (_isSearching, _isAnnounced) = (false, true);
                return Outcome.Continue;
            }

            Source.Skip(1);
        }
    }

    private Outcome FindNothing()
    {
        if (_isFirst && Counts == default)
        {
            _isFirst = false;
            Report(DiagnosticCodes.InterchangeMissing, _garbage is null ? new SourcePosition(File, 0, 0, Offset: 0) : _garbageAt, null, _garbage ?? "", Expect.Value(Headers));
            _garbage = null;
        }

        FlushGarbage();
        return Outcome.End;
    }

    private void NoteGarbage(ReadOnlySpan<byte> ahead, int length)
    {
        if (_garbage is not null || length == 0)
            return;

        _garbageAt = PositionAhead();
        _garbage = Codec.Show(ahead[..Math.Min(length, 40)]);
    }

    private void FlushGarbage()
    {
        if (_garbage is not null)
            Report(DiagnosticCodes.TextOutside, _garbageAt, null, _garbage);
        _garbage = null;
    }

    private Outcome Step()
    {
        if (_inMessage && !_isSkipping)
            Source.TakeOrdinary(_tree, _tags, Limits);

        if (!Source.TryLook(out SegmentSpan segment))
        {
            Source.SkipPadding();
            if (Source.Ahead.Length > Limits.MaxSegmentBytes)
                return GiveUp(Source.Next);
            if (!Source.IsFinal)
                return Outcome.More;
            return Source.TryClose() ? Outcome.Continue : Outcome.End;
        }

        if (segment.End - segment.Start > Limits.MaxSegmentBytes)
            return GiveUp(segment.Start);

        int symbol = _tags.Find(Source.Bytes, segment.Start, segment.TagLength, out TagKind kind);
        if (Source.IsUnterminated && kind != TagKind.Blank && !IsLineEnd(Source.Delimiters!.Terminator))
            ReportUnterminated(segment);
        if (kind == TagKind.Invalid && IsHeader(Source.Bytes.AsSpan(segment.Start, segment.End - segment.Start)))
            kind = TagKind.Advice;

        return _inMessage ? StepInside(segment, symbol, kind) : StepOutside(segment, symbol, kind);
    }

    private Outcome StepInside(in SegmentSpan segment, int symbol, TagKind kind)
    {
        switch (kind)
        {
            case TagKind.Binary when !TryCutCounted(segment):
                return Outcome.More;
            case TagKind.Binary:
                Source.TryLook(out SegmentSpan counted);
                return AddInside(counted, symbol, false);
            case TagKind.Ordinary or TagKind.Control:
                return AddInside(segment, symbol, false);
            case TagKind.Invalid or TagKind.Blank:
                return AddInside(segment, symbol, true);
            case TagKind.MessageEnd when _isSkipping:
                Source.Take(segment);
                (_inMessage, _isSkipping) = (false, false);
                return Outcome.Continue;
            case TagKind.MessageEnd:
                if (AddInside(segment, symbol, false) == Outcome.Continue && !_isSkipping)
                    return Finish(hasTrailer: true);
                _inMessage = _isSkipping = false;
                return Outcome.Continue;
            default:
                // The segment is looked at again when the message is out of the way.
                if (!_isSkipping)
                    return Finish(hasTrailer: false);
                (_inMessage, _isSkipping) = (false, false);
                return Outcome.Continue;
        }
    }

    private Outcome AddInside(in SegmentSpan segment, int symbol, bool isInvalid)
    {
        Source.Take(segment);
        if (_isSkipping)
            return Outcome.Continue;

        bool tooMany = _tree.NodeCount > Limits.MaxNodes;
        if (tooMany || segment.End - Source.Kept > Limits.MaxMessageBytes)
        {
            LocateTree();
            int limit = tooMany ? Limits.MaxNodes : Limits.MaxMessageBytes;
            string? reference = Text(_tree, 1, Places.MessageReference.Element, Places.MessageReference.Component);
            Report(tooMany ? DiagnosticCodes.TooManySegments : DiagnosticCodes.MessageTooBig, _tree.PositionOf(1), null, reference, Expect.Value(limit));
            _isSkipping = true;
            Source.Release();
            _inside.Take();
            return Outcome.Continue;
        }

        _tree.Add(segment.Start - Source.Kept, segment.FirstMark - Source.KeptMark, segment.MarkCount, symbol);
        if (isInvalid && _invalid.Count < Limits.MaxDiagnostics)
            _invalid.Add(_tree.NodeCount - 1);
        else if (isInvalid)
            _inside.LeaveOut();
        return Outcome.Continue;
    }

    private Outcome StepOutside(in SegmentSpan segment, int symbol, TagKind kind)
    {
        // The delimiters of a header are looked at first, then it comes here again.
        bool isAnnounced = _isAnnounced;
        _isAnnounced = false;
        switch (kind)
        {
            case TagKind.Advice:
            case TagKind.Interchange when !isAnnounced:
                CloseInterchange();
                Source.Skip(segment.Start - Source.Next);
                _isSearching = true;
                return Outcome.Continue;
            case TagKind.Message:
                BeginMessage(segment, symbol);
                return Outcome.Continue;
            case TagKind.Blank:
                Source.Take(segment);
                return Outcome.Continue;
        }

        Load(segment, symbol);
        Source.Take(segment);
        switch (kind)
        {
            case TagKind.Interchange:
                CloseInterchange();
                Counts = Counts with { Interchanges = Counts.Interchanges + 1 };
                Envelope envelope = ReadInterchange(_service);
                _interchange = new Level(envelope, envelope.InterchangeReference, _service.PositionOf(1));
                _options.Opened?.Invoke(envelope, _interchange.Position.Offset);
                break;
            case TagKind.Group:
                CloseGroup();
                Counts = Counts with { Groups = Counts.Groups + 1 };
                if (_interchange is not null)
                    _interchange.Groups++;
                else if (Places.NeedsAllLevels)
                    Report(DiagnosticCodes.HeaderMissing, _service.PositionOf(1), Places.Group, null, Expect.Value(Places.Interchange));
                envelope = ReadGroup(_service, _interchange?.Envelope ?? Outer);
                _group = new Level(envelope, envelope.GroupReference, _service.PositionOf(1));
                break;
            case TagKind.GroupEnd:
                if (_group is null)
                    Report(DiagnosticCodes.HeaderMissing, _service.PositionOf(1), Places.GroupTrailer, null, Expect.Value(Places.Group));
                else
                    CheckTrailer(_outside, _service, 1, Places.OfGroup, _group.Messages, _group.Reference);
                _group = null;
                break;
            case TagKind.InterchangeEnd:
                CloseGroup();
                if (_interchange is null)
                    Report(DiagnosticCodes.HeaderMissing, _service.PositionOf(1), Places.InterchangeTrailer, null, Expect.Value(Places.Interchange));
                else
                    CheckTrailer(_outside, _service, 1, Places.OfInterchange, Places.CountOf(_interchange, CountIn(_service, 1, Places.OfInterchange)), _interchange.Reference);
                _interchange = null;
                _isSearching = true;
                break;
            case TagKind.MessageEnd:
                Report(DiagnosticCodes.HeaderMissing, _service.PositionOf(1), Places.MessageTrailer, null, Expect.Value(Places.Message));
                break;
            case TagKind.Control:
                if (_interchange is not null && _service.BytesOf(1).StartsWith("TA1"u8))
                    _interchange.Acknowledgements++;
                break;
            default:
                ReportOutside(kind);
                return Outcome.Continue;
        }

        _outsideReported = false;
        return Outcome.Continue;
    }

    private void ReportOutside(TagKind kind)
    {
        if (_outsideReported)
            return;

        // Segments that follow it stand there for the same reason.
        _outsideReported = true;
        ReadOnlySpan<byte> bytes = _service.BytesOf(1);
        string found = _service.Symbols[_service.Symbol(1)];
        if (kind == TagKind.Invalid)
            Report(DiagnosticCodes.SegmentTagInvalid, _service.PositionOf(1), null, Codec.Show(bytes[..Math.Min(bytes.Length, 40)]), Places.TagForm);
        else
            Report(DiagnosticCodes.SegmentOutside, _service.PositionOf(1), null, found, Expect.Value(Places.Message));
    }

    private void BeginMessage(in SegmentSpan segment, int symbol)
    {
        _messageLacksGroup = _group is null && Places.NeedsAllLevels;
        _outsideReported = false;
        _inMessage = true;
        _messageAt = Source.LineAt(segment.Start, Codec);
        Source.Keep(segment);
        Source.Take(segment);
        _tree.Begin();
        _tree.Add(0, 0, segment.MarkCount, symbol);
        _invalid.Clear();
        if (_interchange is not null)
            _interchange.Messages++;
        if (_group is not null)
            _group.Messages++;
    }

    private void LocateTree()
    {
        Delimiters delimiters = Source.Delimiters!;
        _tree.Release = delimiters.Release;
        _tree.DecimalMark = delimiters.DecimalMark;
        _tree.Codec = Codec;
        _tree.Locate(Source.Bytes, Source.Kept, Source.Index.Marks, Source.KeptMark, Source.Offset, _messageAt.Line, _messageAt.Column);
    }

    private Outcome Finish(bool hasTrailer)
    {
        LocateTree();
        _tree.Codec = Source.HasHigh(Source.Kept, Source.Next) ? CodecOf(Source.Bytes.AsSpan(Source.Kept, Source.Next - Source.Kept)) : Codec;
        Envelope envelope = ReadMessage(_tree, _group?.Envelope ?? _interchange?.Envelope ?? Outer);
        _tree.Envelope = envelope;
        foreach (int node in _invalid)
        {
            ReadOnlySpan<byte> bytes = _tree.BytesOf(node);
            _inside.Add(Diagnostic.Create(
                DiagnosticCodes.SegmentTagInvalid, _tree.PositionOf(node), null, _tree.Codec.Show(bytes[..Math.Min(bytes.Length, 40)]), Places.TagForm));
        }

        if (_messageLacksGroup)
            _inside.Add(Diagnostic.Create(DiagnosticCodes.HeaderMissing, _tree.PositionOf(1), Places.Message, null, Expect.Value(Places.Group)));

        PlaceSegments(envelope);
        if (hasTrailer)
            CheckTrailer(_inside, _tree, _tree.NodeCount - 1, Places.OfMessage(_tree), _tree.SegmentCount, envelope.MessageReference);
        else
            _inside.AddOfEnvelope(Diagnostic.Create(DiagnosticCodes.TrailerMissing, _tree.PositionOf(1), Places.Message, envelope.MessageReference, Expect.Value(Places.MessageTrailer)));

        Counts = Counts with { Messages = Counts.Messages + 1 };
        _tree.Diagnostics = InOrder(_inside.Take());
        _inMessage = false;
        Source.Release();
        return Outcome.Message;
    }

    private void PlaceSegments(Envelope envelope)
    {
        MessageSchema? schema = envelope.MessageType is { } type && HasStructure(_tree) ? _directory?.FindMessage(type, DirectoryOf(envelope.Version)) : null;
        if (schema is null)
        {
            _tree.CompleteFlat();
            return;
        }

        _faults.Begin(_tree);
        _walker.Begin(schema);
        for (int node = 1; node < _tree.NodeCount; node++)
        {
            ref SegmentSlot slot = ref _tree.Slot(node);
            ref readonly KnownTag known = ref Know(slot.Symbol);
            slot.Parent = _walker.Place(known.Packed, known.Tag!, node);
            if (known.Shapes is { } shapes)
                _values.Check(_tree, node, shapes);
        }

        _walker.Complete(_tree.NodeCount);
        _tree.Complete();
    }

    private ref readonly KnownTag Know(int symbol)
    {
        if (symbol >= _known.Length)
            Array.Resize(ref _known, Math.Max(symbol + 1, _known.Length * 2));

        ref KnownTag known = ref _known[symbol];
        if (known.Tag is null)
        {
            string tag = _tree.Symbols[symbol];
            known = new KnownTag(tag, SegmentTag.Pack(tag), _directory!.FindSegment(tag) is { } segment ? new SegmentShapes(segment) : null);
        }

        return ref known;
    }

    private static void CheckTrailer(DiagnosticSink sink, SegmentTree tree, int node, TrailerPlaces places, int count, string? reference)
    {
        if (CountIn(tree, node, places) != count)
        {
            string said = Text(tree, node, places.Count.Element) ?? "";
            sink.AddOfEnvelope(Diagnostic.Create(DiagnosticCodes.ControlCountWrong, tree.PositionOf(node, places.Count), places.CountPath, said, Expect.Value(count)));
        }

        if (places.Reference is not { } place)
            return;

        string? found = Text(tree, node, place.Element, place.Component);
        if (found != reference)
            sink.AddOfEnvelope(Diagnostic.Create(DiagnosticCodes.ControlReferenceWrong, tree.PositionOf(node, place), places.ReferencePath, found ?? "", Expect.Value(reference ?? "")));
    }

    /// <summary>Reads the count of a trailer; -1 when it is none.</summary>
    private static long CountIn(SegmentTree tree, int node, TrailerPlaces places)
    {
        ReadOnlySpan<byte> said = tree.Value(node, places.Count).Trim((byte)' ');
        return Utf8Parser.TryParse(said, out long number, out int read) && read == said.Length ? number : -1;
    }

    private void CloseGroup()
    {
        if (_group is not null)
            Report(DiagnosticCodes.TrailerMissing, _group.Position, Places.Group, _group.Reference, Expect.Value(Places.GroupTrailer));
        _group = null;
    }

    private void CloseInterchange()
    {
        CloseGroup();
        if (_interchange is not null)
            Report(DiagnosticCodes.TrailerMissing, _interchange.Position, Places.Interchange, _interchange.Reference, Expect.Value(Places.InterchangeTrailer));
        _interchange = null;
    }

    /// <summary>Ends the file.</summary>
    /// <returns>Whether a message was still open.</returns>
    private bool End()
    {
        if (_inMessage && !_isSkipping)
        {
            Finish(hasTrailer: false);
            return true;
        }

        if (!_hasEnded)
        {
            _hasEnded = true;
            _inMessage = _isSkipping = false;
            CloseInterchange();
        }

        return false;
    }

    /// <summary>A segment does not end: the message ends there, and the next header is looked for.</summary>
    private Outcome GiveUp(int start)
    {
        // Looking at the same bytes again for every header in them would take forever, so from fault to fault more of them are passed over.
        long at = Source.Offset + start;
        _retryAfter = at - _lastTooLong > Limits.MaxSegmentBytes ? 1 : Math.Min(_retryAfter * 8, Limits.MaxSegmentBytes);
        _lastTooLong = at;
        _isSearching = true;

        Source.Skip(start - Source.Next);
        Diagnostic fault = Diagnostic.Create(DiagnosticCodes.SegmentTooBig, PositionAhead(), null, null, Expect.Value(Limits.MaxSegmentBytes));
        bool isOpen = _inMessage && !_isSkipping;
        (isOpen ? _inside : _outside).Add(fault);
        Outcome outcome = isOpen ? Finish(hasTrailer: false) : Outcome.Continue;
        (_inMessage, _isSkipping) = (false, false);
        Source.Skip(Math.Min(_retryAfter, Source.Ahead.Length));
        return outcome;
    }

    private bool TryCutCounted(in SegmentSpan segment)
    {
        // BIN*length*bytes, BDS*code*length*bytes.
        int[] marks = Source.Index.Marks;
        int lengthMark = segment.FirstMark + (Source.Bytes[segment.Start + 1] == (byte)'D' ? 1 : 0);
        int lengthEnd = lengthMark + 1;
        if (lengthEnd >= segment.FirstMark + segment.MarkCount)
            return true;

        int from = Mark.IndexOf(marks[lengthMark]) + 1;
        int to = Mark.IndexOf(marks[lengthEnd]);
        ReadOnlySpan<byte> said = Source.Bytes.AsSpan(from, to - from);
        bool isNumber = Utf8Parser.TryParse(said, out int length, out int read) && read == said.Length && length >= 0 && length <= Limits.MaxMessageBytes;
        int end = to + 1 + length;
        int filled = Source.Next + Source.Ahead.Length;
        if (isNumber && end >= filled && !Source.IsFinal)
            return false;

        if (!isNumber || end >= filled || Source.Bytes[end] != Source.Delimiters!.TerminatorBytes()[0])
            ReportCount(segment, from, said, segment.End - to - 1);
        else
            Source.CutCounted(lengthEnd, end);
        return true;
    }

    private void ReportCount(in SegmentSpan segment, int at, ReadOnlySpan<byte> said, int bytes)
    {
        if (_isSkipping)
            return;

        LocateTree();
        string tag = Encoding.ASCII.GetString(Source.Bytes, segment.Start, segment.TagLength);
        _inside.Add(Diagnostic.Create(
            DiagnosticCodes.BinaryLengthInvalid, _tree.At(at, _tree.NodeCount, new Place(tag == "BDS" ? 1 : 0)), tag + (tag == "BDS" ? "/02" : "/01"), Codec.Show(said), Expect.Value(Math.Max(bytes, 0))));
    }

    private void ReportUnterminated(in SegmentSpan segment)
    {
        (int line, int column) = Source.LineBeyond(Math.Max(segment.Start, segment.End), Codec);
        SourcePosition end = new(File, line, column + 1, Offset: Source.Offset + segment.End);
        Expectation terminator = Expect.Value(Codec.Show(Source.Delimiters!.TerminatorBytes()));
        if (_inMessage)
            _inside.Add(Diagnostic.Create(DiagnosticCodes.TerminatorMissing, end, null, null, terminator));
        else
            Report(DiagnosticCodes.TerminatorMissing, end, null, null, terminator);
    }

    private void Load(in SegmentSpan segment, int symbol)
    {
        Delimiters delimiters = Source.Delimiters!;
        (int line, int column) = Source.LineAt(segment.Start, Codec);
        _service.SegmentsBefore = Source.SegmentsTaken;
        _service.Release = delimiters.Release;
        _service.Codec = CodecOf(Source.Bytes.AsSpan(segment.Start, segment.End - segment.Start));
        _service.Begin();
        _service.Add(0, 0, segment.MarkCount, symbol);
        _service.Locate(Source.Bytes, segment.Start, Source.Index.Marks, segment.FirstMark, Source.Offset, line, column);
    }

    private TextCodec CodecOf(ReadOnlySpan<byte> bytes) =>
        ReferenceEquals(Codec, TextCodec.Utf8) && SaidCodec is null && !Ascii.IsValid(bytes) && !Utf8.IsValid(bytes) ? TextCodec.Latin1 : Codec;

    private static bool IsLineEnd(byte terminator) => terminator is (byte)'\n' or (byte)'\r';

    /// <summary>Puts faults in the order of the file: tags, structure, values and counts are looked at one after the other.</summary>
    private static IReadOnlyList<Diagnostic> InOrder(IReadOnlyList<Diagnostic> found) =>
        found.Count < 2 ? found : [.. found.OrderBy(d => d.Position.Offset)];

    /// <summary>Gets the directory of a version, association code left out.</summary>
    private static string? DirectoryOf(string? version) => version?.Split(':')[0];

    /// <summary>What the directory says of a tag.</summary>
    private readonly record struct KnownTag(string? Tag, uint Packed, SegmentShapes? Shapes);

    /// <summary>Tells how many bytes are read at a time: a small file needs no large block, but one byte more than it has, so that its end is seen.</summary>
    private static int RoomFor(MessageSource source) =>
        source.Content.CanSeek ? (int)Math.Clamp(source.Content.Length - source.Content.Position + 1, Math.Min(LookAhead, source.BlockBytes), source.BlockBytes) : source.BlockBytes;

    private enum Outcome
    {
        Continue,
        Message,
        More,
        End,
    }
}
