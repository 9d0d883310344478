using System.Text;
using System.Xml;

namespace WebEdi.Engine.Formats.Xml;

/// <summary>Writes a document of elements as XML, in the order and the namespaces of its family.</summary>
internal static class XmlElementWriter
{
    private static readonly XmlWriterSettings Settings = new()
    {
        Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
        Indent = true,
        IndentChars = " ",
        NewLineChars = "\n",
        NewLineHandling = NewLineHandling.Entitize,
        OmitXmlDeclaration = true,
        CheckCharacters = true,
    };

    /// <summary>Writes a document, without the declaration.</summary>
    public static void Write(ElementOut document, XmlForm form, Stream output)
    {
        string space = form.SpaceOf(document.Name);
        using XmlWriter xml = XmlWriter.Create(output, Settings);
        xml.WriteStartElement("", document.Name, space);
        if (form.GroupSpace is { } groups)
            xml.WriteAttributeString("xmlns", form.GroupPrefix, null, groups);
        if (form.ValueSpace is { } values && form.ValueSpace != form.GroupSpace)
            xml.WriteAttributeString("xmlns", form.ValuePrefix, null, values);
        WriteContent(xml, document, form, space);
        xml.WriteEndElement();
    }

    private static void WriteContent(XmlWriter xml, ElementOut element, XmlForm form, string space)
    {
        foreach (ElementOut attribute in element.Children.Where(IsAttribute))
            xml.WriteAttributeString(attribute.Name[1..], attribute.Text);

        if (element.Text is { } text)
            xml.WriteString(form.TextOf(element.Name, text));

        foreach (XmlForm.Part part in form.PartsOf(element.Name))
        {
            foreach (ElementOut child in element.Children.Where(c => c.Name == part.Name))
            {
                (string prefix, string? own) = form.SpaceOfElement(child.Name);
                xml.WriteStartElement(prefix, child.Name, own ?? space);
                WriteContent(xml, child, form, space);
                xml.WriteEndElement();
            }
        }
    }

    private static bool IsAttribute(ElementOut element) => element.Name[0] == '@';
}
