using WebEdi.Engine.Text;

namespace WebEdi.Engine.Formats;

/// <summary>Tells which order a segment belongs to, from its bytes alone. Both passes ask here, so that they agree.</summary>
internal sealed class SegmentKeys
{
    private const byte Joint = 0x1F;

    private readonly int[] _elements;
    private readonly (int Element, RowTest Test, byte[][] Texts, bool Skips)[] _conditions;
    private readonly bool _single;
    private byte[] _key = new byte[256];

    public SegmentKeys(ReadingPlan plan, IReadOnlyList<int> elementOf, TextCodec codec)
    {
        _elements = [.. plan.KeyColumns.Select(c => elementOf[c])];
        _single = _elements.Length == 0;
        _conditions = [.. plan.Rows.Select(r => (elementOf[r.Column], r.Test, r.Texts.Select(t => EncodeOrNothing(codec, t)).ToArray(), r.Skips))];
    }

    /// <summary>Gets how many elements at the front of a segment are looked at.</summary>
    public int Width => 1 + _elements.Concat(_conditions.Select(c => c.Element)).DefaultIfEmpty(0).Max();

    /// <summary>Tells whether a segment is meant by the map at all.</summary>
    public bool IsChosen(SegmentBlock block, int segment)
    {
        foreach ((int element, RowTest test, byte[][] texts, bool skips) in _conditions)
        {
            // A segment that breaks before the column is kept: better a fault too many than a row lost.
            if (element < block.ElementCount(segment) && Holds(test, texts, block.CodecOf(element).TrimSpaces(block.Element(segment, element))) == skips)
                return false;
        }

        return true;
    }

    private static bool Holds(RowTest test, byte[][] texts, ReadOnlySpan<byte> value)
    {
        if (test is RowTest.Empty or RowTest.Filled)
            return value.IsEmpty == (test == RowTest.Empty);

        foreach (byte[] text in texts)
        {
            if (test == RowTest.StartsWith ? value.StartsWith(text) : value.SequenceEqual(text))
                return true;
        }

        return false;
    }

    /// <summary>Reads the key of a segment.</summary>
    /// <returns>The key, valid until the next call; empty when the segment does not tell, because it breaks before or the number is blank.</returns>
    public ReadOnlySpan<byte> Read(SegmentBlock block, int segment)
    {
        if (_single)
            return "*"u8;

        int count = block.ElementCount(segment);
        int length = 0;
        foreach (int element in _elements)
        {
            if (element >= count)
                return default;

            ReadOnlySpan<byte> value = block.CodecOf(element).TrimSpaces(block.Element(segment, element));
            if (length == 0 && value.IsEmpty)
                return default;

            if (length + value.Length + 1 > _key.Length)
                Array.Resize(ref _key, Math.Max(_key.Length * 2, length + value.Length + 1));
            value.CopyTo(_key.AsSpan(length));
            length += value.Length;
            _key[length++] = Joint;
        }

        return _key.AsSpan(0, length);
    }

    /// <summary>Hashes a key the same way in every process, because the order of results depends on it.</summary>
    public static ulong Hash(ReadOnlySpan<byte> key)
    {
        // FNV-1a with a final mix.
        ulong hash = 14695981039346656037;
        foreach (byte b in key)
            hash = (hash ^ b) * 1099511628211;

        hash ^= hash >> 32;
        hash *= 0xD6E8FEB86659FD93;
        hash ^= hash >> 32;
        return hash == 0 ? 1 : hash;
    }

    private static byte[] EncodeOrNothing(TextCodec codec, string value)
    {
        byte[] bytes = new byte[value.Length * codec.MaxBytesPerChar];
        return codec.Encode(value, bytes, out int written) < 0 ? bytes[..written] : [0];
    }
}
