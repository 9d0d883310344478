using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

using WebEdi.Documents;
using WebEdi.Engine.Formats;
using WebEdi.Engine.Mapping.Kinds;
using WebEdi.Engine.Text;

namespace WebEdi.Engine.Mapping;

/// <summary>Puts the plain values of a line straight from their bytes into it, as its plan says. Not safe for concurrent use.</summary>
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
    /// <param name="odd">The values that stand there and must be looked at closely, a bit for each.</param>
    /// <returns>The values that were put into the line.</returns>
    public ulong Fill(LinePlan plan, SegmentTree tree, scoped in SegmentRun run, int node, OrderLineDraft draft, out ulong odd)
    {
        ref OrderLineFields line = ref draft.Line.Fields;
        _room.Begin(ref line);
        ref int marks = ref run.MarkAt(run[node].FirstMark);
        ref byte bytes = ref run.Bytes;
        int clean = run.HasBlocks(run[node + plan.Pattern.Segments - 1]) ? Mark.Unclean : -1;
        ulong put = 0;
        ulong there = 0;
        int lie = 0;
        ReadOnlySpan<LineTake> takes = plan.Takes;
        for (int i = 0; i < takes.Length; i++)
        {
            ref readonly LineTake take = ref takes[i];
            int start = Mark.IndexOf(Unsafe.Add(ref marks, take.Mark)) + 1;
            int end = Unsafe.Add(ref marks, take.Mark + 1);
            int length = Mark.IndexOf(end) - start;
            if (length == 0)
                continue;

            ulong bit = 1UL << i;
            there |= bit;
            if ((end & clean) != 0)
                continue;

            ref byte first = ref Unsafe.Add(ref bytes, start);
            switch (take.Kind)
            {
                case LineTakeKind.Text:
                    if (take.HasLength(length) && _room.TryPut(line.At, take.Text, ref first, length))
                        (put, lie) = (put | bit, lie | (1 << (int)take.Text));
                    break;

                case LineTakeKind.LineNumber:
                    int whole = PlainDigits.ReadWhole(ref first, length);
                    if (whole >= 0 && take.HasLength(length) && _room.TryPut(line.At, LineText.Number, ref first, length))
                        (put, lie, draft.Whole) = (put | bit, lie | (1 << (int)LineText.Number), whole);
                    break;

                case LineTakeKind.Number:
                    // Sixteen digits are never too many for a small number.
                    if (PlainDigits.TryRead(ref first, length, take.DecimalMark, out long digits, out int decimals)
                        && OrderLineDraft.TryPut(ref line, take.Into, SmallNumber.Of(digits, decimals)))
                    {
                        put |= bit;
                    }

                    break;

                case LineTakeKind.Code:
                    if (length <= QualifierKey.MaxBytes && take.HasLength(length)
                        && take.Codes!.Find(QualifierKey.Of(ref first, length), MemoryMarshal.CreateReadOnlySpan(ref first, length)) is { } meant)
                    {
                        line.Unit = meant;
                        put |= bit;
                    }

                    break;

                case LineTakeKind.Date:
                    if (length == PlainDates.WholeLength && PlainDates.TryRead(PlainDigits.ReadWhole(ref first, length), out DateOnly date))
                    {
                        line.Due = date.DayNumber + 1;
                        put |= bit;
                    }

                    break;
            }
        }

        line.Lie(lie);
        odd = there & ~put;
        return odd == 0 ? put : put | PutCleaned(plan, tree, node, ref line, ref odd);
    }

    /// <summary>Puts texts there that do not stand in the file as they are: release characters and line breaks are no part of them.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private ulong PutCleaned(LinePlan plan, SegmentTree tree, int node, ref OrderLineFields line, ref ulong odd)
    {
        ulong put = 0;
        for (ulong rest = odd; rest != 0; rest &= rest - 1)
        {
            ref readonly LineTake take = ref plan.Takes[BitOperations.TrailingZeroCount(rest)];
            if (take.Kind != LineTakeKind.Text)
                continue;

            // Nothing is left of a value that is a line break.
            ReadOnlySpan<byte> text = tree.Value(node + take.Node, take.Take.Place);
            if (take.HasLength(text.Length) && text[0] != (byte)' ' && text[^1] != (byte)' ' && _room.TryPut(line.At, take.Text, text))
            {
                line.Lie(1 << (int)take.Text);
                put |= rest & (0 - rest);
            }
        }

        odd &= ~put;
        return put;
    }
}
