using System.Buffers;
using WebEdi.Engine.Formats;
using WebEdi.Engine.Formats.FixedLength;
using WebEdi.Engine.Mapping;
using WebEdi.Engine.Text;
using WebEdi.Engine.Writing.Tree;

namespace WebEdi.Engine.Writing.Records;

/// <summary>Writes records whose fields stand at fixed bytes.</summary>
internal sealed class FixedOut : RecordOut
{
    private readonly TextCodec _codec;
    private readonly RecordBytes _bytes;
    private readonly Func<RecordType, int, FieldPlan?> _reads;
    private readonly int _skipped;
    private readonly byte[] _lineEnd;
    private readonly SearchValues<byte> _ends;
    private readonly Dictionary<RecordType, FixedRecord> _records = new(ReferenceEqualityComparer.Instance);

    /// <summary>Makes a writer.</summary>
    /// <param name="codec">The encoding.</param>
    /// <param name="bytes">How records are cut.</param>
    /// <param name="skipped">How many records stand before the first one.</param>
    /// <param name="reads">Finds what reads a field; null: nobody does.</param>
    /// <param name="losses">Told what is lost.</param>
    public FixedOut(TextCodec codec, RecordBytes bytes, int skipped, Func<RecordType, int, FieldPlan?> reads, LossBook losses)
        : base(losses)
    {
        (_codec, _bytes, _skipped, _reads) = (codec, bytes, skipped, reads);
        _ends = FixedLengthCutter.EndsOf(codec.IsEbcdic);
        _lineEnd = LineEndOf(codec, bytes.RecordLength, bytes.RecordLength == 0 ? LineEnds.Present : bytes.LineEnds);
    }

    /// <summary>Gets what ends a record: files of hosts whose records have a length have no line ends where nobody says so.</summary>
    public static byte[] LineEndOf(TextCodec codec, int recordLength, LineEnds ends)
    {
        bool hasEnds = ends == LineEnds.Present || (ends == LineEnds.Detect && (recordLength == 0 || !codec.IsEbcdic));
        return !hasEnds ? [] : codec.IsEbcdic ? [FixedLengthConstants.EbcdicNewLine] : [FixedLengthConstants.CarriageReturn, FixedLengthConstants.LineFeed];
    }

    /// <summary>A double byte holds one character too, a shift none.</summary>
    public override int RoomOf(RecordType type, int field) => type.Layout[field] is { IsNumber: true } ? int.MaxValue : type.Layout[field].Length;

    public override void Begin(RecordType first)
    {
        for (int i = 0; i < _skipped; i++)
        {
            RecordOf(first).Clear();
            End(RecordOf(first));
        }
    }

    public override void Write(RecordSheet sheet)
    {
        FixedRecord record = RecordOf(sheet.Type);
        record.Clear();
        if (_bytes.TypeLength > 0)
            record.Put(_bytes.TypeStart, TypeBytes(sheet.Type.Name));
        for (int i = 0; i < sheet.Count; i++)
        {
            if (sheet[i].Length > 0)
                Put(record, sheet, i);
            else if (IsZero(sheet.Type, i) && _reads(sheet.Type, i) is { Default: null } asked)
                TellZero(sheet, i, asked);
        }

        if (_bytes.RecordLength == 0 && !sheet.Type.Layout.IsText && record.Bytes.ContainsAny(_ends))
            TellBroken(sheet, record);
        End(record);
    }

    private void Put(FixedRecord record, RecordSheet sheet, int field)
    {
        string text = sheet[field];
        FieldFit fit = record.Put(field, text, KindOf(sheet.PlanOf(field)), out string? written);
        if (fit == FieldFit.Fits)
            return;

        written ??= IsZero(sheet.Type, field) ? "0" : null;
        Tell(sheet, field, sheet.ValueOf(field), ReasonOf(fit), written);
        sheet.Set(field, written ?? "");
    }

    /// <summary>Tells whether a field is zero where there is no value.</summary>
    private static bool IsZero(RecordType type, int field) => type.Layout[field] is { IsNumber: true, IsBlankable: false };

    private void TellZero(RecordSheet sheet, int field, FieldPlan asked)
    {
        sheet.Set(field, "0", asked);
        Tell(sheet, field, null, WriteLossReason.Missing, "0");
    }

    /// <summary>A number whose bytes look like a line end cuts a record that is as long as its line.</summary>
    private void TellBroken(RecordSheet sheet, FixedRecord record)
    {
        for (int i = 0; i < sheet.Count; i++)
        {
            LayoutField at = sheet.Type.Layout[i];
            if (at.IsNumber && at.RawOf(record.Bytes).ContainsAny(_ends))
                Tell(sheet, i, sheet.ValueOf(i), WriteLossReason.Form, sheet[i]);
        }
    }

    private void End(FixedRecord record)
    {
        Written.Write(record.Bytes);
        Written.Write(_lineEnd);
    }

    private byte[] TypeBytes(string name)
    {
        byte[] bytes = new byte[(Math.Max(name.Length, _bytes.TypeLength) * _codec.MaxBytesPerChar) + 8];
        _codec.Encode(name.PadRight(_bytes.TypeLength), bytes, out _);
        return bytes[.._bytes.TypeLength];
    }

    private FixedRecord RecordOf(RecordType type)
    {
        if (_records.TryGetValue(type, out FixedRecord? known))
            return known;

        int length = _bytes.RecordLength > 0 ? _bytes.RecordLength : Math.Max(type.Layout.Length, _bytes.TypeStart + _bytes.TypeLength);
        FixedRecord made = new(type.Layout, _codec, length, i => _reads(type, i) is not null);
        _records.Add(type, made);
        return made;
    }

    private static FieldTextKind KindOf(FieldPlan? plan) =>
        plan is { Kind: ValueKind.Number or ValueKind.Integer, Codes: null, Inverse: null } ? FieldTextKind.Number
        : plan is not null && FieldWords.IsWording(plan) ? FieldTextKind.Words
        : FieldTextKind.Code;

    private static WriteLossReason ReasonOf(FieldFit fit) => fit switch
    {
        FieldFit.TooLong => WriteLossReason.TooLong,
        FieldFit.Character => WriteLossReason.Character,
        FieldFit.Form => WriteLossReason.Form,
        _ => WriteLossReason.NoPlaceLeft,
    };
}
