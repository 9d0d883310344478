using WebEdi.Engine.Formats.Schema;
using WebEdi.Formats;

namespace WebEdi.Engine.Formats.Edifact;

/// <summary>UN/EDIFACT: ISO 9735, syntax versions 1 to 4.</summary>
internal sealed class EdifactWorkshop : IWorkshop
{
    public IFormatDetector Detector { get; } = new EdifactDetector();

    public IMessageReader Open(MessageSource source) => new EdifactReader(source, source.SyntaxOnly ? null : EdiDirectories.Edifact);
}
