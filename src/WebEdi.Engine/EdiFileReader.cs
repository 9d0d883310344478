using System.Runtime.CompilerServices;
using WebEdi.Diagnostics;
using WebEdi.Documents;
using WebEdi.Engine;
using WebEdi.Engine.Formats;
using WebEdi.Engine.Mapping;
using WebEdi.Engine.Mapping.Kinds;
using WebEdi.Engine.Reading;
using WebEdi.Engine.Writing.Tree;
using WebEdi.Formats;

namespace WebEdi;

/// <summary>Reads files of every format without a store: what they are, what is in them, what is wrong with them.</summary>
/// <remarks>One file at a time; memory is bounded by the longest message, not by the file.</remarks>
public sealed class EdiFileReader
{
    private readonly EdiReadOptions _options;
    private readonly Tolerances _tolerances;
    private readonly List<Diagnostic> _outside = [];
    private ReadingCounts _counts;
    private int _errors;
    private int _warnings;

    /// <summary>Makes a reader.</summary>
    /// <param name="options">How to read; null: as the file says.</param>
    /// <exception cref="ArgumentException">A tolerance has no such name.</exception>
    public EdiFileReader(EdiReadOptions? options = null)
    {
        _options = options ?? new EdiReadOptions();
        _tolerances = TolerancesOf(_options);
    }

    private Dictionary<string, SegmentKeeper?> Keepers => field ??= new(StringComparer.Ordinal);

    /// <summary>Gets what the file holds; complete when all messages have been read.</summary>
    public EdiFileSummary Summary => new(_counts.Interchanges, _counts.Groups, _counts.Messages, _errors, _warnings);

    /// <summary>Gets what was found outside of messages: envelopes, counts, garbage. Complete when all messages have been read.</summary>
    public IReadOnlyList<Diagnostic> Outside => _outside;

    /// <summary>Recognises the format.</summary>
    /// <param name="content">The file, seekable; left at its first byte.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <returns>The likeliest format and why.</returns>
    public static async Task<FormatFinding> DetectAsync(Stream content, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(content);

        byte[] head = await FileHead.ReadAsync(content, cancellationToken).ConfigureAwait(false);
        string? format = MessageReader.Recognise(head, out FormatMatch match);
        return new FormatFinding(format, match.Confidence, match.Evidence);
    }

    /// <summary>Reads all messages, and the documents in them where a map is for them.</summary>
    /// <param name="content">The file, seekable.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <returns>The messages in the order of the file; of rows, one message per document.</returns>
    /// <exception cref="EdiFormatException">The map is wrong, or nothing of the file can be read; the exception carries every diagnostic.</exception>
    public async IAsyncEnumerable<EdiMessage> ReadAsync(Stream content, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(content);

        CompiledMap? map = _options.MapJson is { } json ? MapCompiler.Compile(_options.MapName, 0, json, Vocabulary.Instance, tools: EngineTools.With(EdiTable.SetOf(_options.Tables))).GetValueOrThrow() : null;
        if (map is { Writes: true })
            throw new EdiFormatException([Diagnostic.Create(DiagnosticCodes.MapTarget, new SourcePosition(_options.MapName, 0, 0), "read", expected: Expect.OnlyInMapsWith("read"))]);

        byte[] head = await FileHead.ReadAsync(content, cancellationToken).ConfigureAwait(false);
        ReadingPlan plan = map?.Reading ?? PlanOf(head);
        MessageReader reader = new();
        Result<FileSurvey> survey = plan is { IsTree: true, Records: null }
            ? MessageDoor.Look(head, _options.FileName, _options.Encoding, plan)
            : await reader.SurveyAsync(content, _options.FileName, plan, _options.Encoding, cancellationToken).ConfigureAwait(false);
        FileSurvey found = survey.GetValueOrThrow();
        Keep(survey.Diagnostics);

        IAsyncEnumerable<EdiMessage> messages = plan.IsTree
            ? ReadMessagesAsync(reader, head.Length == content.Length ? new MemoryStream(head, writable: false) : content, found, map, cancellationToken)
            : ReadRowsAsync(reader, content, found, map, cancellationToken);
        await foreach (EdiMessage message in messages.ConfigureAwait(false))
        {
            Count(message.Diagnostics);
            yield return message;
        }
    }

