using System.Buffers;
using System.Globalization;

namespace WebEdi.Engine.Formats;

/// <summary>Puts segments into a buffer: delimiters where they are needed, values released, empty places at the end left out. Used again for the next file.</summary>
/// <param name="delimiters">The delimiters. Without a release byte no value may hold one of them.</param>
/// <param name="newLines">Whether a line break follows every segment.</param>
internal sealed class SegmentWriter(Delimiters delimiters, bool newLines) : IDisposable
{
    private readonly SearchValues<byte> _released = Released(delimiters);
    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(64 * 1024);
    private int _element;
    private int _component;

    /// <summary>Gets the bytes since the buffer was last cleared.</summary>
    public ReadOnlyMemory<byte> Written => _buffer.AsMemory(0, Length);

    /// <summary>Gets their number.</summary>
    public int Length { get; private set; }

    /// <summary>Gets how many segments have been written.</summary>
    public long Segments { get; private set; }

    /// <summary>Forgets the bytes, after they have been sent on.</summary>
    public void Clear() => Length = 0;

    /// <summary>Begins a segment.</summary>
    public void Begin(ReadOnlySpan<byte> tag)
    {
        Raw(tag);
        (_element, _component) = (-1, 0);
        Segments++;
    }

    /// <summary>Writes a value that is not empty. Places come in their order.</summary>
    /// <param name="element">The element, from 0.</param>
    /// <param name="component">The component, from 0.</param>
    /// <param name="value">The value.</param>
    public void Put(int element, int component, ReadOnlySpan<byte> value)
    {
        Room((element - _element) + component + (value.Length * 2));
        for (; _element < element; _element++, _component = 0)
            _buffer[Length++] = delimiters.Element;
        for (; _component < component; _component++)
            _buffer[Length++] = delimiters.Component;

        Span<byte> to = _buffer.AsSpan(Length);
        if (delimiters.Release == 0 || !value.ContainsAny(_released))
        {
            value.CopyTo(to);
            Length += value.Length;
            return;
        }

        int at = 0;
        foreach (byte b in value)
        {
            if (_released.Contains(b))
                to[at++] = delimiters.Release;
            to[at++] = b;
        }

        Length += at;
    }

    /// <summary>Writes a text of ASCII; an empty one is left out.</summary>
    public void Put(int element, int component, string? text)
    {
        if (string.IsNullOrEmpty(text))
            return;

        byte[] bytes = System.Text.Encoding.UTF8.GetBytes(text);
        Put(element, component, bytes);
    }

    /// <summary>Writes a whole number.</summary>
    public void Put(int element, int component, long number, string format = "")
    {
        Span<byte> digits = stackalloc byte[24];
        number.TryFormat(digits, out int length, format, CultureInfo.InvariantCulture);
        Put(element, component, digits[..length]);
    }

    /// <summary>Ends the segment.</summary>
    public void End()
    {
        Room(3);
        _buffer[Length++] = delimiters.Terminator;
        if (!newLines)
            return;

        _buffer[Length++] = (byte)'\r';
        _buffer[Length++] = (byte)'\n';
    }

    /// <summary>Writes bytes as they are.</summary>
    public void Raw(ReadOnlySpan<byte> bytes)
    {
        Room(bytes.Length);
        bytes.CopyTo(_buffer.AsSpan(Length));
        Length += bytes.Length;
    }

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
    }

    private static SearchValues<byte> Released(Delimiters delimiters)
    {
        byte[] all = [delimiters.Element, delimiters.Component, delimiters.Repetition, delimiters.Release, delimiters.Terminator];
        return SearchValues.Create([.. all.Where(b => b != 0)]);
    }

    private void Room(int bytes)
    {
        if (_buffer.Length - Length >= bytes)
            return;

        byte[] larger = ArrayPool<byte>.Shared.Rent(Math.Max(_buffer.Length * 2, Length + bytes));
        _buffer.AsSpan(0, Length).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = larger;
    }
}
