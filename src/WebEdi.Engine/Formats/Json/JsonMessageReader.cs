using System.Text;
using System.Text.Json;

using WebEdi.Diagnostics;
using WebEdi.Engine.Text;

namespace WebEdi.Engine.Formats.Json;

/// <summary>Reads the documents of one JSON file, one at a time: the root, every element of a root array, every one of several roots, or what stands under a property that the map names.</summary>
/// <remarks>After a fault in one of several roots, reading goes on at the next line that begins with an object; a root array ends there.</remarks>
internal sealed class JsonMessageReader : IMessageReader
{
    private readonly MessageSource _source;
    private readonly SymbolTable _symbols = new();
    private readonly List<Diagnostic> _found = [];
    private ByteTrail _trail;
    private List<Diagnostic> _outside = [];
    private Stream? _content;
    private JsonDocuments? _documents;
    private byte[] _buffer = new byte[32 * 1024];
    private int _start;
    private int _end;
    private bool _hasTokens;
    private SourcePosition _token;
    private bool _final;
    private bool _over;
    private JsonReaderState _state;
    private ParserPlace _place;
    private int _messages;

    public JsonMessageReader(MessageSource source)
    {
        _source = source;
        _trail = new ByteTrail(source.Content);
        _state = NewState();
    }

    public ReadingCounts Counts => new(_content is null ? 0 : 1, 0, _messages);

    public IReadOnlyList<Diagnostic> TakeDiagnostics()
    {
        List<Diagnostic> found = _outside;
        _outside = [];
        return found;
    }

    public ValueTask<MessageTree?> ReadAsync(CancellationToken cancellationToken)
    {
        _trail.Cancellation = cancellationToken;
        cancellationToken.ThrowIfCancellationRequested();
        return new ValueTask<MessageTree?>(_over ? null : Read());
    }

    private JsonReaderState NewState() =>
        new(new JsonReaderOptions { AllowMultipleValues = true, MaxDepth = (_source.Limits.MaxDepth * 2) + 2, CommentHandling = JsonCommentHandling.Disallow });

    private ElementTree? Read()
    {
        if (_documents is null && !Open())
            return null;

        _found.Clear();
        try
        {
            while (!Parse())
            {
                if (_final)
                    return AtEnd();

                Fill();
            }

            return HandOut(breaksOff: false);
        }
        catch (Exception e) when (IsOfTheFile(e))
        {
            // Only here: a filter would look before the bytes taken have been counted, which is right for the token alone.
            Diagnostic fault = Explain(e);
            bool within = _documents!.IsInDocument;
            (within ? _found : _outside).Add(fault);
            ElementTree? broken = within ? HandOut(breaksOff: true) : null;
            _over = !TryResume();
            return broken ?? (_over ? null : Read());
        }
    }

    private ElementTree? AtEnd()
    {
        _over = true;
        if (!_hasTokens && _outside.Count == 0)
            _outside.Add(Diagnostic.Create(DiagnosticCodes.NotWellFormed, new SourcePosition(_source.FileName, 1, 1, Offset: 0), found: "-"));
        return null;
    }

    private bool Open()
    {
        _over = true;
        if (_source.Codec is { } asked && asked != TextCodec.Utf8)
        {
            _outside.Add(Diagnostic.Create(DiagnosticCodes.EncodingUnsupported, new SourcePosition(_source.FileName, 1, 1, Offset: 0), found: asked.Name));
            return false;
        }

        ReadOnlySpan<byte> head = _trail.Peek(4);
        _trail.Allow(int.MaxValue);
        if (JsonText.IsUtf16(head, out TextCodec encoding, out int mark))
        {
            _trail.Skip(mark);
            _trail.Keeps = false;
            _trail = new ByteTrail(new Utf16Stream(_trail.AsStream(), encoding)) { Keeps = false };
        }
        else if (head.StartsWith(JsonText.Mark))
        {
            _trail.Skip(JsonText.Mark.Length);
        }

        _over = false;
        _content = _trail.AsStream();
        _documents = new JsonDocuments(_source, _symbols, _trail, _found);
        return true;
    }