    /// <summary>Finds the tolerances of some options.</summary>
    /// <exception cref="ArgumentException">One has no such name.</exception>
    internal static Tolerances TolerancesOf(EdiReadOptions options)
    {
        if (options.Tolerances.Count == 0)
            return Tolerances.None;

        string[] unknown = [.. options.Tolerances.Except(Tolerances.Names)];
        return unknown.Length == 0
            ? Tolerances.Of(options.Tolerances)
            : throw new ArgumentException($"There is no tolerance {string.Join(", ", unknown)}; expected {string.Join(", ", Tolerances.Names)}.", nameof(options));
    }

    private ReadingPlan PlanOf(byte[] head)
    {
        if (BlankFile.IsMatch(head))
            throw new EdiFormatException([Diagnostic.Create(DiagnosticCodes.FileEmpty, new SourcePosition(_options.FileName, 0, 0, Offset: 0))]);

        string? format = MessageReader.Recognise(head, out FormatMatch match);
        if (format is null)
        {
            throw new EdiFormatException([Diagnostic.Create(
                DiagnosticCodes.FormatUnknown, new SourcePosition(_options.FileName, 0, 0, Offset: 0), found: match.Evidence, expected: Expect.Names(MessageReader.Formats))]);
        }

        return new ReadingPlan { Format = format, IsTree = format is not ("csv" or "fixed"), Columns = [], KeyColumns = [] };
    }

    private async IAsyncEnumerable<EdiMessage> ReadMessagesAsync(
        MessageReader reader, Stream content, FileSurvey survey, CompiledMap? map, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // Segments are named from a short list that is the same in every file.
        bool isUsual = map is null && !_options.Explain && survey.Plan.Format is ("edifact" or "x12");
        MessageSessions sessions = isUsual ? MessageSessions.Take(_options.MaxLinesPerOrder) : new MessageSessions(_options.MaxLinesPerOrder, _options.Explain);
        (string? lastType, CompiledMap? chosen) = (null, map);
        await foreach (MessageTree tree in reader.ReadMessagesAsync(content, survey, _outside, _tolerances, c => _counts = c, cancellationToken, symbols: sessions.Symbols).ConfigureAwait(false))
        {
            if (map is null && !ReferenceEquals(lastType, tree.Envelope.MessageType))
                (lastType, chosen) = (tree.Envelope.MessageType, ReadyMadeMaps.For(survey.Plan.Format, tree.Envelope.MessageType));

            TreeSession? session = chosen is null ? null : sessions.Of(chosen);
            if (session?.Skip(tree) is { } passedOver)
                Keep([passedOver]);
            else
                yield return WithKept(Make(tree, chosen, session?.Map(tree), asked: map is not null), tree, chosen);
        }

        Count(_outside);
        if (isUsual)
            sessions.Leave();
    }

    private async IAsyncEnumerable<EdiMessage> ReadRowsAsync(
        MessageReader reader, Stream content, FileSurvey survey, CompiledMap? map, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (map is null)
        {
            _counts = new ReadingCounts(0, 0, 1);
            yield return new EdiMessage { Format = survey.Plan.Format, Segments = survey.Segments, Diagnostics = [] };
            yield break;
        }

        MappingSession session = new(map, survey, _options.MaxLinesPerOrder, _options.Explain);
        await foreach (SegmentBlock block in reader.ReadAsync(content, survey, cancellationToken).ConfigureAwait(false))
        {
            foreach (MappedDocument mapped in session.Add(block))
                yield return Make(survey, map, mapped);
        }

        foreach (MappedDocument mapped in session.Complete())
            yield return Make(survey, map, mapped);
    }

