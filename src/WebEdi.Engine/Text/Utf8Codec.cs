using System.Buffers;

namespace WebEdi.Engine.Text;

/// <summary>UTF-8, strict: overlong forms, surrogates and cut sequences are invalid.</summary>
internal sealed class Utf8Codec : TextCodec
{
    public override string Name => "utf-8";

    public override bool HasAscii => true;

    public override int Decode(ReadOnlySpan<byte> bytes, Span<char> chars, out int written)
    {
        OperationStatus status = System.Text.Unicode.Utf8.ToUtf16(bytes, chars, out int read, out written, replaceInvalidSequences: false);
        return status == OperationStatus.Done ? -1 : read;
    }

    public override int CountChars(ReadOnlySpan<byte> bytes) =>
        System.Text.Ascii.IsValid(bytes) ? bytes.Length
        : System.Text.Unicode.Utf8.IsValid(bytes) ? System.Text.Encoding.UTF8.GetCharCount(bytes)
        : base.CountChars(bytes);

    public override int Encode(ReadOnlySpan<char> chars, Span<byte> bytes, out int written)
    {
        OperationStatus status = System.Text.Unicode.Utf8.FromUtf16(chars, bytes, out int read, out written, replaceInvalidSequences: false);
        return status == OperationStatus.Done ? -1 : read;
    }
}
