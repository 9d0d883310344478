using System.Text;

namespace WebEdi.Engine.Text;

/// <summary>ISO 8859-1: every byte is the character of the same number.</summary>
internal sealed class Latin1Codec : TextCodec
{
    public override string Name => "iso-8859-1";

    public override bool HasAscii => true;

    public override int Decode(ReadOnlySpan<byte> bytes, Span<char> chars, out int written)
    {
        written = Encoding.Latin1.GetChars(bytes, chars);
        return -1;
    }

    public override int CountChars(ReadOnlySpan<byte> bytes) => bytes.Length;

    public override int Encode(ReadOnlySpan<char> chars, Span<byte> bytes, out int written)
    {
        int foreign = chars.IndexOfAnyExceptInRange('\0', '\u00FF');
        written = Encoding.Latin1.GetBytes(foreign < 0 ? chars : chars[..foreign], bytes);
        return foreign;
    }
}
