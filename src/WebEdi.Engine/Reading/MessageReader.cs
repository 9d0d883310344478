using System.Runtime.CompilerServices;

using WebEdi.Diagnostics;
using WebEdi.Engine.Formats;
using WebEdi.Engine.Formats.Csv;
using WebEdi.Engine.Formats.FixedLength;
using WebEdi.Engine.Text;
using WebEdi.Formats;

namespace WebEdi.Engine.Reading;

/// <summary>Reads the syntax of a file: once over it to learn what it is, then again for its segments.</summary>
internal sealed partial class MessageReader(ReadingLimits? limits = null)
{
    /// <summary>How many rows are handed out at once: few enough that what was read of them is at hand when they are mapped, and that few documents wait for the next step.</summary>
    private const int AtOnce = 48;

    private readonly ReadingLimits _limits = limits ?? new ReadingLimits();

    /// <summary>Gets the names of all formats.</summary>
    public static IReadOnlyList<string> Formats => ["csv", "fixed", .. Workshops.Names];

    /// <summary>Recognises a format from the first bytes.</summary>
    /// <param name="head">At most 64 kB from the start of the file.</param>
    /// <param name="match">How sure that is, and why.</param>
    /// <returns>The likeliest format; null when nothing recognises them.</returns>
    public static string? Recognise(ReadOnlySpan<byte> head, out FormatMatch match)
    {
        IWorkshop? workshop = Workshops.Recognise(head, out match);
        if (match.Confidence == Workshops.Certain)
            return workshop!.Detector.Format;

        FormatMatch rows = new CsvDetector().Match(head);
        FormatMatch records = rows.Confidence > 0 ? new FixedLengthDetector().Match(head) : default;
        if (records.Confidence > Math.Max(rows.Confidence, match.Confidence))
        {
            match = records;
            return "fixed";
        }

        if (rows.Confidence <= match.Confidence)
            return workshop?.Detector.Format;

        match = rows;
        return "csv";
    }

    /// <summary>Goes over the whole file once: format, encoding, columns, keys that do not stand together.</summary>
    /// <param name="content">The file, seekable; left anywhere.</param>
    /// <param name="fileName">Its name, for positions.</param>
    /// <param name="plan">What the map asks for.</param>
    /// <param name="encoding">The encoding fixed by the sender (utf-8, cp932); null: the map's, else found in the bytes.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <returns>What was found, or why nothing of the file can be taken.</returns>
    public async Task<Result<FileSurvey>> SurveyAsync(
        Stream content, string fileName, ReadingPlan plan, string? encoding, CancellationToken cancellationToken)
    {
        byte[] head = await FileHead.ReadAsync(content, cancellationToken).ConfigureAwait(false);
        if (plan.Records?.Columns is { } delimited)
            return await SurveyRecordsAsync(content, head, fileName, plan, delimited, encoding, cancellationToken).ConfigureAwait(false);
        if (plan.IsTree)
            return MessageDoor.Look(head, fileName, encoding, plan);
        if (plan.Format == "fixed")
            return await SurveyFixedAsync(content, head, fileName, plan, encoding, cancellationToken).ConfigureAwait(false);

        Door door = Door.Look(head, fileName, encoding, plan.Codec, plan.Separator, plan.Quote);
        if (door.Refusal is { } refusal)
            return new Result<FileSurvey>([refusal]);

        ColumnSet columns = await ReadHeaderAsync(content, fileName, plan, door, cancellationToken).ConfigureAwait(false);
        if (columns.Refusal is { } noHeader)
            return new Result<FileSurvey>([noHeader]);

        // The rest of the pass needs to know which element holds the order number, and that can depend on the encoding of the header line.
        TextCodec assumed = door.Codec ?? columns.BetterFor(plan);
        Pass pass = await PassAsync(content, fileName, plan, door, columns, assumed, cancellationToken).ConfigureAwait(false);
        if (pass.Refusal is { } rubbish)
            return new Result<FileSurvey>([rubbish]);

        (TextCodec codec, string evidence) = door.Codec is { } given ? (given, door.Evidence) : columns.Choose(plan, pass.Evidence);
        Columns resolved = columns.Resolve(plan, codec);
        if (resolved.Faults.Count > 0)
            return new Result<FileSurvey>(resolved.Faults);

        if (codec != assumed && !columns.Resolve(plan, assumed).ElementOf.SequenceEqual(resolved.ElementOf))
            pass = await PassAsync(content, fileName, plan, door, columns, codec, cancellationToken).ConfigureAwait(false);

        if (pass.Check(fileName, _limits) is { } fault)
            return new Result<FileSurvey>([fault]);

        return new Result<FileSurvey>(new FileSurvey
        {
            FileName = fileName,
            Plan = plan,
            Codec = codec,
            SourceCodec = door.Source,
            Evidence = evidence,
            BomLength = door.BomLength,
            Header = resolved.Names,
            ElementOf = resolved.ElementOf,
            ElementCount = columns.Count,
            Segments = pass.Segments,
            Scattered = pass.Scattered,
            Diagnostics = door.Warnings,
        });
    }

