using System.Xml;

namespace WebEdi.Engine.Formats.Xml;

/// <summary>Makes the only XML readers there are: nothing is fetched, nothing is declared by the file, every name is counted.</summary>
/// <remarks>
/// A document type that only names an external definition (cXML) is passed over unread; one with declarations of its own is refused before
/// a reader is made (<see cref="XmlProlog"/>), and its entities would be unknown here. XInclude and schema locations are ordinary names.
/// </remarks>
internal static class SafeXml
{
    public static XmlReader Create(Stream content) => XmlReader.Create(content, Settings());

    public static XmlReader Create(TextReader content) => XmlReader.Create(content, Settings());

    private static XmlReaderSettings Settings() => new()
    {
        DtdProcessing = DtdProcessing.Ignore,
        XmlResolver = null,
        MaxCharactersFromEntities = 1,
        CloseInput = false,
        ConformanceLevel = ConformanceLevel.Document,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
        IgnoreWhitespace = true,
        NameTable = new BoundedNames(),
    };
}
