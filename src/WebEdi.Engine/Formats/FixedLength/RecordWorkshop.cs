using WebEdi.Formats;

namespace WebEdi.Engine.Formats.FixedLength;

/// <summary>Files of records of several types: header, order, detail, trailer.</summary>
internal sealed class RecordWorkshop : IWorkshop
{
    public IFormatDetector Detector { get; } = new RecordDetector();

    public IMessageReader Open(MessageSource source) => new RecordReader(source, source.Records ?? throw new InvalidOperationException("Records are read by a map only."));

    /// <summary>Nothing in the bytes tells such a file; only a map knows it.</summary>
    private sealed class RecordDetector : IFormatDetector
    {
        public string Format => "records";

        public FormatMatch Match(ReadOnlySpan<byte> head) => new(0, "records of several types are known by a map only");
    }
}