    /// <summary>Reads the data segments in bounded blocks.</summary>
    /// <param name="content">The same bytes.</param>
    /// <param name="survey">What was found.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <returns>The blocks; each is valid until the next one is asked for.</returns>
    public async IAsyncEnumerable<SegmentBlock> ReadAsync(
        Stream content, FileSurvey survey, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        BlockReader reader = survey.Plan.Format == "fixed"
            ? OpenFixed(content, survey.FileName, survey.Plan, survey.Codec, survey.BomLength)
            : await OpenDataAsync(content, survey, cancellationToken).ConfigureAwait(false);
        reader.Codec = survey.Codec;
        while (await reader.ReadAsync(AtOnce, cancellationToken).ConfigureAwait(false) is { } block)
            yield return block;
    }

    /// <summary>Reads messages, one at a time.</summary>
    /// <param name="content">The same bytes.</param>
    /// <param name="survey">What was found.</param>
    /// <param name="outside">What is found outside of messages is added here.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <returns>The messages; each is valid until the next one is asked for.</returns>
    /// <param name="tolerances">The faults that pass with a warning.</param>
    /// <param name="counted">Told what has been counted, after every message and at the end.</param>
    /// <param name="opened">Told the header of every interchange and the byte at which it begins.</param>
    /// <param name="symbols">Names that are known already; null: none.</param>
    public async IAsyncEnumerable<MessageTree> ReadMessagesAsync(
        Stream content, FileSurvey survey, List<Diagnostic> outside, Tolerances tolerances, Action<ReadingCounts>? counted,
        [EnumeratorCancellation] CancellationToken cancellationToken, Action<Envelope, long>? opened = null, SymbolTable? symbols = null)
    {
        content.Position = survey.BomLength;
        IMessageReader messages = Workshops.Find(survey.Plan.Format)!.Open(new MessageSource
        {
            Content = content,
            FileName = survey.FileName,
            Codec = survey.FixedCodec,
            SourceCodec = survey.SourceCodec,
            MessageTypes = survey.Plan.MessageTypes,
            Records = survey.Plan.Records,
            Limits = _limits.Message,
            Tolerances = tolerances,
            Opened = opened,
            Symbols = symbols,
        });
        while (await messages.ReadAsync(cancellationToken).ConfigureAwait(false) is { } message)
        {
            outside.AddRange(messages.TakeDiagnostics());
            counted?.Invoke(messages.Counts);
            yield return message;
        }

        outside.AddRange(messages.TakeDiagnostics());
        counted?.Invoke(messages.Counts);
    }

    private async Task<CsvReader> OpenDataAsync(Stream content, FileSurvey survey, CancellationToken cancellationToken)
    {
        CsvReader reader = await OpenAsync(content, survey.FileName, survey.Plan, survey.BomLength, survey.SourceCodec, cancellationToken).ConfigureAwait(false);
        if (survey.Plan.Header)
            await reader.ReadAsync(1, cancellationToken).ConfigureAwait(false);

        reader.ExpectedElements = survey.ElementCount;
        return reader;
    }

    private async Task<CsvReader> OpenAsync(
        Stream content, string fileName, ReadingPlan plan, int bomLength, TextCodec? source, CancellationToken cancellationToken, IByteObserver? observer = null)
    {
        content.Position = bomLength;
        Stream bytes = source is null ? content : new TranscodingStream(content, source);
        long offset = source is null ? bomLength : BlockReader.UnknownOffset;
        CsvReader reader = new(bytes, fileName, new CsvOptions { Separator = plan.Separator, Quote = plan.Quote, BlockBytes = _limits.BlockBytes }, offset) { Observer = observer, Recycles = true };
        await reader.SkipLinesAsync(plan.SkipLines, cancellationToken).ConfigureAwait(false);
        return reader;
    }

