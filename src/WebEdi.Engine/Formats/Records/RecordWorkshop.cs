using WebEdi.Formats;

namespace WebEdi.Engine.Formats.Records;

/// <summary>Files of records of several types: header, order, detail, trailer.</summary>
/// <param name="open">Opens the records of a file: fields at fixed positions, or between separators.</param>
internal sealed class RecordWorkshop(Func<MessageSource, RecordPlan, RecordSource> open) : IWorkshop
{
    public IFormatDetector Detector { get; } = new RecordDetector();

    public IMessageReader Open(MessageSource source)
    {
        RecordPlan plan = source.Records ?? throw new InvalidOperationException("Records are read by a map only.");
        return new RecordReader(source, plan, open(source, plan));
    }

    /// <summary>Nothing in the bytes tells such a file; only a map knows it.</summary>
    private sealed class RecordDetector : IFormatDetector
    {
        public string Format => "records";

        public FormatMatch Match(ReadOnlySpan<byte> head) => new(0, "records of several types are known by a map only");
    }
}
