using WebEdi.Diagnostics;

namespace WebEdi.Engine.Formats.Schema;

/// <summary>Reads the structure of a message from its text.</summary>
/// <remarks>
/// One segment per line: <c>BGM! 1</c> its tag, how much it is needed (<c>!</c> mandatory, <c>~</c> expected), how often it may stand
/// here (<c>&gt;1</c>: any number).
/// Lines that are indented deeper belong to the group that the segment above opens; <c>hl</c> behind the number: its repetitions stand
/// below one another as HL01 and HL02 say. A missing trailer is a fault of the envelope; it is optional here, so that it is told once.
/// </remarks>
internal static class MessageText
{
    private const int MaxDepth = 10;
    private const int MaxEntries = 1000;

    /// <summary>Reads a structure.</summary>
    /// <param name="name">The text's name: the message's type, then what it is for.</param>
    /// <param name="text">The text.</param>
    /// <param name="segments">The segments that it may use, by tag.</param>
    /// <exception cref="EdiSetupException">The text is at fault; the message names file and line.</exception>
    public static MessageSchema Parse(string name, string text, IReadOnlyDictionary<string, SegmentSchema> segments)
    {
        SchemaLines lines = new(name, text);
        bool more = lines.MoveNext();
        if (!more || lines.Indent != 0)
            throw lines.Fault("expected the first segment without indentation");

        List<GroupEntry> entries = Read(ref lines, ref more, segments, 0);
        if (more)
            throw lines.Fault("it is indented less than the first segment");

        return new MessageSchema(TypeOf(name), new GroupSchema([.. entries]));
    }

    private static List<GroupEntry> Read(ref SchemaLines lines, ref bool more, IReadOnlyDictionary<string, SegmentSchema> segments, int depth)
    {
        int indent = lines.Indent;
        List<GroupEntry> entries = [];
        while (more && lines.Indent == indent)
        {
            ReadOnlySpan<char> word = lines.Word();
            SegmentNeed need = Last(word) == '!' ? SegmentNeed.Mandatory : Last(word) == '~' ? SegmentNeed.Expected : SegmentNeed.Optional;
            string tag = (need == SegmentNeed.Optional ? word : word[..^1]).ToString();
            if (!segments.TryGetValue(tag, out SegmentSchema? segment))
                throw lines.Fault("segment ", tag, " is not known");

            int max = Max(ref lines);
            ReadOnlySpan<char> last = lines.Word();
            bool isHierarchical = SchemaLines.Is(last, "hl");
            if ((!last.IsEmpty && !isHierarchical) || !lines.Word().IsEmpty || entries.Count == MaxEntries)
                throw lines.Fault("expected a tag, a number and nothing else but hl");

            more = lines.MoveNext();
            GroupSchema? group = null;
            if (more && lines.Indent > indent)
            {
                if (depth == MaxDepth)
                    throw lines.Fault("groups lie deeper than 10");

                List<GroupEntry> inner = Read(ref lines, ref more, segments, depth + 1);
                if (more && lines.Indent > indent)
                    throw lines.Fault("its indentation fits no line above");
                inner.Insert(0, new GroupEntry(segment.Tag, SegmentNeed.Mandatory, 1, null));
                group = new GroupSchema([.. inner]) { IsHierarchical = isHierarchical };
            }

            entries.Add(new GroupEntry(segment.Tag, need, max, group));
        }

        return entries;
    }

    private static string TypeOf(string name)
    {
        int dot = SchemaLines.Find(name, '.');
        return dot < 0 ? name : name[..dot];
    }

    private static char Last(ReadOnlySpan<char> word) => word.IsEmpty ? ' ' : word[^1];

    private static int Max(ref SchemaLines lines)
    {
        ReadOnlySpan<char> word = lines.Word();
        if (SchemaLines.Is(word, ">1"))
            return int.MaxValue;

        int max = SchemaLines.NumberOf(word);
        return max > 0 ? max : throw lines.Fault("expected behind the tag how often the segment may stand here");
    }
}
