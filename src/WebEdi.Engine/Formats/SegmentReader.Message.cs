using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Unicode;
using WebEdi.Diagnostics;
using WebEdi.Engine.Text;

namespace WebEdi.Engine.Formats;

/// <content>A message: from its header to its trailer, or to where it breaks off.</content>
internal abstract partial class SegmentReader
{
    private readonly List<int> _invalid = [];
    private bool _inMessage;
    private bool _isSkipping;
    private bool _messageLacksGroup;
    private Envelope? _around;
    private (int Line, int Column) _messageAt;
    private byte[] _reference = new byte[16];
    private int _referenceLength;
    private Level? _referenceLevel;

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
        _tree.IsOneLine = !Source.HasBreaks(Source.Kept);
    }

    private Outcome Finish(bool hasTrailer)
    {
        LocateTree();
        _tree.Codec = Source.HasHigh(Source.Kept, Source.Next) ? CodecOf(Source.Bytes.AsSpan(Source.Kept, Source.Next - Source.Kept)) : Codec;
        _around = _group?.Envelope ?? _interchange?.Envelope ?? Outer;
        _tree.LeaveEnvelope();
        Envelope? envelope = _checker.IsAsked || !_tree.Has(1, Places.MessageType) || !_tree.Has(1, Places.MessageReference) ? _tree.Envelope : null;
        if (SaidUtf8 is { } said && ReferenceEquals(_tree.Codec, TextCodec.Latin1))
            _inside.Add(Diagnostic.Create(DiagnosticCodes.EncodingContradicted, _tree.PositionOf(FirstNoUtf8()), null, _tree.Codec.Name, Expect.Value(said)));
        foreach (int node in _invalid)
        {
            ReadOnlySpan<byte> bytes = _tree.BytesOf(node);
            _inside.Add(Diagnostic.Create(
                DiagnosticCodes.SegmentTagInvalid, _tree.PositionOf(node), null, _tree.Codec.Show(bytes[..Math.Min(bytes.Length, 40)]), Places.TagForm));
        }

        if (_messageLacksGroup)
            _inside.Add(Diagnostic.Create(DiagnosticCodes.HeaderMissing, _tree.PositionOf(1), Places.Message, null, Expect.Value(Places.Group)));

        _checker.Place(_tree, HasStructure(_tree) ? envelope : null);
        if (!hasTrailer)
            _inside.AddOfEnvelope(Diagnostic.Create(DiagnosticCodes.TrailerMissing, _tree.PositionOf(1), Places.Message, _tree.Envelope.MessageReference, Expect.Value(Places.MessageTrailer)));
        else if (Places.OfMessage(_tree) is var trailer && !TrailerCheck.IsSound(_tree, _tree.NodeCount - 1, trailer, _tree.SegmentCount, Places.MessageReference))
            TrailerCheck.Check(_inside, _tree, _tree.NodeCount - 1, trailer, _tree.SegmentCount, _tree.Envelope.MessageReference);

        if (RepeatsReference())
            TellRepeated();

        if (_group is { IsMisfitTold: false, Envelope.GroupType: { } type } && FindMisfit(type, _tree.Value(1, Places.MessageType)) is { } fit)
            TellMisfit(_group, fit);

        Counts = Counts with { Messages = Counts.Messages + 1 };
        _tree.Diagnostics = InOrder(_inside.Take());
        _inMessage = false;
        Source.Release();
        return Outcome.Message;
    }

    /// <summary>Tells whether the message has the reference of the one before it; a reference seen longer ago is not remembered, because an interchange may be of any size.</summary>
    private bool RepeatsReference()
    {
        Level? level = _group ?? _interchange;
        ReadOnlySpan<byte> reference = _tree.Value(1, Places.MessageReference);
        bool repeats = level is not null && level == _referenceLevel && !reference.IsEmpty && reference.SequenceEqual(_reference.AsSpan(0, _referenceLength));
        if (reference.Length > _reference.Length)
            _reference = new byte[reference.Length * 2];
        reference.CopyTo(_reference);
        (_referenceLevel, _referenceLength) = (level, reference.Length);
        return repeats;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void TellRepeated()
    {
        string trailer = Places.OfMessage(_tree).ReferencePath;
        _inside.AddOfEnvelope(Diagnostic.Create(
            DiagnosticCodes.ControlReferenceRepeated, _tree.PositionOf(1, Places.MessageReference), Places.Message + trailer[trailer.IndexOf('/', StringComparison.Ordinal)..], _tree.Envelope.MessageReference));
    }

    // Once for a group: a sender whose every message stands in the wrong group would be told of each.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void TellMisfit(Level group, string fit)
    {
        group.IsMisfitTold = true;
        _inside.AddOfEnvelope(Diagnostic.Create(
            DiagnosticCodes.GroupTypeWrong, _tree.PositionOf(1, Places.MessageType), Places.MessageTypePath, _tree.Envelope.MessageType, Expect.Value(fit)));
    }

    /// <summary>Reads what stands around the message: those who count segments only do not ask for it.</summary>
    private Envelope ReadEnvelope() => ReadMessage(_tree, _around!);

    /// <summary>Finds the first segment with bytes that are no UTF-8.</summary>
    private int FirstNoUtf8()
    {
        int node = 1;
        while (node < _tree.NodeCount - 1 && Utf8.IsValid(_tree.BytesOf(node)))
            node++;
        return node;
    }

    private TextCodec CodecOf(ReadOnlySpan<byte> bytes) =>
        ReferenceEquals(Codec, TextCodec.Utf8) && SaidCodec is null && !Ascii.IsValid(bytes) && !Utf8.IsValid(bytes) ? TextCodec.Latin1 : Codec;

    /// <summary>Puts faults in the order of the file: tags, structure, values and counts are looked at one after the other.</summary>
    /// <remarks>What is told once is enough: that a tag which is none belongs to no message, and that the directory too wants an element of the envelope.</remarks>
    private static IReadOnlyList<Diagnostic> InOrder(IReadOnlyList<Diagnostic> found) => found.Count < 2 ? found : Sorted(found);

    // By itself, so that its sets and queries are made ready only where something is wrong.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static IReadOnlyList<Diagnostic> Sorted(IReadOnlyList<Diagnostic> found)
    {
        HashSet<(string, SourcePosition)> told =
        [
            .. found.Where(d => d.Code == DiagnosticCodes.ServiceElementMissing).Select(d => (DiagnosticCodes.ElementMissing, d.Position)),
            .. found.Where(d => d.Code == DiagnosticCodes.SegmentTagInvalid).Select(d => (DiagnosticCodes.SegmentUnknown, d.Position)),
        ];
        return [.. found.Where(d => !told.Contains((d.Code, d.Position))).OrderBy(d => d.Position.Offset)];
    }
}
