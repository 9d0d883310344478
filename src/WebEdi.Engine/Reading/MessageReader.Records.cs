using WebEdi.Diagnostics;
using WebEdi.Engine.Formats;
using WebEdi.Engine.Text;

namespace WebEdi.Engine.Reading;

/// <content>Files of records of several types whose fields stand between separators.</content>
internal sealed partial class MessageReader
{
    private static async Task<Result<FileSurvey>> SurveyRecordsAsync(
        Stream content, ReadOnlyMemory<byte> head, string fileName, ReadingPlan plan, RecordColumns columns, string? encoding, CancellationToken cancellationToken)
    {
        Door door = Door.Look(head.Span, fileName, encoding, plan.Codec, columns.Separator, columns.Quote);
        if (door.Refusal is { } refusal)
            return new Result<FileSurvey>([refusal]);

        (TextCodec? codec, string words) = (door.Codec, door.Evidence);
        if (codec is null)
        {
            EncodingEvidence evidence = await ObserveAsync(content, cancellationToken).ConfigureAwait(false);
            if (evidence.FirstNul >= 0)
                return new Result<FileSurvey>([Nul(fileName, evidence.FirstNul)]);
            (codec, words) = evidence.Decide();
        }

        return new Result<FileSurvey>(new FileSurvey
        {
            FileName = fileName,
            Plan = plan,
            Codec = codec,
            FixedCodec = codec,
            SourceCodec = door.Source,
            Evidence = words,
            BomLength = door.BomLength,
            Header = [],
            ElementOf = [],
            ElementCount = 0,
            Segments = 0,
            Scattered = System.Collections.Frozen.FrozenDictionary<ulong, int>.Empty,
            Diagnostics = door.Warnings,
        });
    }

    private static async Task<EncodingEvidence> ObserveAsync(Stream content, CancellationToken cancellationToken)
    {
        EncodingEvidence evidence = new();
        byte[] buffer = new byte[FileHead.MaxBytes];
        content.Position = 0;
        for (long seen = 0; await content.ReadAsync(buffer, cancellationToken).ConfigureAwait(false) is > 0 and int read; seen += read)
            evidence.Observe(buffer.AsSpan(0, read), seen);

        evidence.Complete();
        return evidence;
    }
}
