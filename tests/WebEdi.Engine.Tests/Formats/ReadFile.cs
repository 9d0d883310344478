using System.Globalization;
using System.Text;

using WebEdi.Diagnostics;
using WebEdi.Engine.Formats;
using WebEdi.Engine.Reading;

namespace WebEdi.Engine.Tests.Formats;

/// <summary>A file read to its end: what every message was, as it was handed out, and everything that was found.</summary>
internal sealed record ReadFile(IReadOnlyList<ReadMessage> Messages, IReadOnlyList<Diagnostic> Outside, ReadingCounts Counts)
{
    /// <summary>Gets the way of reading in which only the syntax is looked at.</summary>
    public static MessageSource Syntax { get; } = new() { Content = Stream.Null, FileName = "file.edi", SyntaxOnly = true };

    /// <summary>Gets everything found, outside and inside of messages, as "code line,column segment/element/component".</summary>
    public IEnumerable<string> Faults => Outside.Concat(Messages.SelectMany(m => m.Diagnostics)).Select(Place);

    public IEnumerable<Diagnostic> All => Outside.Concat(Messages.SelectMany(m => m.Diagnostics));

    public static Task<ReadFile> EdifactAsync(string text, MessageSource? options = null) => ReadAsync("edifact", Encoding.UTF8.GetBytes(text), options);

    public static Task<ReadFile> X12Async(string text, MessageSource? options = null) => ReadAsync("x12", Encoding.UTF8.GetBytes(text), options);

    public static async Task<ReadFile> ReadAsync(string format, byte[] bytes, MessageSource? options = null, int chunk = int.MaxValue)
    {
        await using Stream stream = chunk == int.MaxValue ? new MemoryStream(bytes) : new SmallReads(bytes, chunk);
        IMessageReader reader = Workshops.Find(format)!.Open((options ?? Syntax) with { Content = stream });
        List<ReadMessage> messages = [];
        List<Diagnostic> outside = [];
        while (await reader.ReadAsync(CancellationToken.None) is SegmentTree tree)
        {
            outside.AddRange(reader.TakeDiagnostics());
            messages.Add(ReadMessage.Of(tree));
        }

        outside.AddRange(reader.TakeDiagnostics());
        return new ReadFile(messages, outside, reader.Counts);
    }

    public static string Place(Diagnostic d) => string.Create(
        CultureInfo.InvariantCulture,
        $"{d.Code} {d.Position.Line},{d.Position.Column} {d.Position.Segment}/{d.Position.Element}/{d.Position.Component}");
}

/// <summary>A copy of a message. Segments are written anew with ordinary delimiters: | between elements, : between components, * between repetitions.</summary>
internal sealed record ReadMessage(Envelope Envelope, IReadOnlyList<string> Segments, IReadOnlyList<Diagnostic> Diagnostics, string Encoding, byte DecimalMark)
{
    public static ReadMessage Of(SegmentTree tree)
    {
        List<string> segments = [];
        for (int node = 1; node < tree.NodeCount; node++)
        {
            StringBuilder text = new(tree.Symbols[tree.Symbol(node)]);
            int element = -1;
            int component = 0;
            int repetition = 0;
            ReadOnlySpan<int> marks = tree.MarksOf(node);
            for (int m = 0; m < marks.Length - 1; m++)
            {
                switch (Mark.KindOf(marks[m]))
                {
                    case MarkKind.Element:
                        (element, component, repetition) = (element + 1, 0, 0);
                        text.Append('|');
                        break;
                    case MarkKind.Component:
                        component++;
                        text.Append(':');
                        break;
                    default:
                        (component, repetition) = (0, repetition + 1);
                        text.Append('*');
                        break;
                }

                if (element >= 0)
                    text.Append(tree.Codec.Show(tree.Value(node, new Place(element, component, repetition))));
            }

            segments.Add(text.ToString());
        }

        return new ReadMessage(tree.Envelope, segments, tree.Diagnostics, tree.Codec.Name, tree.DecimalMark);
    }
}

/// <summary>A stream that gives few bytes at a time.</summary>
internal sealed class SmallReads(byte[] bytes, int chunk) : MemoryStream(bytes)
{
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        base.ReadAsync(buffer[..Math.Min(chunk, buffer.Length)], cancellationToken);
}
