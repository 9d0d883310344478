using System.Globalization;
using WebEdi.Diagnostics;
using WebEdi.Documents;
using WebEdi.Engine.Mapping;
using WebEdi.Engine.Partners;
using WebEdi.Engine.Text;
using WebEdi.Storage;

namespace WebEdi.Engine.Writing;

/// <summary>How replies become a file: in the layout of a map for writing, or as the messages that a map for order responses reads (ORDRSP, 855, OrderResponse).</summary>
internal sealed class ReplyForm
{
    /// <summary>Who sends such messages where the partner's profile does not say it.</summary>
    private const string Sender = "WEBEDI";

    /// <summary>UN/EDIFACT 0007: an identification of GS1. X12 has none for it (I05 14 is a D-U-N-S number with suffix) and says ZZ.</summary>
    private const string GlobalCodeQualifier = "14";

    private const string Kind = "orderResponse";

    private const int MaxLosses = 1_000;
    private const int LastNumber = 999_999_999;

    private readonly string _map;
    private readonly OutboundPlan? _rows;
    private readonly FilePlan? _messages;
    private readonly string _tenantId;
    private readonly TenantProfile? _tenant;
    private readonly InterchangeProfile _interchange;

    private ReplyForm(string map, OutboundPlan? rows, FilePlan? messages, string tenantId, TenantProfile? tenant, InterchangeProfile interchange) =>
        (_map, _rows, _messages, _tenantId, _tenant, _interchange) = (map, rows, messages, tenantId, tenant, interchange);

    /// <summary>Gets a value indicating whether files are made of one reply each, as systems expect that read XML.</summary>
    public bool IsOneAFile => _messages is { Format: "xml" };

    /// <summary>Gets the end of the file's name, with its dot.</summary>
    public string Extension => _messages?.Format switch
    {
        null => _rows!.Layout is null ? ".csv" : ".dat",
        "edifact" or "x12" => ".edi",
        "xml" => ".xml",
        "json" => ".json",
        "csv" => ".csv",
        _ => ".dat",
    };

    /// <summary>Gets the media type (RFC 4180, RFC 1767, RFC 7303).</summary>
    public string ContentType => _messages?.Format switch
    {
        null when _rows!.Layout is null => $"text/csv; charset={(_rows.Codec == TextCodec.Cp932 ? "shift_jis" : "utf-8")}; header={(_rows.Header ? "present" : "absent")}",
        "edifact" => "application/EDIFACT",
        "x12" => "application/EDI-X12",
        "xml" => "application/xml",
        "json" => "application/x-ndjson",
        _ => "application/octet-stream",
    };

    /// <summary>Makes the form that a map describes.</summary>
    /// <param name="map">The map; null: the built-in layout.</param>
    /// <param name="tenantId">The tenant, which stands for a buyer without a code.</param>
    /// <param name="tenant">The buyer; null: nothing is known of it.</param>
    /// <param name="interchange">What interchanges say about themselves.</param>
    /// <exception cref="EdiSetupException">The map writes no replies.</exception>
    public static ReplyForm Of(CompiledMap? map, string tenantId, TenantProfile? tenant, InterchangeProfile interchange)
    {
        if (map is null or { Writes: true })
            return new ReplyForm(map?.Name ?? "", map?.Outbound ?? ReplyCsvWriter.BuiltIn, null, tenantId, tenant, interchange);
        if (map.Inbound.Kind.Type != typeof(OrderResponse))
            throw new EdiSetupException($"The map '{map.Name}' is for documents of the kind {map.Inbound.Kind.Name}; expected one that writes replies, or one for documents of the kind {Kind}.");
        return FilePlan.Of(map.Inbound) is { } plan
            ? new ReplyForm(map.Name, null, plan, tenantId, tenant, interchange)
            : throw new EdiSetupException($"The map '{map.Name}' cannot be turned round to write.");
    }

