namespace WebEdi.Engine.Formats.Xml;

/// <summary>Names and limits of XML files.</summary>
internal static class XmlConstants
{
    /// <summary>Declaration, comments and document type must end within so many bytes.</summary>
    public const int MaxPrologBytes = 64 * 1024;

    /// <summary>The most attributes of an element, declarations of namespaces among them.</summary>
    public const int MaxAttributes = 256;

    /// <summary>The most different names, prefixes and namespaces in a file.</summary>
    public const int MaxNames = SymbolTable.MaxNames;

    /// <summary>The longest name, prefix or namespace, in characters.</summary>
    public const int MaxNameLength = 1024;

    /// <summary>The most nodes of an envelope that are looked at.</summary>
    public const int MaxEnvelopeNodes = 2000;

    /// <summary>The namespace of xmlns attributes.</summary>
    public const string NamespaceOfNamespaces = "http://www.w3.org/2000/xmlns/";
}
