namespace WebEdi.Engine.Formats.Xml;

/// <summary>The envelopes in which documents come. An envelope's own elements are kept, its documents are handed out one by one.</summary>
internal enum XmlWrapper
{
    /// <summary>The root element is the document, or the map names what is one.</summary>
    None,

    /// <summary>cXML: the request, response or message below the root.</summary>
    Cxml,

    /// <summary>UN/CEFACT Standard Business Document Header: everything beside the header.</summary>
    BusinessDocument,

    /// <summary>SOAP 1.1 or 1.2: documents of known families stand in the body, or in what names the operation there; others are named by the map.</summary>
    Soap,
}

/// <summary>Knows the envelopes.</summary>
internal static class XmlWrappers
{
    /// <summary>Recognises an envelope by its root element.</summary>
    /// <param name="root">Its name.</param>
    /// <param name="space">Its namespace.</param>
    public static XmlWrapper Find(string root, string space) => root switch
    {
        "Envelope" when space is "http://schemas.xmlsoap.org/soap/envelope/" or "http://www.w3.org/2003/05/soap-envelope" => XmlWrapper.Soap,
        "cXML" => XmlWrapper.Cxml,
        "StandardBusinessDocument" => XmlWrapper.BusinessDocument,
        _ => XmlWrapper.None,
    };

    /// <summary>Tells whether an element is a document.</summary>
    /// <param name="wrapper">The envelope.</param>
    /// <param name="name">The name of the element.</param>
    /// <param name="parent">The name of the one around it.</param>
    /// <param name="depth">How many elements are around it.</param>
    public static bool IsDocument(XmlWrapper wrapper, string name, string parent, int depth) => wrapper switch
    {
        XmlWrapper.Cxml => depth == 2 && parent is "Request" or "Message" && name != "Status",
        XmlWrapper.BusinessDocument => depth == 1 && name != "StandardBusinessDocumentHeader",
        XmlWrapper.Soap => false,
        _ => depth == 1 && name == "IDOC", // SAP: any number of them below a root named after their type
    };
}