    /// <summary>Writes replies. The same replies make the same file.</summary>
    /// <param name="items">The replies, in the order of the feed.</param>
    /// <param name="output">Where; left open.</param>
    /// <param name="cancellationToken">Stops writing.</param>
    /// <returns>What the file cannot carry; empty when all is well. With an error nothing is to be handed out.</returns>
    public async Task<IReadOnlyList<Diagnostic>> WriteAsync(IReadOnlyList<ReplyFeedItem> items, Stream output, CancellationToken cancellationToken)
    {
        if (_messages is null)
            return await ReplyCsvWriter.WriteAsync(items, _rows!, output, cancellationToken).ConfigureAwait(false);
        if (items.Count == 0)
            return [];
        if (_messages.Elements is { HoldsOne: true } && items.Count > 1)
            return [Diagnostic.Create(DiagnosticCodes.OneDocumentOnly, default, _map, items.Count.ToString(CultureInfo.InvariantCulture), Expect.Value(1))];

        EdiWriteOptions options = OptionsFor(items[^1], items[0].Order.Buyer ?? _tenant?.Buyer);
        if (_messages.Segments is not null && EdiFileWriter.FindFault(options, _messages.Format) is { } fault)
            return [Diagnostic.Create(DiagnosticCodes.PatternMismatch, default, PlaceOf(fault.Option), fault.Found, Expect.Value(fault.Expected))];

        EdiFileWriter writer = new(options, _messages);
        await writer.WriteAsync(items.Select(i => ReplyLines.Complete(i, _tenant?.Buyer)), output, cancellationToken).ConfigureAwait(false);
        return [.. writer.Losses.Select(ToDiagnostic)];
    }

    private EdiWriteOptions OptionsFor(ReplyFeedItem last, Party? buyer)
    {
        EdiWriteOptions options = new()
        {
            Map = _map,
            Reference = (((last.Position - 1) % LastNumber) + 1).ToString(CultureInfo.InvariantCulture),
            PreparedAt = InZone(last.Response.RespondedAt.GetValueOrDefault(DateTimeOffset.UnixEpoch)),
            MaxLosses = MaxLosses,
        };

        // What is no interchange of segments names the parties of its document.
        if (_messages!.Segments is null)
            return options;

        bool isGlobal = _interchange.Receiver is null && buyer?.GlobalCode is not null;
        return options with
        {
            Sender = _interchange.Sender ?? Sender,
            SenderQualifier = _interchange.SenderQualifier,
            Receiver = _interchange.Receiver ?? buyer?.GlobalCode ?? (string.IsNullOrEmpty(buyer?.Code) ? _tenantId : buyer.Code),
            ReceiverQualifier = _interchange.ReceiverQualifier ?? (_messages.Format == "edifact" && isGlobal ? GlobalCodeQualifier : null),
            Version = _interchange.Version,
            Syntax = _interchange.Syntax ?? options.Syntax,
            SyntaxVersion = _interchange.SyntaxVersion ?? options.SyntaxVersion,
            IsTest = _interchange.IsTest,
            HasLineBreaks = _interchange.HasLineBreaks,
        };
    }

    /// <summary>Where it is said: in the profile of the partner, or who the buyer is.</summary>
    private string PlaceOf(string option) =>
        option == nameof(EdiWriteOptions.Receiver) && _interchange.Receiver is null ? "buyer" : $"interchange.{char.ToLowerInvariant(option[0])}{option[1..]}";

    private DateTimeOffset InZone(DateTimeOffset at) =>
        _tenant is not null && TimeZoneInfo.TryFindSystemTimeZoneById(_tenant.TimeZone, out TimeZoneInfo? zone) ? TimeZoneInfo.ConvertTime(at, zone) : at;

    private static Diagnostic ToDiagnostic(WriteLoss loss) => Diagnostic.Create(
        DiagnosticCodes.ValueNotCarried, default, $"{loss.DocumentNumber}{(loss.Line is null ? "" : $"/{loss.Line}")} {loss.Path}", loss.Value ?? "", Expect.Value(loss.Written ?? "-"));
}
