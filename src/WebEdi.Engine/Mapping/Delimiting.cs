using WebEdi.Engine.Text;

namespace WebEdi.Engine.Mapping;

/// <summary>What a map says about the signs between columns.</summary>
internal static class Delimiting
{
    /// <summary>Reads the separator; a comma where nothing is said.</summary>
    public static byte Separator(DefinitionNode root) => root.TryGetProperty("separator", out DefinitionNode? separator) ? (byte)separator.GetString()![0] : (byte)',';

    /// <summary>Reads the quote; 0: none.</summary>
    public static byte Quote(DefinitionNode root) => (root.TryGetProperty("quote", out DefinitionNode? quote) ? quote.GetString() : null) switch
    {
        "none" => 0,
        [var sign] => (byte)sign,
        _ => (byte)'"',
    };

    /// <summary>Tells whether one sign has both meanings.</summary>
    public static bool IsAmbiguous(DefinitionNode root) => Separator(root) == Quote(root);

    /// <summary>Tells whether a sign can be the second half of a character in CP932 and no encoding is named.</summary>
    public static bool NeedsEncoding(DefinitionNode root) =>
        (Cp932Codec.IsTrail(Separator(root)) || Cp932Codec.IsTrail(Quote(root)))
        && (!root.TryGetProperty("encoding", out DefinitionNode? encoding) || encoding.ValueEquals("detect"));
}
