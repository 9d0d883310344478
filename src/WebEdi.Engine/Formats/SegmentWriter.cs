using System.Buffers;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace WebEdi.Engine.Formats;

/// <summary>Puts segments into a buffer: delimiters where they are needed, values released, empty places at the end left out. Used again for the next file.</summary>
/// <param name="delimiters">The delimiters. Without a release byte no value may hold one of them.</param>
/// <param name="newLines">Whether a line break follows every segment.</param>
internal sealed class SegmentWriter(Delimiters delimiters, bool newLines) : IDisposable
{
    /// <summary>How many bytes are copied at a time.</summary>
    public const int Block = 32;

    private readonly SearchValues<byte> _released = SearchValues.Create(ReleasedBytes(delimiters));
    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(64 * 1024);
    private int _element;
    private int _component;
    private int _repetition;

    /// <summary>Gets the bytes since the buffer was last cleared.</summary>
    public ReadOnlyMemory<byte> Written => _buffer.AsMemory(0, Length);

    /// <summary>Gets or sets their number: less takes bytes back, more keeps those that were put <see cref="Ahead"/>.</summary>
    public int Length { get; set; }

    /// <summary>Gets or sets how many segments have been written.</summary>
    public long Segments { get; set; }

    /// <summary>Gets the byte at which the value that was last put begins.</summary>
    public int ValueStart { get; private set; }

    /// <summary>Gets the characters in values that take a release character.</summary>
    public string Released => delimiters.Release == 0 ? "" : string.Concat(ReleasedBytes(delimiters).Select(b => (char)b));

    /// <summary>Gets a value indicating whether elements can be repeated.</summary>
    public bool HasRepetitions => delimiters.Repetition != 0;

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

        ValueStart = Length;
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

    /// <summary>Writes a value that is not empty to its place, one of several repetitions among them. Places come in their order.</summary>
    public void Put(Place place, ReadOnlySpan<byte> value)
    {
        if (place.Element != _element)
            _repetition = 0;
        if (place.Repetition == _repetition)
        {
            Put(place.Element, place.Component, value);
            return;
        }

        Room(place.Element - _element + place.Repetition);
        for (; _element < place.Element; _element++)
            _buffer[Length++] = delimiters.Element;
        for (; _repetition < place.Repetition; _repetition++)
            _buffer[Length++] = delimiters.Repetition;
        _component = 0;
        Put(place.Element, place.Component, value);
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

    /// <summary>Writes a whole number without a delimiter.</summary>
    public void Number(long number)
    {
        Span<byte> digits = stackalloc byte[24];
        number.TryFormat(digits, out int length, default, CultureInfo.InvariantCulture);
        Raw(digits[..length]);
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

    /// <summary>Puts release characters into a value.</summary>
    /// <param name="value">The value, with room for as many bytes again behind it.</param>
    /// <param name="length">How many bytes it has.</param>
    /// <returns>How many it has then.</returns>
    public int Release(Span<byte> value, int length)
    {
        int released = 0;
        foreach (byte b in value[..length])
            released += _released.Contains(b) ? 1 : 0;

        int to = length + released;
        for (int from = length - 1; to > from + 1; from--)
        {
            byte b = value[from];
            value[--to] = b;
            if (_released.Contains(b))
                value[--to] = delimiters.Release;
        }

        return length + released;
    }

    /// <summary>Gets room for bytes behind those that were written.</summary>
    public Span<byte> Ahead(int bytes)
    {
        Room(bytes);
        return _buffer.AsSpan(Length, bytes);
    }

    /// <summary>Writes bytes as they are.</summary>
    /// <param name="bytes">The bytes, and others up to a whole number of <see cref="Block"/>.</param>
    /// <param name="length">How many of them count.</param>
    public void Fixed(byte[] bytes, int length)
    {
        Room(bytes.Length);
        ref byte from = ref MemoryMarshal.GetArrayDataReference(bytes);
        ref byte to = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_buffer), Length);
        for (nuint i = 0; i < (nuint)bytes.Length; i += Block)
            Vector256.LoadUnsafe(ref from, i).StoreUnsafe(ref to, i);
        Length += length;
    }

    /// <summary>Writes bytes as they are, in which segments begin, and a value as it is.</summary>
    public void Again(ReadOnlySpan<byte> bytes, int segments, ReadOnlySpan<byte> value)
    {
        Room(bytes.Length + value.Length);
        Span<byte> to = _buffer.AsSpan(Length);
        bytes.CopyTo(to);
        value.CopyTo(to[bytes.Length..]);
        Length += bytes.Length + value.Length;
        Segments += segments;
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

    private static byte[] ReleasedBytes(Delimiters delimiters)
    {
        byte[] all = [delimiters.Element, delimiters.Component, delimiters.Repetition, delimiters.Release, delimiters.Terminator];
        return [.. all.Where(b => b != 0)];
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
