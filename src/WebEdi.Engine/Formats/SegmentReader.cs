using WebEdi.Diagnostics;
using WebEdi.Engine.Formats.Schema;
using WebEdi.Engine.Text;

namespace WebEdi.Engine.Formats;

/// <summary>Reads messages of segments in their envelopes. What EDIFACT and X12 have in common: interchange, group, message, their counts and references.</summary>
/// <remarks>A message that lacks its trailer ends at the next header; what is broken is skipped to the next header; neighbours live.</remarks>
internal abstract partial class SegmentReader : IMessageReader
{
    /// <summary>How far a header is looked at before its delimiters are known.</summary>
    private const int LookAhead = 4096;

    private readonly SegmentTree _tree;
    private readonly SegmentTree _service;
    private readonly TagTable _tags;
    private readonly DiagnosticSink _inside;
    private readonly DiagnosticSink _outside;
    private readonly MessageChecker _checker;
    private readonly MessageSource _options;
    private bool _hasEnded;

    private protected SegmentReader(MessageSource source, string format, EdiDirectory? directory)
    {
        _options = source;
        File = source.FileName;
        Source = new SegmentSource(source.Content, RoomFor(source));
        SymbolTable symbols = source.Symbols ?? new SymbolTable();
        Outer = new Envelope { Format = format };
        Codec = source.Codec ?? TextCodec.Utf8;
        _tree = new SegmentTree { Envelope = Outer, EnvelopeReader = ReadEnvelope, File = File, Codec = Codec, Symbols = symbols };
        _service = new SegmentTree { Envelope = Outer, File = File, Codec = Codec, Symbols = symbols };
        _tags = new TagTable(symbols, Classify);
        _inside = new DiagnosticSink(source.Limits.MaxDiagnostics, source.Tolerances);
        _outside = new DiagnosticSink(source.Limits.MaxDiagnostics, source.Tolerances);
        _checker = new MessageChecker(directory, _inside, source.Limits.MaxDepth, source.IsClose);
    }

    public ReadingCounts Counts { get; private set; }

    /// <summary>Gets the tags and places of the envelope.</summary>
    private protected abstract EnvelopePlaces Places { get; }

    /// <summary>Gets the tags that a file may begin with.</summary>
    private protected abstract string Headers { get; }

    /// <summary>Gets what the header says where it says UTF-8 and nothing else; null: it leaves open what bytes beyond ASCII are.</summary>
    private protected virtual string? SaidUtf8 => null;

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

    public ValueTask<MessageTree?> ReadAsync(CancellationToken cancellationToken)
    {
        // Where the bytes are at hand, nothing is set up to wait for them.
        MessageTree? message;
        while (!TryRead(out message, cancellationToken))
        {
            ValueTask<bool> filling = Source.FillAsync(cancellationToken);
            if (!filling.IsCompletedSuccessfully)
                return WaitAsync(filling, cancellationToken);
            if (!filling.Result)
                return new(AtEnd());
        }

        return new(message);
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

    /// <summary>Tells the type of group that a message needs where it stands in one of another type; null: it fits, or nobody knows.</summary>
    private protected abstract string? FindMisfit(string groupType, ReadOnlySpan<byte> messageType);

    /// <summary>Tells whether a message is one whose structure the directory may know.</summary>
    private protected virtual bool HasStructure(SegmentTree message) => true;

    /// <summary>Reads the header of a message.</summary>
    private protected abstract Envelope ReadMessage(SegmentTree message, Envelope around);

    /// <summary>Tells whether a segment with a strange tag is a header with other delimiters.</summary>
    private protected abstract bool IsHeader(ReadOnlySpan<byte> segment);

    /// <summary>Tells whether bytes that belong to no interchange begin one of another standard.</summary>
    private protected abstract bool IsForeign(ReadOnlySpan<byte> bytes);

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
        (int line, int column) = plus == 0 ? Source.LineAt(at, Codec) : Source.LineBeyond(at, Codec);
        return new SourcePosition(File, line, column + 1, Offset: Source.Offset + at);
    }

    /// <summary>Reads a value as text; null when it is empty.</summary>
    private protected static string? Text(SegmentTree tree, int node, int element, int component = 0) => SegmentValues.Text(tree, node, element, component);

    /// <summary>Reports an empty element of a header.</summary>
    private protected void Require(string? value, SegmentTree header, string path, int element, int component = 0)
    {
        if (value is not null)
            return;

        Diagnostic fault = Diagnostic.Create(DiagnosticCodes.ServiceElementMissing, header.PositionOf(1, new Place(element, component)), path, null, Expect.AnyValue);
        (ReferenceEquals(header, _tree) ? _inside : _outside).Add(fault);
    }

    /// <summary>Tells that a date or time of a header has none of its forms; one that is not there is right.</summary>
    private protected void CheckForm(SegmentTree header, string path, Place place, params ReadOnlySpan<string> forms)
    {
        ReadOnlySpan<byte> value = TextCodec.Utf8.TrimSpaces(header.Value(1, place));
        if (value.IsEmpty)
            return;

        foreach (string form in forms)
        {
            if (PeriodForms.Matches(value, form))
                return;
        }

        _outside.Add(Diagnostic.Create(DiagnosticCodes.PeriodInvalid, header.PositionOf(1, place), path, Codec.Show(value), Expect.Value(forms[0])));
    }

    private async ValueTask<MessageTree?> WaitAsync(ValueTask<bool> filling, CancellationToken cancellationToken)
    {
        while (await filling.ConfigureAwait(false))
        {
            if (TryRead(out MessageTree? message, cancellationToken))
                return message;
            filling = Source.FillAsync(cancellationToken);
        }

        return AtEnd();
    }

    /// <summary>Goes on with the bytes at hand.</summary>
    /// <param name="message">The next message; null: the file has ended.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <returns>False: more bytes are needed.</returns>
    private bool TryRead(out MessageTree? message, CancellationToken cancellationToken)
    {
        while (true)
        {
            switch (_isSearching ? Search() : Step())
            {
                case Outcome.Message:
                    message = _tree;
                    return true;
                case Outcome.More:
                    message = null;
                    return false;
                case Outcome.End:
                    message = AtEnd();
                    return true;
                default:
                    cancellationToken.ThrowIfCancellationRequested();
                    break;
            }
        }
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

    /// <summary>Ends the file.</summary>
    /// <returns>The message that was still open; null: there was none.</returns>
    private SegmentTree? AtEnd()
    {
        if (_inMessage && !_isSkipping)
        {
            Finish(hasTrailer: false);
            return _tree;
        }

        if (!_hasEnded)
        {
            _hasEnded = true;
            _inMessage = _isSkipping = false;
            CloseInterchange();
        }

        return null;
    }

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
