using System.Globalization;

using WebEdi.Diagnostics;
using WebEdi.Engine;
using WebEdi.Engine.Formats;
using WebEdi.Engine.Formats.Edifact;
using WebEdi.Engine.Formats.X12;
using WebEdi.Engine.Mapping;
using WebEdi.Engine.Reading;

namespace WebEdi.Fuzz.Targets;

/// <summary>Reads messages and everything in them, whole and in pieces, maps them, and answers them.</summary>
/// <param name="format">The format.</param>
/// <param name="map">The map for messages that no ready-made map is for; null: they are not mapped.</param>
internal sealed class MessageTarget(string format, CompiledMap? map = null)
{
    private const int MaxElements = 60;

    /// <summary>A byte order mark is looked for, and read again.</summary>
    private const int MaxPeek = 3;

    /// <summary>The longest file that is read several times in a row: short ways are found out from messages that came before.</summary>
    private const int MaxRepeated = 8 * 1024;
    private const int Repetitions = 3;

    private static readonly DateTimeOffset Now = new(2026, 11, 24, 9, 30, 0, TimeSpan.Zero);

    public void Run(byte[] bytes)
    {
        FilePlaces places = new(bytes, countsRecords: map?.Reading.Records?.Bytes is not null, endsWithReturn: format is "xml" or "json" || map?.Reading.Records?.Columns is not null);
        Reading whole = Read(bytes, int.MaxValue, 128 * 1024);
        foreach (Diagnostic diagnostic in whole.Found)
            Promise.IsFit(diagnostic, places);
        foreach (FieldOrigin origin in whole.Origins)
            places.Check(origin.Path, origin.Position.Offset, origin.Length);

        int piece = bytes.Length == 0 ? 1 : 1 + (bytes[bytes.Length / 2] % 61);
        Reading pieces = Read(bytes, piece, 4096 + piece);
        Promise.Same(whole.Account, pieces.Account, $"read whole and in pieces of {piece}");
        Acknowledge(whole);
        if (format is "edifact" or "x12")
            Compare(bytes.Length > MaxRepeated ? bytes : [.. Enumerable.Repeat(bytes, Repetitions).SelectMany(b => b)]);
    }

    /// <summary>Segments and messages like those before go short ways, with the same result.</summary>
    private void Compare(byte[] bytes)
    {
        Reading shortly = Read(bytes, int.MaxValue, 128 * 1024);
        Reading closely = Read(bytes, int.MaxValue, 128 * 1024, isClose: true);
        Promise.Same(closely.Account, shortly.Account, "read closely and by the short ways");
    }

    private Reading Read(byte[] bytes, int piece, int blockBytes, bool isClose = false)
    {
        using PieceStream content = new(bytes, piece);
        Reading reading = new();
        IMessageReader reader = Workshops.Find(format)!.Open(new MessageSource
        {
            Content = content,
            FileName = "file",
            BlockBytes = blockBytes,
            Codec = map?.Reading.Codec,
            Records = map?.Reading.Records,
            Opened = reading.Book.Begin,
            IsClose = isClose,
        });
        Dictionary<CompiledMap, (TreeSession Explaining, TreeSession Quick)> sessions = [];
        while (Wait(reader.ReadAsync(CancellationToken.None)) is { } tree)
        {
            reading.Tell("outside", reader.TakeDiagnostics());
            reading.Account.Add(tree.Envelope.ToString());
            Tell(tree, reading.Account);
            reading.Tell("inside", tree.Diagnostics);
            reading.Messages++;
            reading.Book.Add(tree);
            if ((map ?? ReadyMadeMaps.For(format, tree.Envelope.MessageType)) is not { } chosen)
                continue;

            if (!sessions.TryGetValue(chosen, out (TreeSession Explaining, TreeSession Quick) session))
                sessions.Add(chosen, session = (new TreeSession(chosen, maxLines: 20_000, explain: true, isClose), new TreeSession(chosen, maxLines: 20_000, explain: false, isClose)));
            MappedDocument order = session.Explaining.Map(tree);
            string described = Words.Describe(order.AsRead);
            reading.Account.Add(described);
            reading.Tell("mapped", order.Diagnostics);
            reading.Origins.AddRange(order.Origins);

            // Who asks for no origins is served by shorter ways, with the same result.
            List<string> faults = [.. order.Diagnostics.Select(d => $"{d} {d.Position}")];
            MappedDocument quick = session.Quick.Map(tree);
            Promise.That(Words.Describe(quick.AsRead) == described, () => $"mapped with origins: {described}, without: {Words.Describe(quick.AsRead)}");
            Promise.That(faults.SequenceEqual(quick.Diagnostics.Select(d => $"{d} {d.Position}")), () => $"told with origins: {string.Join("; ", faults)}, without: {string.Join("; ", quick.Diagnostics)}");
        }

        Promise.That(Wait(reader.ReadAsync(CancellationToken.None)) is null, () => "a message after the end of the file");
        reading.Tell("outside", reader.TakeDiagnostics());
        reading.Account.Add(reader.Counts.ToString());
        Promise.That(content.Given <= bytes.Length + MaxPeek, () => $"{content.Given} bytes were read of a file of {bytes.Length}");
        Promise.That(content.Calls <= (bytes.Length / Math.Min(piece, blockBytes)) + reading.Messages + 64, () => $"{content.Calls} calls for a file of {bytes.Length} bytes");
        return reading;
    }

