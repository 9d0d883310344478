using System.Globalization;
using System.Collections.Concurrent;
using System.Text.Json;
using WebEdi.Diagnostics;
using WebEdi.Documents;
using WebEdi.Engine;
using WebEdi.Engine.Mapping;
using WebEdi.Engine.Writing;
using WebEdi.Engine.Writing.Tree;

namespace WebEdi;

/// <summary>Writes documents to a file with the map that reads such files: EDIFACT, X12, UBL, JSON, CSV, fixed positions, records of several types, or canonical JSON.</summary>
/// <remarks>Counts and references are set by the writer. What the file cannot say is told in <see cref="Losses"/>. One file at a time.</remarks>
public sealed class EdiFileWriter
{
    /// <summary>The name, in place of a map, of canonical documents, one a line.</summary>
    public const string Json = "json";

    private const int LongestIdentification = 35;
    private const int LongestX12Identification = 15;

    private static readonly ConcurrentDictionary<string, FilePlan> ReadyMade = new(StringComparer.Ordinal);
    private static readonly byte[] LineEnd = [(byte)'\n'];

    private readonly EdiWriteOptions _options;
    private readonly FilePlan? _plan;
    private LossBook _losses;

    /// <summary>Makes a writer.</summary>
    /// <param name="options">How to write.</param>
    /// <exception cref="ArgumentException">An option cannot stand in such a file, or the map cannot be turned round; the message says which.</exception>
    /// <exception cref="EdiFormatException">The map is wrong; the exception carries every diagnostic.</exception>
    public EdiFileWriter(EdiWriteOptions options)
        : this(options, PlanOf(options))
    {
    }

    /// <summary>Makes a writer with a map that is turned round already.</summary>
    internal EdiFileWriter(EdiWriteOptions options, FilePlan? plan)
    {
        _options = options;
        _losses = new LossBook(options.MaxLosses);
        _plan = plan;
        if (plan?.Segments is not null)
            Check(options, plan.Format);
    }

    /// <summary>Gets what the documents say and the file does not; the first ones, as many as the options want.</summary>
    public IReadOnlyList<WriteLoss> Losses => _losses.Losses;

    /// <summary>Gets how much was lost, those losses included that are not kept.</summary>
    public long LossCount => _losses.Count;

    /// <summary>Gets how many documents have been written.</summary>
    public int Documents => _losses.Documents;

    /// <summary>Writes documents as one file.</summary>
    /// <param name="documents">The documents, all of the kind that the map is for; of any kinds as canonical JSON.</param>
    /// <param name="output">Where they go.</param>
    /// <param name="cancellationToken">Stops writing.</param>
    public Task WriteAsync(IAsyncEnumerable<IEdiDocument> documents, Stream output, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(documents);
        ArgumentNullException.ThrowIfNull(output);

        return WriteAsync(documents.Select(d => (d, (EdiMessage?)null)), output, cancellationToken);
    }

    /// <summary>Writes the documents of messages as one file, with the segments that the map did not read (<see cref="EdiReadOptions.KeepSegments"/>) where they stood.</summary>
    /// <param name="messages">The messages; each has a document of the kind that the map is for.</param>
    /// <param name="output">Where they go.</param>
    /// <param name="cancellationToken">Stops writing.</param>
    public Task WriteAsync(IAsyncEnumerable<EdiMessage> messages, Stream output, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(messages);
        ArgumentNullException.ThrowIfNull(output);

        return WriteAsync(messages.Select(m => (m.Document ?? throw new ArgumentException($"The message {m.MessageReference} has no document.", nameof(messages)), (EdiMessage?)m)), output, cancellationToken);
    }

