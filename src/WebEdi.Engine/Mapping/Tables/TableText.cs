using System.Globalization;
using System.Text;

using WebEdi.Diagnostics;
using WebEdi.Engine.Text;

namespace WebEdi.Engine.Mapping.Tables;

/// <summary>The bytes of a table as text: UTF-8 with or without its mark, else CP932.</summary>
internal static class TableText
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Decodes a table.</summary>
    /// <param name="file">What positions call it.</param>
    /// <param name="bytes">The bytes.</param>
    /// <returns>The text; or the byte that is in neither encoding.</returns>
    public static Result<string> Decode(string file, ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > LookupTable.MaxLength)
            return new Result<string>([TooLong(file, bytes.Length)]);

        if (bytes.StartsWith("\uFEFF"u8))
            bytes = bytes[3..];
        try
        {
            return new Result<string>(Strict.GetString(bytes));
        }
        catch (DecoderFallbackException)
        {
            char[] chars = new char[bytes.Length];
            int invalid = TextCodec.Cp932.Decode(bytes, chars, out int written);
            if (invalid < 0)
                return new Result<string>(new string(chars, 0, written));

            string shown = Convert.ToHexString(bytes.Slice(invalid, Math.Min(2, bytes.Length - invalid)));
            int line = bytes[..invalid].Count((byte)'\n') + 1;
            return new Result<string>([Diagnostic.Create(DiagnosticCodes.TableInvalid, new SourcePosition(file, line, 0, Offset: invalid), "encoding", shown, Expect.TableEncoding)]);
        }
    }

    /// <summary>Says that a table is too long.</summary>
    public static Diagnostic TooLong(string file, long length) => Diagnostic.Create(
        DiagnosticCodes.TableInvalid, new SourcePosition(file, 0, 0), "length", length.ToString(CultureInfo.InvariantCulture), Expect.AtMost(LookupTable.MaxLength));
}
