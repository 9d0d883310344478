using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

using WebEdi.Documents;
using WebEdi.Engine.Formats;
using WebEdi.Engine.Mapping.Kinds;
using WebEdi.Engine.Text;

namespace WebEdi.Engine.Mapping;

/// <summary>Puts the plain values of a line straight from their bytes into it, as its plan says. Not safe for concurrent use.</summary>
/// <remarks>One loop for each kind of value, each small enough that its registers last.</remarks>
internal sealed class LineFiller
{
    private readonly TextRoom _room = new();

    /// <summary>Lets the room for texts go.</summary>
    public void Rest() => _room.Clear();

    /// <summary>Fills a line of which nothing is said yet.</summary>
    /// <param name="plan">Its plan.</param>
    /// <param name="tree">The message, in an encoding that has ASCII as it is.</param>
    /// <param name="run">Its segments.</param>
    /// <param name="node">The segment that begins the line.</param>
    /// <param name="draft">The line.</param>
    /// <param name="odd">The values that stand there and must be looked at closely, a bit for each place.</param>
    /// <returns>The values that were put into the line.</returns>
    public ulong Fill(LinePlan plan, SegmentTree tree, scoped in SegmentRun run, int node, OrderLineDraft draft, out ulong odd)
    {
        odd = 0;
        int first = run[node].FirstMark;
        ulong put = PutTexts(plan, run, first, draft, ref odd);
        ref OrderLineFields line = ref draft.Line.Fields;
        if (odd != 0)
            put |= PutCleaned(plan, tree, node, ref line, ref odd);
        put |= PutNumbers(plan, run, first, ref line, ref odd);
        put |= PutCodes(plan, run, first, ref line, ref odd);
        put |= PutDates(plan, run, first, ref line, ref odd);
        ReadOnlySpan<LineTake> others = plan.Of(LineTakeKind.Other, out int place);
        for (int i = 0; i < others.Length; i++, place++)
        {
            run.Find(first + others[i].Mark, out int length, out _);
            if (length > 0)
                odd |= 1UL << place;
        }

        return put;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private ulong PutTexts(LinePlan plan, scoped in SegmentRun run, int firstMark, OrderLineDraft draft, ref ulong odd)
    {
        ref OrderLineFields line = ref draft.Line.Fields;
        _room.Begin(ref line);
        ulong put = 0;
        int lie = 0;
        ReadOnlySpan<LineTake> takes = plan.Of(LineTakeKind.Text, out _);
        for (int i = 0; i < takes.Length; i++)
        {
            ref readonly LineTake take = ref takes[i];
            ref byte first = ref run.Find(firstMark + take.Mark, out int length, out bool isPlain);
            if (length == 0)
                continue;

            int whole = 0;
            if (!isPlain || !take.HasLength(length) || first == (byte)' ' || Unsafe.Add(ref first, length - 1) == (byte)' '
                || (take.Into == LineSlot.Number && (whole = PlainDigits.ReadWhole(ref first, length)) < 0)
                || !_room.TryPut(line.At, take.Text, ref first, length))
            {
                odd |= 1UL << i;
                continue;
            }

            if (take.Into == LineSlot.Number)
                draft.Whole = whole;
            put |= 1UL << i;
            lie |= 1 << (int)take.Text;
        }

        line.Lie(lie);
        return put;
    }

    /// <summary>Puts texts there that do not stand in the file as they are: release characters and line breaks are no part of them.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private ulong PutCleaned(LinePlan plan, SegmentTree tree, int node, ref OrderLineFields line, ref ulong odd)
    {
        ulong put = 0;
        ReadOnlySpan<LineTake> takes = plan.Of(LineTakeKind.Text, out _);
        for (int i = 0; i < takes.Length; i++)
        {
            ref readonly LineTake take = ref takes[i];
            if ((odd >> i & 1) == 0 || take.Into == LineSlot.Number)
                continue;

            ReadOnlySpan<byte> text = tree.Value(node + take.Node, take.Take.Place);
            if (take.HasLength(text.Length) && text[0] != (byte)' ' && text[^1] != (byte)' ' && _room.TryPut(line.At, take.Text, text))
            {
                line.Lie(1 << (int)take.Text);
                put |= 1UL << i;
            }
        }

        odd &= ~put;
        return put;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static ulong PutNumbers(LinePlan plan, scoped in SegmentRun run, int firstMark, ref OrderLineFields line, ref ulong odd)
    {
        ulong put = 0;
        ReadOnlySpan<LineTake> takes = plan.Of(LineTakeKind.Number, out int place);
        for (int i = 0; i < takes.Length; i++, place++)
        {
            ref readonly LineTake take = ref takes[i];
            ref byte first = ref run.Find(firstMark + take.Mark, out int length, out bool isPlain);
            if (length == 0)
                continue;

            // Sixteen digits are never too many for a small number.
            if (isPlain && PlainDigits.TryRead(ref first, length, take.DecimalMark, out long digits, out int decimals)
                && OrderLineDraft.TryPut(ref line, take.Into, SmallNumber.Of(digits, decimals)))
            {
                put |= 1UL << place;
            }
            else
            {
                odd |= 1UL << place;
            }
        }

        return put;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static ulong PutCodes(LinePlan plan, scoped in SegmentRun run, int firstMark, ref OrderLineFields line, ref ulong odd)
    {
        ulong put = 0;
        ReadOnlySpan<LineTake> takes = plan.Of(LineTakeKind.Code, out int place);
        for (int i = 0; i < takes.Length; i++, place++)
        {
            ref readonly LineTake take = ref takes[i];
            ref byte first = ref run.Find(firstMark + take.Mark, out int length, out _);
            if (length == 0)
                continue;

            if (run.TryKey(firstMark + take.Mark, out ulong key) && take.HasLength(length) && take.Codes!.Find(key, MemoryMarshal.CreateReadOnlySpan(ref first, length)) is { } meant)
            {
                line.Unit = meant;
                put |= 1UL << place;
            }
            else
            {
                odd |= 1UL << place;
            }
        }

        return put;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static ulong PutDates(LinePlan plan, scoped in SegmentRun run, int firstMark, ref OrderLineFields line, ref ulong odd)
    {
        ulong put = 0;
        ReadOnlySpan<LineTake> takes = plan.Of(LineTakeKind.Date, out int place);
        for (int i = 0; i < takes.Length; i++, place++)
        {
            ref readonly LineTake take = ref takes[i];
            ref byte first = ref run.Find(firstMark + take.Mark, out int length, out bool isPlain);
            if (length == 0)
                continue;

            if (isPlain && length == PlainDates.WholeLength && PlainDates.TryRead(PlainDigits.ReadWhole(ref first, length), out DateOnly date))
            {
                line.Due = date.DayNumber + 1;
                put |= 1UL << place;
            }
            else
            {
                odd |= 1UL << place;
            }
        }

        return put;
    }
}
