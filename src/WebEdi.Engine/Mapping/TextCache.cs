using WebEdi.Engine.Text;

namespace WebEdi.Engine.Mapping;

/// <summary>Keeps the texts of short values, so that a code which stands in a hundred thousand rows becomes one string.</summary>
internal sealed class TextCache
{
    private const int Slots = 4096;
    private const int MaxBytes = 64;

    private readonly byte[]?[] _bytes = new byte[Slots][];
    private readonly string[] _texts = new string[Slots];
    private readonly TextCodec?[] _codecs = new TextCodec?[Slots];
    private char[] _chars = new char[1024];

    /// <summary>Decodes bytes.</summary>
    /// <param name="codec">The encoding.</param>
    /// <param name="bytes">The bytes.</param>
    /// <param name="invalid">The index of the first byte that begins no character; -1: all are valid.</param>
    /// <returns>The text up to there.</returns>
    public string Decode(TextCodec codec, ReadOnlySpan<byte> bytes, out int invalid)
    {
        invalid = -1;
        if (bytes.IsEmpty)
            return "";

        int slot = -1;
        if (bytes.Length <= MaxBytes)
        {
            slot = (int)(Hash(bytes) & (Slots - 1));
            if (_bytes[slot] is { } known && _codecs[slot] == codec && bytes.SequenceEqual(known))
                return _texts[slot];
        }

        if (_chars.Length < bytes.Length)
            _chars = new char[bytes.Length];
        invalid = codec.Decode(bytes, _chars, out int written);
        string text = new(_chars, 0, written);
        if (slot >= 0 && invalid < 0)
        {
            _bytes[slot] = bytes.ToArray();
            _texts[slot] = text;
            _codecs[slot] = codec;
        }

        return text;
    }

    private static uint Hash(ReadOnlySpan<byte> bytes)
    {
        uint hash = 2166136261;
        foreach (byte b in bytes)
            hash = (hash ^ b) * 16777619;

        return hash ^ (hash >> 15);
    }
}
