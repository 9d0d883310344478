using System.Text;

namespace WebEdi.Engine.Formats;

/// <summary>Reads a file for a parser that tells lines and columns only, keeps the bytes of the current message, and finds byte offsets in them.</summary>
/// <remarks>
/// What the parser may take without coming back is bounded by <see cref="Allow"/>. Memory is bounded by the message plus what the parser
/// reads ahead. Lines end with LF, CR LF or CR; columns count UTF-16 code units, as XML and JSON parsers of the platform do.
/// </remarks>
internal sealed class ByteTrail(Stream content)
{
    private const int ChunkBytes = 64 * 1024;
    private const int StopBytes = 4096;

    /// <summary>A larger array is given back after the message that needed it.</summary>
    private const int MaxIdleBytes = 1024 * 1024;

    private readonly List<Stop> _stops = [];
    private byte[] _bytes = new byte[ChunkBytes];
    private int _given;
    private int _end;
    private long _base;
    private int _allowed;
    private Stop _first = new(0, 1, 1);
    private Stop _last = new(0, 1, 1);

    /// <summary>Gets or sets a value indicating whether bytes are kept: only UTF-8 has offsets that can be found.</summary>
    public bool Keeps { get; set; } = true;

    /// <summary>Gets or sets what stops reading.</summary>
    public CancellationToken Cancellation { get; set; }

    /// <summary>Gets how many bytes the parser has taken, counted through the file.</summary>
    public long Given => _base + _given;

    /// <summary>Gets the bytes that are kept, for whoever reads them where they lie; another array, or other places in it, after bytes were let go or more were read.</summary>
    public byte[] Bytes => _bytes;

    /// <summary>Gets the index behind the last byte that is there.</summary>
    public int End => _end;

    /// <summary>Gets or sets the index of the next byte to be given; a parser can be given again what was not let go.</summary>
    public int Next
    {
        get => _given;
        set => _given = value;
    }

    /// <summary>Reads more bytes behind those that are there.</summary>
    /// <returns>False: the file has ended.</returns>
    public bool More() => Fill();

    /// <summary>Gets the byte of the file that lies at an index.</summary>
    public long OffsetAt(int index) => _base + index;

    /// <summary>Finds the line and column of the byte at an index.</summary>
    public (int Line, int Column) PlaceAt(int index)
    {
        Stop at = Find(index);
        return (at.Line, at.Column);
    }

    /// <summary>Opens the file for a parser; the stream owns nothing.</summary>
    public Stream AsStream() => new TrailStream(this);

    /// <summary>Lets the parser take so many bytes more before it comes back.</summary>
    /// <param name="bytes">The number; what it has read ahead does not count.</param>
    public void Allow(int bytes) => _allowed = bytes;

    /// <summary>Shows the first bytes of the file without giving them.</summary>
    /// <param name="most">The most bytes.</param>
    public ReadOnlySpan<byte> Peek(int most)
    {
        while (_end - _given < most && Fill())
        {
        }

        return _bytes.AsSpan(_given, Math.Min(most, _end - _given));
    }

    /// <summary>Passes over bytes at the start of the file, a byte order mark.</summary>
    public void Skip(int bytes)
    {
        _given += bytes;
        _first = _last = new Stop(_given, 1, 1);
    }

    private int Read(Span<byte> buffer)
    {
        if (_allowed <= 0 && !buffer.IsEmpty)
            throw new TooMuchException();

        if (_given == _end && !Fill())
            return 0;

        int count = Math.Min(buffer.Length, _end - _given);
        _bytes.AsSpan(_given, count).CopyTo(buffer);
        _given += count;
        _allowed -= count;
        return count;
    }

    /// <summary>Lets go of the bytes in front of a place.</summary>
    /// <param name="line">Its line, from 1.</param>
    /// <param name="column">Its column, from 1.</param>
    public void Forget(int line, int column)
    {
        if (!Keeps)
            return;

        Forget(Find(line, column));
    }

    /// <summary>Lets go of the bytes in front of an index, which is another one afterwards.</summary>
    /// <returns>By how much less.</returns>
    public int Forget(int index)
    {
        long before = _base;
        Forget(Find(index));
        return (int)(_base - before);
    }

    private void Forget(Stop at)
    {
        _stops.Clear();
        _first = _last = at;
        if (at.Index < ChunkBytes / 2)
            return;

        int rest = _end - at.Index;
        byte[] to = rest < ChunkBytes && _bytes.Length > MaxIdleBytes ? new byte[ChunkBytes] : _bytes;
        _bytes.AsSpan(at.Index, rest).CopyTo(to);
        _bytes = to;
        _base += at.Index;
        _given -= at.Index;
        _end = rest;
        _first = _last = at with { Index = 0 };
    }

    /// <summary>Finds the byte of the file at a place of the current message.</summary>
    /// <returns>-1: not known, because the bytes are in another encoding or were let go.</returns>
    public long OffsetOf(int line, int column)
    {
        if (!Keeps || (line, column).CompareTo((_first.Line, _first.Column)) < 0)
            return -1;

        // A parser that counts otherwise may name a column which the line does not have.
        Stop found = Find(line, column);
        return found.Line == line ? _base + found.Index : -1;
    }

    /// <summary>Gets kept bytes from an offset on.</summary>
    public ReadOnlySpan<byte> From(long offset) => _bytes.AsSpan((int)(offset - _base), (int)(Given - offset));