    private static void Tell(MessageTree tree, Account account)
    {
        account.Add(string.Create(CultureInfo.InvariantCulture, $"{tree.SegmentCount} {tree.Count} {tree.Codec.Name} {tree.DecimalMark} {tree.BreaksOff}"));
        for (int node = 0; node < tree.Count; node++)
        {
            Promise.That(tree.End(node) > node && tree.End(node) <= tree.Count, () => $"node {node} of {tree.Count} ends at {tree.End(node)}");
            int elements = Math.Min(tree.ElementCount(node), MaxElements);
            account.Add(tree.Symbols[tree.Symbol(node)], tree.End(node), elements, tree.PositionOf(node));
            for (int element = 0; element < elements; element++)
            {
                // What does not repeat has nothing at a second place; one look there tells.
                for (int repetition = 0; repetition < 2; repetition++)
                {
                    for (int component = 0; component < (repetition == 0 || tree.IsRepeated(node) ? 3 : 1); component++)
                        Tell(tree, node, new Place(element, component, repetition), account);
                }
            }
        }
    }

    private static void Tell(MessageTree tree, int node, Place place, Account account)
    {
        ReadOnlySpan<byte> value = tree.Value(node, place);
        if (!value.IsEmpty)
            account.Add(value, tree.BytesOf(node, place), tree.PositionOf(node, place));
    }

    /// <summary>What an interchange is answered with is sound itself.</summary>
    private void Acknowledge(Reading reading)
    {
        foreach (InterchangeOutcome outcome in reading.Book.Take(all: true))
        {
            // A name that has no place in the header of an answer is cut short there.
            if (!IsPlain(outcome.Envelope.Sender) || !IsPlain(outcome.Envelope.Receiver) || !IsPlain(outcome.Envelope.InterchangeReference))
                continue;

            byte[][] answers = format switch
            {
                "edifact" => [ControlWriter.Write(outcome, "1", Now)],
                "x12" => [AcknowledgementWriter.Write(outcome, "997", 1, Now), AcknowledgementWriter.Write(outcome, "999", 1, Now)],
                _ => [],
            };
            foreach (byte[] answer in answers)
            {
                Reading again = Syntax(answer);
                Diagnostic? fault = again.Found.Find(d => d.Severity != Severity.Information);
                Promise.That(fault is null, () => $"the answer is wrong: {fault}: {Words.Show(answer)}");
            }
        }
    }

    private static bool IsPlain(string? text) => !string.IsNullOrEmpty(text) && text.All(char.IsAsciiLetterOrDigit);

    private Reading Syntax(byte[] bytes)
    {
        IMessageReader reader = Workshops.Find(format)!.Open(new MessageSource { Content = new MemoryStream(bytes), FileName = "answer", SyntaxOnly = true });
        Reading reading = new();
        while (Wait(reader.ReadAsync(CancellationToken.None)) is { } tree)
        {
            reading.Messages++;
            reading.Tell("", tree.Diagnostics);
        }

        reading.Tell("", reader.TakeDiagnostics());
        return reading;
    }

    /// <summary>Bytes in memory are there at once.</summary>
    private static T Wait<T>(ValueTask<T> task)
    {
        Promise.That(task.IsCompleted, () => "reading bytes in memory had to wait");
        return task.GetAwaiter().GetResult();
    }

    /// <summary>What one reading of a file gave.</summary>
    private sealed class Reading
    {
        public Account Account { get; } = new();

        public List<Diagnostic> Found { get; } = [];

        public List<FieldOrigin> Origins { get; } = [];

        public OutcomeBook Book { get; } = new();

        public int Messages { get; set; }

        public void Tell(string where, IReadOnlyList<Diagnostic> diagnostics)
        {
            Found.AddRange(diagnostics);
            if (where == "outside")
                Book.Add(diagnostics);
            if (diagnostics.Count > 0)
                Account.Add(where);
            foreach (Diagnostic d in diagnostics)
                Account.Add(d);
        }
    }
}