    private async Task<ColumnSet> ReadHeaderAsync(Stream content, string fileName, ReadingPlan plan, Door door, CancellationToken cancellationToken)
    {
        CsvReader reader = await OpenAsync(content, fileName, plan, door.BomLength, door.Source, cancellationToken).ConfigureAwait(false);
        SegmentBlock? first = await reader.ReadAsync(1, cancellationToken).ConfigureAwait(false);
        return ColumnSet.Read(first, fileName, plan);
    }

    private async Task<Pass> PassAsync(
        Stream content, string fileName, ReadingPlan plan, Door door, ColumnSet columns, TextCodec assumed, CancellationToken cancellationToken)
    {
        EncodingEvidence evidence = new(isSettled: door.Codec is not null);
        CsvReader reader = await OpenAsync(content, fileName, plan, door.BomLength, door.Source, cancellationToken, evidence).ConfigureAwait(false);
        if (plan.Header)
            await reader.ReadAsync(1, cancellationToken).ConfigureAwait(false);

        reader.ExpectedElements = columns.Count;
        Columns resolved = columns.Resolve(plan, assumed);
        SegmentKeys? keys = resolved.Faults.Count == 0 ? new SegmentKeys(plan, resolved.ElementOf, assumed) : null;
        reader.AskedElements = keys?.Width ?? 0;
        KeyCensus census = new();
        int segments = 0;
        while (await reader.ReadAsync(int.MaxValue, cancellationToken).ConfigureAwait(false) is { } block)
        {
            if (evidence.FirstNul >= 0)
                return new Pass(evidence, 0, census.Complete(), census.Keys) { Refusal = Nul(fileName, evidence.FirstNul, door.Source) };

            segments += keys is null ? block.Count : Count(block, keys, census);
            if (census.Keys > _limits.MaxKeys)
                break;
        }

        return new Pass(evidence, segments, census.Complete(), census.Keys)
        {
            Refusal = evidence.FirstNul >= 0 ? Nul(fileName, evidence.FirstNul, door.Source) : null,
        };
    }

    private static int Count(SegmentBlock block, SegmentKeys keys, KeyCensus census)
    {
        int chosen = 0;
        for (int i = 0; i < block.Count; i++)
        {
            if (!keys.IsChosen(block, i))
                continue;

            chosen++;
            ReadOnlySpan<byte> key = keys.Read(block, i);
            if (!key.IsEmpty)
                census.Add(key);
        }

        return chosen;
    }

    /// <summary>Tells a zero byte in a file of text.</summary>
    /// <param name="fileName">The file.</param>
    /// <param name="offset">Where it stands.</param>
    /// <param name="source">The encoding of the file where it was decoded before it was looked at: then the place in the file is not known.</param>
    internal static Diagnostic Nul(string fileName, long offset, TextCodec? source = null) => Diagnostic.Create(
        DiagnosticCodes.NulFound,
        new SourcePosition(fileName, 0, 0, Offset: source is null ? offset : -1),
        found: source is null ? offset.ToString(System.Globalization.CultureInfo.InvariantCulture) : "?");

    /// <summary>What one pass over all bytes found.</summary>
    private sealed record Pass(EncodingEvidence Evidence, int Segments, IReadOnlyDictionary<ulong, int> Scattered, int Keys)
    {
        public Diagnostic? Refusal { get; init; }

        public Diagnostic? Check(string fileName, ReadingLimits limits)
        {
            SourcePosition file = new(fileName, 0, 0);
            if (Segments == 0)
                return Diagnostic.Create(DiagnosticCodes.FileEmpty, file);
            if (Keys > limits.MaxKeys)
                return Diagnostic.Create(DiagnosticCodes.TooManyOrders, file, found: Text(Keys), expected: Expect.Value(limits.MaxKeys));

            int scattered = Scattered.Values.Sum();
            return scattered > limits.MaxScatteredSegments
                ? Diagnostic.Create(DiagnosticCodes.TooScattered, file, found: Text(scattered), expected: Expect.Value(limits.MaxScatteredSegments))
                : null;
        }

        private static string Text(int number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);
    }
}
