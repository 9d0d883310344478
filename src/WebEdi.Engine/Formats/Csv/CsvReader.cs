using WebEdi.Engine.Text;

namespace WebEdi.Engine.Formats.Csv;

/// <summary>Reads a CSV stream in blocks of whole records. Memory is bounded by the longest record, whatever the file.</summary>
internal sealed class CsvReader(Stream content, string file, CsvOptions options, long offset = 0)
{
    private readonly CsvTokenizer _tokenizer = new(options);
    private byte[] _buffer = new byte[options.BlockBytes];
    private long _offset = offset;
    private int _start;
    private int _end;
    private bool _final;

    /// <summary>Gets or sets the encoding that positions are counted in.</summary>
    public TextCodec Codec { get; set; } = TextCodec.Utf8;

    /// <summary>Gets or sets how many elements every record has; 0: not checked.</summary>
    public int ExpectedElements
    {
        get => _tokenizer.ExpectedElements;
        set => _tokenizer.ExpectedElements = value;
    }

    /// <summary>Gets or sets what looks at all bytes as they arrive.</summary>
    public IByteObserver? Observer { get; set; }

    /// <summary>Passes over physical lines, quotes or not.</summary>
    /// <param name="lines">How many.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <returns>A task.</returns>
    public async ValueTask SkipLinesAsync(int lines, CancellationToken cancellationToken)
    {
        while (lines > 0)
        {
            if (_start == _end && !await FillAsync(cancellationToken).ConfigureAwait(false))
                return;

            _tokenizer.BeginSkip();
            _start = _tokenizer.Parse(_buffer.AsSpan(0, _end), _start, _final, max: 0);
            while (_tokenizer.IsSkipping && await FillAsync(cancellationToken).ConfigureAwait(false))
                _start = _tokenizer.Parse(_buffer.AsSpan(0, _end), _start, _final, max: 0);

            lines--;
        }
    }

    /// <summary>Reads the next records.</summary>
    /// <param name="max">The most records to hand out.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <returns>A block with at least one record, or null at the end. It stays valid after the next one is read.</returns>
    public async ValueTask<SegmentBlock?> ReadAsync(int max, CancellationToken cancellationToken)
    {
        while (true)
        {
            _start = _tokenizer.Parse(_buffer.AsSpan(0, _end), _start, _final, max);
            if (_tokenizer.Count > 0)
                return HandOut();

            if (_final && _start == _end)
                return null;

            await FillAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private SegmentBlock HandOut()
    {
        (SegmentInfo[] segments, int count, ElementSpan[] elements, Dictionary<int, SegmentFault>? faults) = _tokenizer.Take();
        SegmentBlock block = new(file, Codec, _buffer, _offset, segments, count, elements, faults);

        int rest = _end - _start;
        byte[] next = new byte[Math.Max(options.BlockBytes, rest)];
        _buffer.AsSpan(_start, rest).CopyTo(next);
        _offset += _start;
        _buffer = next;
        _start = 0;
        _end = rest;
        return block;
    }

    /// <summary>Makes room, then reads until the buffer is full or the stream ends, so that records are cut at the same places whatever a read returns.</summary>
    private async ValueTask<bool> FillAsync(CancellationToken cancellationToken)
    {
        if (_final)
            return false;

        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            _offset += _start;
            _end -= _start;
            _start = 0;
        }

        if (_end == _buffer.Length)
            Array.Resize(ref _buffer, _buffer.Length * 2);

        while (_end < _buffer.Length)
        {
            int read = await content.ReadAsync(_buffer.AsMemory(_end), cancellationToken).ConfigureAwait(false);
            if (read == 0)
            {
                _final = true;
                Observer?.Complete();
                break;
            }

            Observer?.Observe(_buffer.AsSpan(_end, read), _offset + _end);
            _end += read;
        }

        return true;
    }
}
