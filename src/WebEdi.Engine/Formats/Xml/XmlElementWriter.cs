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
        using XmlWriter xml = XmlWriter.Create(output, Settings);
        xml.WriteStartElement("", document.Name, form.SpaceOf(document.Name));
        xml.WriteAttributeString("xmlns", form.GroupPrefix, null, form.GroupSpace);
        xml.WriteAttributeString("xmlns", form.ValuePrefix, null, form.ValueSpace);
        WriteContent(xml, document, form);
        xml.WriteEndElement();
    }

    private static void WriteContent(XmlWriter xml, ElementOut element, XmlForm form)
    {
        foreach (ElementOut attribute in element.Children.Where(IsAttribute))
            xml.WriteAttributeString(attribute.Name[1..], attribute.Text);

        if (element.Text is { } text)
            xml.WriteString(text);

        foreach (XmlForm.Part part in form.PartsOf(element.Name))
        {
            foreach (ElementOut child in element.Children.Where(c => c.Name == part.Name))
            {
                bool isGroup = form.PartsOf(child.Name).Count > 0;
                xml.WriteStartElement(isGroup ? form.GroupPrefix : form.ValuePrefix, child.Name, isGroup ? form.GroupSpace : form.ValueSpace);
                WriteContent(xml, child, form);
                xml.WriteEndElement();
            }
        }
    }

    private static bool IsAttribute(ElementOut element) => element.Name[0] == '@';
}