    private async Task WriteAsync(IAsyncEnumerable<(IEdiDocument Document, EdiMessage? Message)> documents, Stream output, CancellationToken cancellationToken)
    {

        _losses = new LossBook(_options.MaxLosses);
        if (_plan is null)
        {
            await foreach ((IEdiDocument document, EdiMessage? message) in documents.WithCancellation(cancellationToken).ConfigureAwait(false))
            {
                _losses.Begin(document.Number);
                TellKept(message);
                await JsonSerializer.SerializeAsync(output, document, DocumentJson.TypeOf(document), cancellationToken).ConfigureAwait(false);
                await output.WriteAsync(LineEnd, cancellationToken).ConfigureAwait(false);
            }

            return;
        }

        using IDocumentFileWriter writer = _plan.Open(_options, _losses);
        writer.Begin();
        await foreach ((IEdiDocument document, EdiMessage? message) in documents.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            if (document.GetType() != _plan.Kind.Type)
                throw new ArgumentException($"The map {_options.Map} is for documents of the kind {_plan.Kind.Name}; {document.Number} is a {document.GetType().Name}.", nameof(documents));

            // Segments go back to the map that did not read them; what becomes of them elsewhere nobody knows.
            bool isSame = writer is IKeepsSegments && message is not null && message.Map == _options.Map;
            if (isSame)
                ((IKeepsSegments)writer).Keep(message!.KeptSegments);
            ReadOnlyMemory<byte> bytes = writer.Write(document);
            TellKept(isSame ? message! with { KeptSegments = [] } : message);
            if (!bytes.IsEmpty)
                await output.WriteAsync(bytes, cancellationToken).ConfigureAwait(false);
        }

        await output.WriteAsync(writer.End(), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Writes documents as one file.</summary>
    /// <param name="documents">The documents, all of the kind that the map is for; of any kinds as canonical JSON.</param>
    /// <param name="output">Where they go.</param>
    /// <param name="cancellationToken">Stops writing.</param>
    public Task WriteAsync(IEnumerable<IEdiDocument> documents, Stream output, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(documents);
        return WriteAsync(documents.ToAsyncEnumerable(), output, cancellationToken);
    }

    private void TellKept(EdiMessage? message)
    {
        foreach (EdiKeptSegment segment in message?.KeptSegments ?? [])
            _losses.Add(segment.Tag, segment.Text, WriteLossReason.NoPlaceInMap);
        if (message is { SegmentsLeftOut: > 0 and int more })
            _losses.Add("segments", more.ToString(System.Globalization.CultureInfo.InvariantCulture), WriteLossReason.NoPlaceLeft);
    }

    private static FilePlan? PlanOf(EdiWriteOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);

        if (options is { Map: Json, MapJson: null })
            return null;
        if (options.MapJson is { } json)
            return Compile(options.Map, json, options.Tables);

        return ReadyMadeMap.Find(options.Map) is { } text
            ? ReadyMade.GetOrAdd(options.Map, static (name, own) => Compile(name, own, []), text)
            : throw new ArgumentException($"There is no map {options.Map}; expected {Json}, {string.Join(", ", ReadyMadeMap.Names)}.", nameof(options));
    }

    private static FilePlan Compile(string name, string json, IReadOnlyList<EdiTable> tables)
    {
        CompiledMap map = MapCompiler.Compile(name, 0, json, Vocabulary.Instance, isTrusted: ReadyMadeMaps.IsOurs(name, json), tools: EngineTools.With(EdiTable.SetOf(tables))).GetValueOrThrow();
        SourcePosition at = new(name, 0, 0);
        if (map.Writes)
            throw new EdiFormatException([Diagnostic.Create(DiagnosticCodes.MapTarget, at, "read", expected: Expect.OnlyInMapsWith("read"))]);

        return FilePlan.Of(map.Inbound)
            ?? throw new ArgumentException($"The map {name} cannot be turned round; expected one for messages of EDIFACT or X12 whose structure is known, for UBL, cXML, SAP IDoc, SME Common EDI, JSON, CSV, fixed positions or records of several types.");
    }

    /// <summary>Finds what a file cannot say about itself.</summary>
    /// <param name="options">What it shall say.</param>
    /// <param name="format">edifact or x12.</param>
    /// <returns>The option, what it is and what is expected; null: nothing is wrong.</returns>
    internal static (string Option, string Found, string Expected)? FindFault(EdiWriteOptions options, string format)
    {
        bool isX12 = format == "x12";
        (int shortest, int longest) = isX12 ? (2, LongestX12Identification) : (1, LongestIdentification);
        int qualifier = isX12 ? 2 : 4;
        string identification = $"{shortest} to {longest} printable characters";

        if (!IsText(options.Sender, shortest, longest, isX12))
            return (nameof(options.Sender), options.Sender, identification);
        if (!IsText(options.Receiver, shortest, longest, isX12))
            return (nameof(options.Receiver), options.Receiver, identification);
        if (options.SenderQualifier is { } ofSender && !IsText(ofSender, 1, qualifier, isX12))
            return (nameof(options.SenderQualifier), ofSender, $"at most {qualifier} characters");
        if (options.ReceiverQualifier is { } ofReceiver && !IsText(ofReceiver, 1, qualifier, isX12))
            return (nameof(options.ReceiverQualifier), ofReceiver, $"at most {qualifier} characters");
        if (isX12 ? options.Reference is not { Length: >= 1 and <= 9 } || !options.Reference.All(char.IsAsciiDigit) : options.Reference is not { Length: >= 1 and <= 14 } || !options.Reference.All(char.IsAsciiLetterOrDigit))
            return (nameof(options.Reference), options.Reference, isX12 ? "a number of at most nine digits" : "at most 14 letters and digits");
        if (options.SyntaxVersion is not (3 or 4))
            return (nameof(options.SyntaxVersion), options.SyntaxVersion.ToString(CultureInfo.InvariantCulture), "3 or 4");
        if (options.Syntax is not ("UNOA" or "UNOB" or "UNOC" or "UNOW" or "UNOY"))
            return (nameof(options.Syntax), options.Syntax, "UNOA, UNOB, UNOC, UNOW or UNOY");

        (int least, int most) = isX12 ? (6, 12) : (3, 7);
        return options.Version is not { } version || (version.Length >= least && version.Length <= most && version.All(char.IsAsciiLetterOrDigit))
            ? null
            : (nameof(options.Version), version, isX12 ? "a version such as 004010" : "a directory such as D96A");
    }

    private static void Check(EdiWriteOptions options, string format)
    {
        if (FindFault(options, format) is { } fault)
            throw new ArgumentException($"{fault.Option}: expected {fault.Expected}.");
    }


    private static bool IsText(string? text, int shortest, int longest, bool isX12) =>
        text is not null && text.Length >= shortest && text.Length <= longest && text.All(c => c is >= ' ' and <= '~') && !(isX12 && text.AsSpan().ContainsAny("*>^~")) && text.Trim() == text;
}
