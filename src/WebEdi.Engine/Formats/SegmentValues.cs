using System.Text;

using WebEdi.Engine.Text;

namespace WebEdi.Engine.Formats;

/// <summary>Values of envelopes as text. What runs for the first message of a process is plain loops: generic searches would have to be compiled first, and what decodes ASCII gets ready more slowly than what decodes Latin 1.</summary>
internal static class SegmentValues
{
    /// <summary>Reads a value as text; null when it is empty.</summary>
    public static string? Text(SegmentTree tree, int node, int element, int component = 0)
    {
        ReadOnlySpan<byte> value = TextCodec.Utf8.TrimSpaces(tree.Value(node, new Place(element, component)));
        if (value.IsEmpty)
            return null;

        // Some pad with no-break spaces.
        return Ascii.IsValid(value) ? Encoding.Latin1.GetString(value) : tree.Codec.Show(value).Trim();
    }
}
