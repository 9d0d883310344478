using System.Text;

using WebEdi.Diagnostics;
using WebEdi.Engine.Formats;
using WebEdi.Engine.Text;

namespace WebEdi.Engine.Tests.Formats;

/// <summary>Reads all messages of a file and writes down what they hold.</summary>
internal static class Messages
{
    public static Read All(IWorkshop workshop, byte[] bytes, string[]? types = null, MessageLimits? limits = null, int piece = int.MaxValue, TextCodec? codec = null)
    {
        IMessageReader reader = workshop.Open(new MessageSource
        {
            Content = new PieceStream(bytes, piece),
            FileName = "file",
            MessageTypes = types ?? [],
            Limits = limits ?? new MessageLimits(),
            Codec = codec,
        });
        List<Told> messages = [];
        List<Diagnostic> outside = [];
        while (reader.ReadAsync(CancellationToken.None).AsTask().GetAwaiter().GetResult() is { } tree)
        {
            outside.AddRange(reader.TakeDiagnostics());
            StringBuilder text = new();
            Write(tree, 0, text);
            messages.Add(new Told(tree.Envelope, text.ToString(), tree.Diagnostics, Places(tree)));
        }

        outside.AddRange(reader.TakeDiagnostics());
        return new Read(messages, outside, reader.Counts);
    }

    private static void Write(MessageTree tree, int node, StringBuilder text)
    {
        text.Append(tree.Symbols[tree.Symbol(node)]);
        ReadOnlySpan<byte> value = tree.Value(node, default);
        if (!value.IsEmpty)
            text.Append('=').Append(Encoding.UTF8.GetString(value));
        if (tree.End(node) == node + 1)
            return;

        text.Append('(');
        for (int child = node + 1; child < tree.End(node); child = tree.End(child))
        {
            if (child > node + 1)
                text.Append(' ');
            Write(tree, child, text);
        }

        text.Append(')');
    }

    private static List<Spot> Places(MessageTree tree)
    {
        List<Spot> places = [];
        for (int node = 0; node < tree.Count; node++)
        {
            (long offset, int length) = tree.BytesOf(node, default);
            places.Add(new Spot(tree.Symbols[tree.Symbol(node)], tree.PositionOf(node), tree.PositionOf(node, default(Place)), offset, length));
        }

        return places;
    }
}

/// <summary>What a file holds.</summary>
internal sealed record Read(IReadOnlyList<Told> Messages, IReadOnlyList<Diagnostic> Outside, ReadingCounts Counts)
{
    public IEnumerable<Diagnostic> Diagnostics => [.. Messages.SelectMany(m => m.Diagnostics), .. Outside];

    public string Codes => string.Join(' ', Diagnostics.Select(d => d.Code));
}

/// <summary>What a message holds.</summary>
internal sealed record Told(Envelope Envelope, string Text, IReadOnlyList<Diagnostic> Diagnostics, IReadOnlyList<Spot> Places);

/// <summary>Where a node and its value stand.</summary>
internal sealed record Spot(string Name, SourcePosition Node, SourcePosition Value, long Offset, int Length);
