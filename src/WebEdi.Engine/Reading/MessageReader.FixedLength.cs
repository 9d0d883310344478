using WebEdi.Diagnostics;
using WebEdi.Engine.Formats;
using WebEdi.Engine.Formats.FixedLength;
using WebEdi.Engine.Text;

namespace WebEdi.Engine.Reading;

/// <content>Files whose records have fields at fixed positions.</content>
internal sealed partial class MessageReader
{
    private async Task<Result<FileSurvey>> SurveyFixedAsync(
        Stream content, ReadOnlyMemory<byte> head, string fileName, ReadingPlan plan, string? encoding, CancellationToken cancellationToken)
    {
        SourcePosition start = new(fileName, 0, 0, Offset: 0);
        if (head.IsEmpty)
            return new Result<FileSurvey>([Diagnostic.Create(DiagnosticCodes.FileEmpty, start)]);

        TextCodec? asked = TextCodec.Find(encoding);
        if (encoding is not null && asked is null)
            return new Result<FileSurvey>([Diagnostic.Create(DiagnosticCodes.EncodingUnsupported, start, found: encoding)]);

        RecordLayout layout = plan.Layout ?? RecordLayout.None;
        int bom = head.Span.StartsWith("\uFEFF"u8) ? 3 : 0;
        TextCodec? given = bom > 0 ? TextCodec.Utf8 : asked ?? plan.Codec;

        // Bytes of packed numbers say nothing about characters.
        (TextCodec codec, string evidence) = given is not null ? (given, bom > 0 ? "begins with the UTF-8 mark EF BB BF" : "given by the sender or the map")
            : layout.IsText ? (TextCodec.Utf8, "") : (TextCodec.Cp932, "cp932 where nothing is said and numbers are packed");

        int[] elements = [.. plan.Columns.Select(c => c.Name is null ? c.Position - 1 : layout.Find(c.Name))];
        EncodingEvidence bytes = new(isSettled: evidence.Length > 0);
        Pass pass = await PassFixedAsync(content, fileName, plan, codec, bom, elements, bytes, cancellationToken).ConfigureAwait(false);
        if (evidence.Length == 0)
        {
            (TextCodec found, evidence) = bytes.Decide();
            if (found != codec && plan.Rows.Count > 0)
                pass = await PassFixedAsync(content, fileName, plan, found, bom, elements, new EncodingEvidence(), cancellationToken).ConfigureAwait(false);
            codec = found;
        }

        if (pass.Check(fileName, _limits) is { } fault)
            return new Result<FileSurvey>([fault]);

        return new Result<FileSurvey>(new FileSurvey
        {
            FileName = fileName,
            Plan = plan,
            Codec = codec,
            Evidence = evidence,
            BomLength = bom,
            Header = [.. layout.Fields.Select(f => f.Name)],
            ElementOf = elements,
            ElementCount = layout.Fields.Count,
            Segments = pass.Segments,
            Scattered = pass.Scattered,
            Diagnostics = bom > 0 && asked is { } other && other != TextCodec.Utf8
                ? [Diagnostic.Create(DiagnosticCodes.EncodingContradicted, start, found: codec.Name, expected: Expect.Value(other.Name))]
                : [],
        });
    }

    private async Task<Pass> PassFixedAsync(
        Stream content, string fileName, ReadingPlan plan, TextCodec codec, int bom, int[] elements, EncodingEvidence evidence, CancellationToken cancellationToken)
    {
        FixedLengthReader reader = OpenFixed(content, fileName, plan, codec, bom);
        reader.Codec = codec;
        reader.Observer = evidence;
        SegmentKeys keys = new(plan, elements, codec);
        KeyCensus census = new();
        int segments = 0;
        while (await reader.ReadAsync(int.MaxValue, cancellationToken).ConfigureAwait(false) is { } block)
        {
            segments += Count(block, keys, census);
            if (census.Keys > _limits.MaxKeys)
                break;
        }

        return new Pass(evidence, segments, census.Complete(), census.Keys);
    }

    private FixedLengthReader OpenFixed(Stream content, string fileName, ReadingPlan plan, TextCodec codec, int bomLength)
    {
        content.Position = bomLength;
        FixedLengthOptions options = new()
        {
            Layout = plan.Layout ?? RecordLayout.None,
            RecordLength = plan.RecordLength,
            LineEnds = plan.LineEnds,
            IsEbcdic = codec.IsEbcdic,
            SkipRecords = plan.SkipLines,
            BlockBytes = _limits.BlockBytes,
        };
        return new FixedLengthReader(content, fileName, options, bomLength) { Recycles = true };
    }
}
