using System.Text;

using WebEdi.Engine.Formats;
using WebEdi.Engine.Text;

namespace WebEdi.Engine.Tests.Formats.Schema;

/// <summary>Makes message trees of short texts: + : ' divide, * repeats, no release character.</summary>
internal static class SegmentTexts
{
    public static SegmentTree Tree(string text, byte decimalMark = 0)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        SymbolTable symbols = new();
        SegmentTree tree = new()
        {
            Envelope = new Envelope { Format = "edifact" },
            File = "test.edi",
            Codec = TextCodec.Utf8,
            Symbols = symbols,
            DecimalMark = decimalMark,
        };

        List<int> marks = [];
        for (int i = 0; i < bytes.Length; i++)
        {
            MarkKind? kind = (char)bytes[i] switch { '+' => MarkKind.Element, ':' => MarkKind.Component, '*' => MarkKind.Repetition, '\'' => MarkKind.Terminator, _ => null };
            if (kind is { } k)
                marks.Add(Mark.Of(i, k));
        }

        // As behind a file's own: room for what is compared past the last one.
        tree.Begin([.. bytes, .. new byte[DelimiterIndex.Slack]], [.. marks, .. new int[8]], 0, 1, 0);
        int first = 0;
        int start = 0;
        for (int m = 0; m < marks.Count; m++)
        {
            if (Mark.KindOf(marks[m]) != MarkKind.Terminator)
                continue;

            ReadOnlySpan<byte> tag = bytes.AsSpan(start, Mark.IndexOf(marks[first]) - start);
            tree.Add(new SegmentSlot { Start = start, FirstMark = first, MarkCount = m - first + 1, Symbol = symbols.Of(tag) });
            (first, start) = (m + 1, Mark.IndexOf(marks[m]) + 1);
        }

        tree.Complete();
        return tree;
    }
}
