namespace WebEdi.Engine.Formats.Edifact;

/// <summary>The character sets that a syntax identifier names.</summary>
/// <remarks>
/// Source: ISO 9735 part 1, data element 0001. IATA, IATB and KECA are identifiers of the airlines and of Korea. Whatever the identifier
/// says, bytes that are UTF-8 are read so: senders write UNOA and UNOC in front of it.
/// </remarks>
internal static class EdifactCharacterSets
{
    /// <summary>Finds the encoding of a syntax identifier.</summary>
    /// <param name="syntax">UNOA to UNOY.</param>
    /// <returns>Its name; null when the identifier is not known.</returns>
    public static string? EncodingOf(string syntax) => syntax switch
    {
        "UNOA" or "UNOB" or "UNOC" or "IATA" or "IATB" or "KECA" => "utf-8",
        "UNOD" => "iso-8859-2",
        "UNOE" => "iso-8859-5",
        "UNOF" => "iso-8859-7",
        "UNOG" => "iso-8859-3",
        "UNOH" => "iso-8859-4",
        "UNOI" => "iso-8859-6",
        "UNOJ" => "iso-8859-8",
        "UNOK" => "iso-8859-9",
        "UNOL" => "iso-8859-15",
        "UNOW" or "UNOY" => "utf-8",
        "UNOX" => "iso-2022-jp",
        _ => null,
    };

    /// <summary>Tells which bytes are never delimiters.</summary>
    /// <param name="header">The header of the interchange.</param>
    /// <param name="delimiters">Its delimiters.</param>
    public static Delimiters Widen(ReadOnlySpan<byte> header, Delimiters delimiters) =>
        header.StartsWith("UNB"u8) && header.Length > 8 && header[4..].StartsWith("UNOX"u8) ? delimiters with { Wide = Wide.Shifts } : delimiters;
}
