using System.Globalization;

using WebEdi.Diagnostics;
using WebEdi.Engine.Text;

namespace WebEdi.Engine.Formats.Csv;

/// <summary>Records of several types whose fields stand between separators.</summary>
internal sealed class DelimitedRecordSource : RecordSource
{
    private readonly CsvReader _reader;
    private readonly RecordColumns _columns;
    private bool _begun;

    private DelimitedRecordSource(CsvReader reader, TextCodec codec, RecordColumns columns)
        : base(reader, codec) => (_reader, _columns) = (reader, columns);

    /// <summary>Opens a file.</summary>
    public static DelimitedRecordSource Open(MessageSource source, RecordColumns columns)
    {
        TextCodec codec = source.Codec ?? TextCodec.Utf8;
        long start = PassMark(source.Content);
        (Stream bytes, long offset) = source.SourceCodec is { } own
            ? (new TranscodingStream(source.Content, own), BlockReader.UnknownOffset)
            : (source.Content, start);
        CsvOptions options = new() { Separator = columns.Separator, Quote = columns.Quote, BlockBytes = source.BlockBytes };
        return new DelimitedRecordSource(new CsvReader(bytes, source.FileName, options, offset) { Codec = codec }, codec, columns);
    }

    public override async ValueTask<SegmentBlock?> ReadAsync(CancellationToken cancellationToken)
    {
        if (!_begun)
        {
            _begun = true;
            await _reader.SkipLinesAsync(_columns.SkipLines, cancellationToken).ConfigureAwait(false);
            if (_columns.Header)
                await _reader.ReadAsync(1, cancellationToken).ConfigureAwait(false);
        }

        return await base.ReadAsync(cancellationToken).ConfigureAwait(false);
    }

    public override string TypeOf(SegmentBlock block, int segment) => Codec.Show(block.Element(segment, _columns.TypeColumn)).Trim();

    public override int LengthOf(SegmentBlock block, int segment) =>
        block.ElementCount(segment) is > 0 and int count ? block.BytesBefore(segment, count - 1).Length + block.LengthOf(segment, count - 1) : 0;

    public override bool TryRead(SegmentBlock block, int segment, RecordType type, int field, out ReadOnlySpan<byte> value) =>
        block.TryElement(segment, field, out value);

    public override SourcePosition PositionOf(SegmentBlock block, int segment, RecordType type, int field, int plus = 0)
    {
        int count = block.ElementCount(segment);
        if (field < count)
            return block.PositionOf(segment, field, plus);

        return (count == 0 ? block.PositionOf(segment, -1) : block.PositionOf(segment, count - 1, block.RawOf(segment, count - 1).Length)) with { Element = field + 1 };
    }

    public override (long Offset, int Length) BytesOf(SegmentBlock block, int segment, RecordType type, int field) =>
        block.LengthOf(segment, field) is > 0 and int length && block.PositionOf(segment, field).Offset is >= 0 and long offset ? (offset, length) : (-1, 0);

    public override IEnumerable<Diagnostic> Check(SegmentBlock block, int segment, RecordType type)
    {
        if (block.FaultOf(segment, i => i < type.Layout.Fields.Count ? $"{type.Name}/{type.Layout.Fields[i].Name}" : $"{type.Name}/#{i + 1}") is { } fault)
        {
            yield return fault;
            yield break;
        }

        // Spreadsheets fill every line up to the longest one.
        int count = block.ElementCount(segment);
        int expected = type.Layout.Fields.Count;
        while (count > expected && block.Element(segment, count - 1).IsEmpty)
            count--;
        if (count != expected)
        {
            yield return Diagnostic.Create(
                DiagnosticCodes.ElementCountWrong,
                block.PositionOf(segment, -1),
                type.Name,
                count.ToString(CultureInfo.InvariantCulture),
                Expect.Value(expected.ToString(CultureInfo.InvariantCulture)));
        }
    }
}
