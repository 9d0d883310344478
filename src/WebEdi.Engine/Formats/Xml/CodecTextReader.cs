using WebEdi.Engine.Text;

namespace WebEdi.Engine.Formats.Xml;

/// <summary>Reads characters by one of our own encodings, strictly.</summary>
internal sealed class CodecTextReader(Stream content, TextCodec codec) : TextReader
{
    /// <summary>The longest character of any encoding, in bytes; what is shorter at the end may be the beginning of one.</summary>
    private const int MaxCharacterBytes = 4;

    private readonly byte[] _bytes = new byte[8192];
    private readonly char[] _chars = new char[8192];
    private long _offset;
    private int _end;
    private int _next;
    private int _decoded;

    public override int Peek() => Ensure() ? _chars[_next] : -1;

    public override int Read() => Ensure() ? _chars[_next++] : -1;

    public override int Read(char[] buffer, int index, int count) => Read(buffer.AsSpan(index, count));

    public override int Read(Span<char> buffer)
    {
        if (!Ensure())
            return 0;

        int count = Math.Min(buffer.Length, _decoded - _next);
        _chars.AsSpan(_next, count).CopyTo(buffer);
        _next += count;
        return count;
    }

    private bool Ensure()
    {
        while (_next == _decoded)
        {
            int read = content.Read(_bytes, _end, _bytes.Length - _end);
            _end += read;
            if (_end == 0)
                return false;

            int invalid = codec.Decode(_bytes.AsSpan(0, _end), _chars, out _decoded);
            _next = 0;
            int taken = invalid < 0 ? _end : invalid;
            bool maybeCut = read > 0 && _end - taken < MaxCharacterBytes;
            if (invalid >= 0 && !maybeCut)
            {
                // What is sound before it is given first; the next call comes here again.
                if (_decoded == 0)
                    throw new BadTextException(_offset + invalid, Convert.ToHexString(_bytes.AsSpan(invalid, Math.Min(2, _end - invalid))), codec.Name);
            }

            _bytes.AsSpan(taken, _end - taken).CopyTo(_bytes);
            _offset += taken;
            _end -= taken;
        }

        return true;
    }
}

/// <summary>Bytes are no character in the encoding of the file.</summary>
internal sealed class BadTextException(long offset, string bytes, string encoding) : IOException
{
    /// <summary>Gets the byte of the file, counted from the end of a byte order mark.</summary>
    public long Offset => offset;

    /// <summary>Gets the name of the encoding.</summary>
    public string Encoding => encoding;

    /// <summary>Gets the bytes in hexadecimal digits.</summary>
    public string Bytes => bytes;
}
