using WebEdi.Engine.Formats.Schema;
using WebEdi.Formats;

namespace WebEdi.Engine.Formats.X12;

/// <summary>ASC X12, versions 002001 to 008010.</summary>
internal sealed class X12Workshop : IWorkshop
{
    public IFormatDetector Detector { get; } = new X12Detector();

    public IMessageReader Open(MessageSource source) => new X12Reader(source, source.SyntaxOnly ? null : EdiDirectories.X12);
}
