using WebEdi.Formats;

namespace WebEdi.Engine.Formats.Xml;

/// <summary>XML.</summary>
internal sealed class XmlWorkshop : IWorkshop
{
    /// <summary>The name of the format.</summary>
    public const string Format = "xml";

    public IFormatDetector Detector { get; } = new XmlDetector();

    public IMessageReader Open(MessageSource source) => new XmlMessageReader(source);
}
