using WebEdi.Diagnostics;

namespace WebEdi.Engine.Formats;

/// <content>What stands around messages: interchanges, groups, and what belongs to neither.</content>
internal abstract partial class SegmentReader
{
    private Level? _interchange;
    private Level? _group;
    private bool _outsideReported;

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
                    TrailerCheck.Check(_outside, _service, 1, Places.OfGroup, _group.Messages, _group.Reference);
                _group = null;
                break;
            case TagKind.InterchangeEnd:
                CloseGroup();
                if (_interchange is null)
                    Report(DiagnosticCodes.HeaderMissing, _service.PositionOf(1), Places.InterchangeTrailer, null, Expect.Value(Places.Interchange));
                else
                    TrailerCheck.Check(_outside, _service, 1, Places.OfInterchange, Places.CountOf(_interchange, TrailerCheck.CountIn(_service, 1, Places.OfInterchange)), _interchange.Reference);
                _interchange = null;
                _isSearching = true;
                break;
            case TagKind.MessageEnd:
                Report(DiagnosticCodes.HeaderMissing, _service.PositionOf(1), Places.MessageTrailer, null, Expect.Value(Places.Message));
                break;
            case TagKind.Control:
                if (_service.BytesOf(1).StartsWith("TA1"u8))
                    TellAcknowledgement();
                break;
            default:
                ReportOutside(kind);
                return Outcome.Continue;
        }

        _outsideReported = false;
        return Outcome.Continue;
    }

    /// <summary>An interchange that only answers another one holds no message; what it says is told.</summary>
    private void TellAcknowledgement()
    {
        if (_interchange is not null)
            _interchange.Acknowledgements++;
        Report(DiagnosticCodes.InterchangeAcknowledged, _service.PositionOf(1), "TA1", Text(_service, 1, 0), Expect.Acknowledgement(Text(_service, 1, 3) ?? "-", Text(_service, 1, 4) ?? "-"));
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
}
