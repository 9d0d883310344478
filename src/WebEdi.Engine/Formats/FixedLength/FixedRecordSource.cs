using WebEdi.Diagnostics;
using WebEdi.Engine.Text;

namespace WebEdi.Engine.Formats.FixedLength;

/// <summary>Records of several types whose fields stand at fixed bytes.</summary>
internal sealed class FixedRecordSource : RecordSource
{
    private readonly RecordBytes _bytes;

    private FixedRecordSource(FixedLengthReader reader, TextCodec codec, RecordBytes bytes)
        : base(reader, codec) => _bytes = bytes;

    /// <summary>Opens a file.</summary>
    public static FixedRecordSource Open(MessageSource source, RecordPlan plan, RecordBytes bytes)
    {
        TextCodec codec = source.Codec ?? TextCodec.Cp932;
        FixedLengthOptions options = new()
        {
            RecordLength = bytes.RecordLength,
            LineEnds = bytes.LineEnds,
            IsEbcdic = codec.IsEbcdic,
            BlockBytes = source.BlockBytes,

            // Only whether a line end can be a part of a record matters here; each record finds its fields by its own type.
            Layout = new RecordLayout([.. plan.Types.Values.SelectMany(t => t.Layout.Fields)], 0),
        };
        return new FixedRecordSource(new FixedLengthReader(source.Content, source.FileName, options, PassMark(source.Content)) { Codec = codec }, codec, bytes);
    }

    public override string TypeOf(SegmentBlock block, int segment)
    {
        ReadOnlySpan<byte> record = block.RecordOf(segment);
        return record.Length < _bytes.TypeStart + _bytes.TypeLength ? "" : Codec.Show(record.Slice(_bytes.TypeStart, _bytes.TypeLength)).Trim();
    }

    public override int LengthOf(SegmentBlock block, int segment) => block.RecordOf(segment).Length;

    public override bool TryRead(SegmentBlock block, int segment, RecordType type, int field, out ReadOnlySpan<byte> value)
    {
        LayoutField at = type.Layout.Fields[field];
        if (!at.TryRead(block.RecordOf(segment), Codec, out value))
            return false;

        if (at.IsWide && Codec.WideForm != Codec)
            value = Shifted(value);
        return true;
    }

    /// <summary>Double bytes without shifts become those of the other fields; what is none stays, and is told as such.</summary>
    private ReadOnlySpan<byte> Shifted(ReadOnlySpan<byte> value)
    {
        char[] chars = new char[value.Length];
        if (Codec.WideForm.Decode(value, chars, out int written) >= 0)
            return value;

        ReadOnlySpan<char> text = chars.AsSpan(0, written).TrimEnd('\u3000');
        byte[] shifted = new byte[(text.Length * Codec.MaxBytesPerChar) + 8];
        return Codec.Encode(text, shifted, out int length) < 0 ? shifted.AsSpan(0, length) : value;
    }

    public override SourcePosition PositionOf(SegmentBlock block, int segment, RecordType type, int field, int plus = 0)
    {
        SourcePosition start = block.PositionOf(segment, -1);
        int into = Math.Min(type.Layout.Fields[field].Start + plus, block.RecordOf(segment).Length);
        return start with { Column = into + 1, Element = field + 1, Offset = start.Offset + into };
    }

    public override (long Offset, int Length) BytesOf(SegmentBlock block, int segment, RecordType type, int field)
    {
        LayoutField at = type.Layout.Fields[field];
        int length = Math.Min(at.Length, block.RecordOf(segment).Length - at.Start);
        return length <= 0 ? (-1, 0) : (block.OffsetOf(segment) + at.Start, length);
    }

    public override IEnumerable<Diagnostic> Check(SegmentBlock block, int segment, RecordType type)
    {
        if (block.FaultOf(segment) is { } fault)
            yield return fault;

        for (int i = 0; i < type.Layout.Fields.Count; i++)
        {
            LayoutField field = type.Layout.Fields[i];
            if (field.IsNumber && !TryRead(block, segment, type, i, out _))
            {
                yield return Diagnostic.Create(
                    DiagnosticCodes.HostNumberInvalid, PositionOf(block, segment, type, i), $"{type.Name}/{field.Name}", Convert.ToHexString(field.RawOf(block.RecordOf(segment))), Expect.Value(field.Form));
            }
        }
    }
}