    private bool Fill()
    {
        Cancellation.ThrowIfCancellationRequested();
        if (!Keeps && _given == _end)
        {
            _base += _given;
            _given = _end = 0;
        }

        if (_end == _bytes.Length)
            Array.Resize(ref _bytes, _bytes.Length * 2);

        // No more at once, however large the array: what lies behind a message is moved to the front when the message is let go.
        int read = content.Read(_bytes, _end, Math.Min(ChunkBytes, _bytes.Length - _end));
        _end += read;
        return read > 0;
    }

    /// <summary>Goes forwards from the last place asked for, or from the nearest stop before.</summary>
    private Stop Find(int line, int column)
    {
        if (_last.IsBehind(line, column))
            _last = StopBefore(line, column);

        while (_last.IsBefore(line, column) && _last.Index < _end)
        {
            _last = Advance(line, column);
            if (_last.Index >= (_stops.Count == 0 ? 0 : _stops[^1].Index) + StopBytes)
                _stops.Add(_last);
        }

        return _last;
    }

    private Stop Find(int index)
    {
        if (_last.Index > index)
            _last = StopBefore(index);

        while (_last.Index < index)
        {
            _last = Advance(Math.Min(index, _last.Index + StopBytes));
            if (_last.Index >= (_stops.Count == 0 ? 0 : _stops[^1].Index) + StopBytes)
                _stops.Add(_last);
        }

        return _last;
    }

    private Stop StopBefore(int index)
    {
        int at = _stops.Count;
        while (at > 0 && _stops[at - 1].Index > index)
            at--;
        return at == 0 ? _first : _stops[at - 1];
    }

    /// <summary>Goes on to an index.</summary>
    private Stop Advance(int until)
    {
        (int at, int line, int column) = _last;
        ReadOnlySpan<byte> bytes = _bytes.AsSpan(at, until - at);
        int end = bytes.LastIndexOfAny((byte)'\n', (byte)'\r');
        if (end >= 0)
        {
            ReadOnlySpan<byte> lines = bytes[..(end + 1)];
            line += lines.Count((byte)'\n');
            if (lines.Contains((byte)'\r'))
                line += LonelyReturns(at, at + end + 1);
            column = 1;
        }

        return new Stop(until, line, column + (Ascii.IsValid(bytes[(end + 1)..]) ? bytes.Length - end - 1 : CountUnits(at + end + 1, until)));
    }

    private int LonelyReturns(int from, int to)
    {
        int count = 0;
        for (int i = from; i < to; i++)
            count += _bytes[i] == '\r' && !(i + 1 < _end && _bytes[i + 1] == '\n') ? 1 : 0;
        return count;
    }

    private Stop StopBefore(int line, int column)
    {
        int low = 0, high = _stops.Count;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (_stops[middle].IsBehind(line, column))
                high = middle;
            else
                low = middle + 1;
        }

        return low == 0 ? _first : _stops[low - 1];
    }

    /// <summary>Goes on by at least one byte and at most one stretch.</summary>
    private Stop Advance(int line, int column)
    {
        (int at, int atLine, int atColumn) = _last;
        int until = Math.Min(_end, at + StopBytes);
        if (atLine < line)
        {
            int found = _bytes.AsSpan(at, until - at).IndexOfAny((byte)'\n', (byte)'\r');
            if (found < 0)
                return new Stop(until, atLine, atColumn + CountUnits(at, until));

            at += found + 1;
            if (_bytes[at - 1] == '\r' && at < _end && _bytes[at] == '\n')
                at++;
            return new Stop(at, atLine + 1, 1);
        }

        int whole = Math.Min(column - atColumn, until - at);
        int end = _bytes.AsSpan(at, whole).IndexOfAny((byte)'\n', (byte)'\r');
        if (end >= 0)
        {
            at += end + 1;
            return new Stop(_bytes[at - 1] == '\r' && at < _end && _bytes[at] == '\n' ? at + 1 : at, atLine + 1, 1);
        }

        if (Ascii.IsValid(_bytes.AsSpan(at, whole)))
            return new Stop(at + whole, atLine, atColumn + whole);

        while (at < until && atColumn < column && _bytes[at] is not ((byte)'\n' or (byte)'\r'))
            atColumn += Units(_bytes[at++]);
        while (at < _end && Units(_bytes[at]) == 0)
            at++;
        return new Stop(at, atLine, atColumn);
    }

    private int CountUnits(int from, int to)
    {
        int units = 0;
        foreach (byte b in _bytes.AsSpan(from, to - from))
            units += Units(b);
        return units;
    }

    /// <summary>How many UTF-16 units the character has that a byte begins; 0 for a byte that goes on with one. What begins none is shown as one.</summary>
    private static int Units(byte b) => (b & 0xC0) == 0x80 ? 0 : b is >= 0xF0 and <= 0xF4 ? 2 : 1;

    private sealed class TrailStream(ByteTrail trail) : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => trail.Given; set => throw new NotSupportedException(); }

        public override int Read(Span<byte> buffer) => trail.Read(buffer);

        public override int Read(byte[] buffer, int offset, int count) => trail.Read(buffer.AsSpan(offset, count));

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }

    private readonly record struct Stop(int Index, int Line, int Column)
    {
        public bool IsBefore(int line, int column) => Line < line || (Line == line && Column < column);

        public bool IsBehind(int line, int column) => Line > line || (Line == line && Column > column);
    }
}

/// <summary>The parser asks for more than one piece of markup may have.</summary>
internal sealed class TooMuchException : IOException;

/// <summary>The file brings more different names than it may.</summary>
internal sealed class TooManyNamesException : IOException;
