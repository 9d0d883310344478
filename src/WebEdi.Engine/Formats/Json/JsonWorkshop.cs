using WebEdi.Formats;

namespace WebEdi.Engine.Formats.Json;

/// <summary>JSON: one document, an array of documents, or one after another (JSON Lines).</summary>
internal sealed class JsonWorkshop : IWorkshop
{
    /// <summary>The name of the format.</summary>
    public const string Format = "json";

    public IFormatDetector Detector { get; } = new JsonDetector();

    public IMessageReader Open(MessageSource source) => new JsonMessageReader(source);
}
