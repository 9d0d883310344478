using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

using WebEdi.Documents;
using WebEdi.Engine.Formats;

namespace WebEdi.Engine.Writing.Tree;

/// <summary>Writes lines of orders straight from what they keep: texts that nobody has asked for go from bytes to bytes.</summary>
/// <remarks>It learns from lines that <see cref="LevelScript"/> has written, and leaves to it whatever is not as those were.</remarks>
internal sealed class LineScript(FieldPlacer placer)
{
    private const int MaxScripts = 64;

    private readonly List<Script> _scripts = [];
    private Script _last = new(0, [], [], 0, 0);

    /// <summary>Tells whether something can be learnt from a line.</summary>
    public bool IsNew(OrderLine line, out ulong key) => LineKey.TryGet(line, out key) && _scripts.Count < MaxScripts && ScriptOf(key) is null;

    /// <summary>Keeps how lines are written.</summary>
    /// <param name="key">What they say.</param>
    /// <param name="steps">The steps; null: they must go the longer way.</param>
    /// <param name="bytes">The bytes of all steps.</param>
    /// <param name="segments">How many segments begin in them.</param>
    public void Keep(ulong key, LineStep[]? steps, ReadOnlySpan<byte> bytes, int segments)
    {
        byte[] padded = new byte[bytes.Length + SegmentWriter.Block];
        bytes.CopyTo(padded);
        int most = padded.Length + SegmentWriter.Block + (steps ?? []).Sum(s => s.MostBytes);
        _scripts.Add(new Script(key, steps ?? [], padded, segments, most));
    }

    /// <summary>Writes a line.</summary>
    /// <param name="line">The line.</param>
    /// <param name="to">Where it goes.</param>
    /// <param name="lines">How many lines the order has.</param>
    /// <returns>False: nothing was written, it must go the longer way.</returns>
    public bool TryWrite(OrderLine line, SegmentWriter to, int lines)
    {
        if (!LineKey.TryGet(line, out ulong key) || (_last.Key == key ? _last : ScriptOf(key)) is not { Steps.Length: > 0 } script)
            return false;

        // There is room for the longest of everything, so nothing below asks.
        _last = script;
        Span<byte> room = to.Ahead(script.MostBytes);
        ref byte fixedBytes = ref MemoryMarshal.GetArrayDataReference(script.Bytes);
        ref byte start = ref MemoryMarshal.GetReference(room);
        int at = 0;
        foreach (ref readonly LineStep step in script.Steps.AsSpan())
        {
            for (int i = 0; i < step.Length; i += SegmentWriter.Block)
                Vector256.LoadUnsafe(ref fixedBytes, (nuint)(step.Start + i)).StoreUnsafe(ref start, (nuint)(at + i));
            at += step.Length;
            int length = Put(step, ref line.Fields, room[at..], lines);
            if (length < 0)
                return false;
            at += length;
        }

        to.Length += at;
        to.Segments += script.Segments;
        return true;
    }

    private int Put(in LineStep step, ref OrderLineFields fields, Span<byte> to, int lines) => step.Kind switch
    {
        StraightKind.Text when step.Codes is { } codes => Code(codes, fields.Text(ref Made(ref fields, step.Fact), (LineText)step.Fact)!, to),
        StraightKind.Text => Text(step, ref fields, to),
        StraightKind.Number => Number(step, fields, to),
        StraightKind.Date => Date(step, fields.Due, to),
        StraightKind.Count => lines.TryFormat(to, out int length, default, CultureInfo.InvariantCulture) ? length : -1,
        _ => 0,
    };

    private static int Code(WrittenCodes codes, string meant, Span<byte> to)
    {
        ReadOnlySpan<byte> written = codes.Of(meant);
        written.CopyTo(to);
        return written.IsEmpty ? -1 : written.Length;
    }

    private int Text(in LineStep step, ref OrderLineFields fields, Span<byte> to)
    {
        ref string? made = ref Made(ref fields, step.Fact);
        if (made is null && fields.Unasked((LineText)step.Fact, out int start, out int count) is { } bytes)
        {
            if (count > step.Most || count < step.Least)
                return -1;
            if (placer.Plain.TryWrite(bytes, start, count, to))
                return count;
        }

        string words = fields.Text(ref made, (LineText)step.Fact)!;
        if (words.Length > step.Most || words.Length < step.Least)
            return -1;

        return placer.Plain.TryWrite(words, to) ? words.Length : placer.Write(words, step.Slot!, to);
    }

    private static int Number(in LineStep step, in OrderLineFields fields, Span<byte> to)
    {
        SmallNumber number = step.Fact switch
        {
            LineFact.Quantity => fields.Quantity.IsThere ? fields.Quantity : SmallNumber.Of(0, 0),
            LineFact.UnitPrice => fields.UnitPrice,
            LineFact.Amount => fields.Amount,
            LineFact.PackageCount => fields.PackageCount.Small,
            _ => fields.TaxRate.Small,
        };
        return ValueText.Number(number, step.Slot!, to);
    }

    private static int Date(in LineStep step, int due, Span<byte> to)
    {
        if (due == 0 || ValueText.DateLength > step.Most || ValueText.DateLength < step.Least)
            return -1;

        ValueText.Date(DateOnly.FromDayNumber(due - 1), to);
        return ValueText.DateLength;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ref string? Made(ref OrderLineFields fields, LineFact text)
    {
        switch (text)
        {
            case LineFact.Number:
                return ref fields.Number;
            case LineFact.ItemCode:
                return ref fields.ItemCode;
            case LineFact.SupplierItemCode:
                return ref fields.SupplierItemCode;
            case LineFact.Gtin:
                return ref fields.Gtin;
            case LineFact.ItemName:
                return ref fields.ItemName;
            case LineFact.Unit:
                return ref fields.Unit;
            default:
                return ref fields.Note;
        }
    }

    private Script? ScriptOf(ulong key)
    {
        foreach (Script script in _scripts)
        {
            if (script.Key == key)
                return script;
        }

        return null;
    }

    private sealed record Script(ulong Key, LineStep[] Steps, byte[] Bytes, int Segments, int MostBytes);
}
