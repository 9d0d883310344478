using System.Buffers;

namespace WebEdi.Engine.Formats;

/// <summary>Tells files that hold nothing: no byte, or blanks and line ends only.</summary>
internal static class BlankFile
{
    private static readonly SearchValues<byte> Blanks = SearchValues.Create(" \t\r\n\v\f\x1A"u8);

    /// <summary>Looks at the first bytes.</summary>
    public static bool IsMatch(ReadOnlySpan<byte> head) =>
        !(head.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]) ? head[3..] : head).ContainsAnyExcept(Blanks);
}
