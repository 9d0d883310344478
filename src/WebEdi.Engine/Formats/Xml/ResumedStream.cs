namespace WebEdi.Engine.Formats.Xml;

/// <summary>A file for a parser that begins in the middle of it: the tags of the elements that are open, nothing but white space between them, then the rest.</summary>
/// <remarks>So the parser knows the names, the namespaces and the places of everything that is open.</remarks>
/// <param name="tags">The tags.</param>
/// <param name="line">The line at which the rest begins.</param>
/// <param name="column">The column.</param>
/// <param name="rest">The rest.</param>
internal sealed class ResumedStream(IReadOnlyList<KeptTag> tags, int line, int column, Stream rest) : Stream
{
    private int _tag;
    private int _done;
    private int _line = 1;
    private int _column = 1;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override int Read(Span<byte> buffer)
    {
        if (buffer.IsEmpty || _tag > tags.Count)
            return rest.Read(buffer);

        (int toLine, int toColumn) = _tag < tags.Count ? (tags[_tag].Line, tags[_tag].Column) : (line, column);
        if (_line < toLine)
        {
            int lines = Math.Min(toLine - _line, buffer.Length);
            buffer[..lines].Fill((byte)'\n');
            (_line, _column) = (_line + lines, 1);
            return lines;
        }

        if (_column < toColumn)
        {
            int blanks = Math.Min(toColumn - _column, buffer.Length);
            buffer[..blanks].Fill((byte)' ');
            _column += blanks;
            return blanks;
        }

        if (_tag < tags.Count)
            return ReadTag(tags[_tag], buffer);

        _tag++;
        return rest.Read(buffer);
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private int ReadTag(KeptTag tag, Span<byte> buffer)
    {
        int count = Math.Min(tag.Bytes.Length - _done, buffer.Length);
        tag.Bytes.AsSpan(_done, count).CopyTo(buffer);
        _done += count;
        if (_done == tag.Bytes.Length)
            (_tag, _done, _line, _column) = (_tag + 1, 0, tag.EndLine, tag.EndColumn);
        return count;
    }
}

/// <summary>The start tag of an element around what is read.</summary>
/// <param name="Bytes">It as it stands in the file.</param>
/// <param name="Line">Its line.</param>
/// <param name="Column">Its column.</param>
/// <param name="EndLine">The line behind it.</param>
/// <param name="EndColumn">The column behind it.</param>
internal sealed record KeptTag(byte[] Bytes, int Line, int Column, int EndLine, int EndColumn);
