using WebEdi.Engine.Text;

namespace WebEdi.Engine.Formats;

/// <summary>Reads a stream in blocks of whole records. Memory is bounded by the longest record, whatever the file.</summary>
/// <param name="content">The stream; not owned.</param>
/// <param name="file">The name of the file.</param>
/// <param name="cutter">Finds the records.</param>
/// <param name="blockBytes">How many bytes are read at a time.</param>
/// <param name="offset">Where the stream begins in the file; <see cref="UnknownOffset"/> where its bytes are not those of the file.</param>
/// <param name="layout">The fields of the records; null: the cutter finds them.</param>
internal abstract class BlockReader(Stream content, string file, IRecordCutter cutter, int blockBytes, long offset, RecordLayout? layout = null)
{
    /// <summary>Makes all offsets unknown, however far reading goes.</summary>
    public const long UnknownOffset = long.MinValue / 2;

    private byte[] _buffer = new byte[blockBytes];
    private long _offset = offset;
    private long _seen = Math.Max(0, offset);
    private int _start;
    private int _end;
    private bool _final;

    /// <summary>Gets or sets a value indicating whether a block is over when the next one is read, so that its memory is used again.</summary>
    public bool Recycles { get; set; }

    /// <summary>Gets or sets the encoding that positions are counted in.</summary>
    public TextCodec Codec { get; set; } = TextCodec.Utf8;

    /// <summary>Gets or sets what looks at all bytes as they arrive.</summary>
    public IByteObserver? Observer { get; set; }

    /// <summary>Gets a value indicating whether the bytes at hand are used up.</summary>
    protected bool IsDrained => _start == _end;

    /// <summary>Reads the next records.</summary>
    /// <param name="max">The most records to hand out.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <returns>A block with at least one record, or null at the end. It stays valid after the next one is read, unless the reader <see cref="Recycles"/>.</returns>
    public async ValueTask<SegmentBlock?> ReadAsync(int max, CancellationToken cancellationToken)
    {
        while (true)
        {
            Cut(max);
            if (cutter.Count > 0)
                return HandOut();

            if (_final && _start == _end)
                return null;

            await FillAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Cuts the bytes at hand without asking for more.</summary>
    protected void Cut(int max) => _start = cutter.Parse(_buffer.AsSpan(0, _end), _start, _final, max);

    private SegmentBlock HandOut()
    {
        CutRecords cut = cutter.Take(Recycles);
        SegmentBlock block = new(file, Codec, _buffer, _offset, cut, layout);
        if (Recycles)
            return block;

        int rest = _end - _start;
        byte[] next = new byte[Math.Max(blockBytes, rest)];
        _buffer.AsSpan(_start, rest).CopyTo(next);
        _offset += _start;
        _buffer = next;
        _start = 0;
        _end = rest;
        return block;
    }

    /// <summary>Makes room, then reads until the buffer is full or the stream ends, so that records are cut at the same places whatever a read returns.</summary>
    protected async ValueTask<bool> FillAsync(CancellationToken cancellationToken)
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

            Observer?.Observe(_buffer.AsSpan(_end, read), _seen);
            _seen += read;
            _end += read;
        }

        return true;
    }
}