    private EdiMessage Make(FileSurvey survey, CompiledMap map, MappedDocument mapped)
    {
        _counts = _counts with { Messages = _counts.Messages + 1 };
        LineFacts? first = mapped.Document is { } document ? map.Kind.First(document) : null;
        return new EdiMessage
        {
            Format = survey.Plan.Format,
            Segments = mapped.Rows,
            Map = map.Name,
            DocumentKind = map.Kind.Name,
            Document = mapped.Document,
            DocumentNumber = mapped.Document?.Number,
            Currency = mapped.Stated?.Currency,
            Buyer = mapped.Stated?.Buyer,
            Supplier = mapped.Stated?.Supplier,
            LineCount = mapped.Document is null ? 0 : map.Kind.CountLines(mapped.Document),
            FirstLine = first is not { } line ? null : new EdiFirstLine(line.Item, line.Quantity, UnitOf(line, map), line.Price),
            Origins = mapped.Origins,
            Diagnostics = mapped.Diagnostics,
        };
    }

    private static EdiMessage Make(MessageTree tree, CompiledMap? map, MappedDocument? mapped, bool asked)
    {
        Envelope envelope = tree.Envelope;
        IEdiDocument? read = mapped?.AsRead;
        LineFacts? first = read is null ? null : map!.Kind.First(read);
        return new EdiMessage
        {
            Format = envelope.Format,
            MessageType = envelope.MessageType,
            Version = envelope.Version,
            InterchangeReference = envelope.InterchangeReference,
            GroupReference = envelope.GroupReference,
            MessageReference = envelope.MessageReference,
            Sender = envelope.Sender,
            Receiver = envelope.Receiver,
            Segments = tree.SegmentCount,
            Map = map?.Name,
            DocumentKind = map?.Kind.Name,
            Document = read,
            DocumentNumber = read is null ? null : envelope.DocumentNumber ?? (read.Number is { Length: > 0 } number ? number : null),
            Currency = mapped?.Stated?.Currency,
            Buyer = mapped?.Stated?.Buyer,
            Supplier = mapped?.Stated?.Supplier,
            LineCount = read is null ? 0 : map!.Kind.CountLines(read),
            FirstLine = first is not { } line ? null : new EdiFirstLine(mapped!.Stated?.FirstItem, line.Quantity, UnitOf(line, map!), line.Price),
            Origins = mapped?.Origins ?? [],

            // What a document must have is for the one to say who asks for it: a message without lines is sound, an order without lines is none.
            Diagnostics = asked && mapped is not null ? mapped.Diagnostics : tree.Diagnostics.Count == 0 ? [] : [.. tree.Diagnostics],
        };
    }

    /// <summary>Gets the unit as the file has it.</summary>
    private static string? UnitOf(in LineFacts line, CompiledMap map) => line.Unit is { } unit && map.Units is { } codes ? codes.Equal(unit) ?? unit : line.Unit;

    private EdiMessage WithKept(EdiMessage message, MessageTree tree, CompiledMap? map)
    {
        if (!_options.KeepSegments || map is null || tree is not SegmentTree segments)
            return message;

        if (!Keepers.TryGetValue(map.Name, out SegmentKeeper? keeper))
            Keepers.Add(map.Name, keeper = SegmentKeeper.Of(map.Inbound, _options.MaxKeptSegments));
        return keeper is null ? message : message with { KeptSegments = keeper.Find(segments), SegmentsLeftOut = keeper.LeftOut };
    }

    private void Keep(IReadOnlyList<Diagnostic> diagnostics) => _outside.AddRange(diagnostics);

    private void Count(IReadOnlyList<Diagnostic> diagnostics)
    {
        foreach (Diagnostic diagnostic in diagnostics)
        {
            _errors += diagnostic.Severity == Severity.Error ? 1 : 0;
            _warnings += diagnostic.Severity == Severity.Warning ? 1 : 0;
        }
    }
}
