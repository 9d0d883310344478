using WebEdi.Formats;

namespace WebEdi.Engine.Formats.Xml;

/// <summary>Recognises XML by its declaration or its first tag, in every encoding that can be read.</summary>
internal sealed class XmlDetector : IFormatDetector
{
    public string Format => XmlWorkshop.Format;

    public FormatMatch Match(ReadOnlySpan<byte> head)
    {
        XmlText text = XmlText.Find(head, null);
        string start = text.IsKnown ? text.Show(head[..Math.Min(head.Length, XmlConstants.MaxPrologBytes)]) : text.Show(head[..Math.Min(head.Length, 256)]);
        XmlProlog prolog = XmlProlog.Read(start);
        bool declared = start.AsSpan().TrimStart('\uFEFF').StartsWith("<?xml", StringComparison.Ordinal);
        return prolog switch
        {
            { Kind: PrologKind.NoXml } => new FormatMatch(0, "does not begin with <"),
            { Root: { } root } => new FormatMatch(declared ? 100 : 90, $"{(declared ? "XML declaration" : "a tag")}, {text.Name}, root element {root}"),
            _ when declared => new FormatMatch(95, $"XML declaration, {text.Name}"),
            { Kind: PrologKind.OwnDeclarations } => new FormatMatch(90, "document type"),
            _ => new FormatMatch(0, "no tag at the start"),
        };
    }
}