    /// <summary>Takes what is in the buffer.</summary>
    /// <returns>Whether a document is complete.</returns>
    private bool Parse()
    {
        ReadOnlySpan<byte> bytes = _buffer.AsSpan(_start, _end - _start);
        Utf8JsonReader json = new(bytes, _final, _state);
        int passed = 0;
        bool complete = false;
        try
        {
            while (!complete && json.Read())
            {
                _hasTokens = true;
                _documents!.Pass(bytes[passed..(int)json.TokenStartIndex]);
                passed = (int)json.TokenStartIndex;
                complete = _documents.Take(ref json);
            }
        }
        finally
        {
            int taken = (int)json.BytesConsumed;
            _documents!.Pass(bytes[passed..Math.Max(passed, taken)]);
            _place = _place.Behind(bytes[..Math.Max(passed, taken)]);
            _start += Math.Max(passed, taken);
            _state = json.CurrentState;
        }

        return complete;
    }

    private void Fill()
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            (_start, _end) = (0, _end - _start);
        }

        if (_end == _buffer.Length)
        {
            if (_end > _source.Limits.MaxSegmentBytes)
                throw new TooMuchException();
            Array.Resize(ref _buffer, _end * 2);
        }

        _trail.Allow(int.MaxValue);
        int read = _content!.Read(_buffer, _end, _buffer.Length - _end);
        _end += read;
        _final = read == 0;
    }

    private ElementTree HandOut(bool breaksOff)
    {
        _messages++;
        ElementTree tree = _documents!.Complete(breaksOff);
        tree.Diagnostics = _found.Count == 0 ? [] : [.. _found];
        return tree;
    }

    private bool TryResume()
    {
        try
        {
            return Resume();
        }
        catch (DecoderFallbackException e)
        {
            _outside.Add(Explain(e));
            return false;
        }
    }

    /// <summary>Goes on at the next line that begins with an object.</summary>
    private bool Resume()
    {
        if (_documents!.IsInArray)
            return false;

        while (true)
        {
            ReadOnlySpan<byte> bytes = _buffer.AsSpan(_start, _end - _start);
            int found = bytes.IndexOf("\n{"u8);
            int pass = found >= 0 ? found + 1 : Math.Max(0, bytes.Length - 1);
            _documents.Pass(bytes[..pass]);
            _start += pass;
            if (found >= 0)
                break;
            if (_final)
                return false;
            Fill();
        }

        _documents.Restart();
        (_state, _place) = (NewState(), default);
        return true;
    }

    private bool IsOfTheFile(Exception e)
    {
        _token = _documents!.Here;
        return e is JsonException or InvalidOperationException or DecoderFallbackException or DocumentLimitException or TooMuchException or TooManyNamesException;
    }

    private Diagnostic Explain(Exception exception)
    {
        SourcePosition here = _documents!.Here;
        return exception switch
        {
            JsonException e => Diagnostic.Create(DiagnosticCodes.NotWellFormed, PlaceOf(e), found: Shorten(e.Message)),
            InvalidOperationException => Diagnostic.Create(DiagnosticCodes.TextInvalid, _token, "JSON", "\\u", Expect.Value("utf-8")),

            // Everything in front of it has come, whatever of that is a token already.
            DecoderFallbackException => Diagnostic.Create(DiagnosticCodes.TextInvalid, _documents.Beyond(_buffer.AsSpan(_start, _end - _start)), "JSON", "?", Expect.Value("utf-16")),
            DocumentLimitException e => Diagnostic.Create(e.Code, here, e.Name, expected: Expect.Value(e.Limit)),
            TooMuchException => Diagnostic.Create(DiagnosticCodes.MarkupTooLong, here, expected: Expect.Value(_source.Limits.MaxSegmentBytes)),
            _ => Diagnostic.Create(DiagnosticCodes.TooManyNames, here, expected: Expect.Value(SymbolTable.MaxNames)),
        };
    }

    /// <summary>The byte that the parser did not expect; how much of what stands before it was taken depends on where a read ended.</summary>
    private SourcePosition PlaceOf(JsonException e)
    {
        ReadOnlySpan<byte> rest = _buffer.AsSpan(_start, _end - _start);
        return _documents!.Beyond(rest[.._place.IndexOf(e, rest)]);
    }

    /// <summary>The platform's text without its own account of the place, and of what it quotes the first character only: how much that is depends on where a read ended.</summary>
    private static string Shorten(string message)
    {
        int place = message.IndexOf(" LineNumber: ", StringComparison.Ordinal);
        string text = (place > 0 ? message[..place] : message).TrimEnd('.');
        int close = text.LastIndexOf("' is an invalid JSON literal", StringComparison.Ordinal);
        return text.StartsWith('\'') && close > 2 ? $"{text[..2]}…{text[close..]}" : text;
    }
}
