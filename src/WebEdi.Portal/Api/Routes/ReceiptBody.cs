using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Microsoft.AspNetCore.Http;
using WebEdi.Storage;

namespace WebEdi.Portal.Api.Routes;

/// <summary>A received file and what became of it.</summary>
internal sealed record ReceiptBody
{
    [Description("Names the receipt; ask for it again with GET /receipts/{receiptId}.")]
    public required string ReceiptId { get; init; }

    [Description("new, duplicate (taken before), joined (the same file is in work or held), refusedBefore or held (a repeat that waits for a person). Only on the answer to the file itself.")]
    public AcceptanceVerdict? Verdict { get; init; }

    [Description("accepted and processing: in work. published: its good orders are taken. refused: nothing of it is taken. quarantined: a person must look.")]
    public required ReceiptState State { get; init; }

    [Description("What became of the orders and rows, so far.")]
    public required ReceiptCounts Counts { get; init; }

    [Description("The format and encoding found, for instance \"csv, cp932\".")]
    public string? DetectedFormat { get; init; }

    public required string FileName { get; init; }

    public required string Map { get; init; }

    public required int MapVersion { get; init; }

    [Description("The version of the partner's profile that was applied; 0: it has none.")]
    public required int ProfileVersion { get; init; }

    [Description("The versions of the tables in which the map looked values up: items=3,units=1.")]
    public required string TableVersions { get; init; }

    [Description("The receipt that brought the same bytes before.")]
    public string? RepeatOf { get; init; }

    [Description("The sending system, as its API key or folder says.")]
    public required string Partner { get; init; }

    [Description("api, folder, portal or library.")]
    public required string Channel { get; init; }

    public required DateTimeOffset ReceivedAt { get; init; }

    public DateTimeOffset? FinishedAt { get; init; }

    [Description("Faults and notes, at most 1,000; the counts tell the rest. Left out of lists.")]
    public IReadOnlyList<Issue>? Issues { get; init; }

    public required ReceiptLinks Links { get; init; }

    public static ReceiptBody From(HttpContext context, IngestResult result) => From(context, result.Receipt!) with
    {
        Verdict = result.Verdict,
        Issues = Issue.From(result.Issues, Language.Of(context)),
    };

    public static ReceiptBody From(HttpContext context, Receipt receipt) => new()
    {
        ReceiptId = receipt.Id,
        State = receipt.State,
        Counts = receipt.Counts,
        DetectedFormat = receipt.DetectedFormat,
        FileName = receipt.File.FileName,
        Map = receipt.File.MapName,
        MapVersion = receipt.File.MapVersion,
        ProfileVersion = receipt.File.ProfileVersion,
        TableVersions = receipt.File.TableVersions,
        RepeatOf = receipt.RepeatOf,
        Partner = receipt.File.Partner,
        Channel = receipt.File.Channel,
        ReceivedAt = receipt.File.ReceivedAt,
        FinishedAt = receipt.FinishedAt,
        Links = ReceiptLinks.To(context, receipt.Id),
    };
}

/// <summary>Where to go on.</summary>
internal sealed record ReceiptLinks(string Self, string Result)
{
    public static ReceiptLinks To(HttpContext context, string id)
    {
        string self = $"{context.Request.PathBase}/api/v1/receipts/{Uri.EscapeDataString(id)}";
        return new ReceiptLinks(self, self + "/result");
    }
}

/// <summary>A file that was stored and then refused for its content: problem details, and what a receipt says.</summary>
internal sealed record RefusedFile : Problem
{
    [SetsRequiredMembers]
    private RefusedFile(Problem problem)
        : base(problem)
    {
    }

    public string? ReceiptId { get; init; }

    public AcceptanceVerdict? Verdict { get; init; }

    public ReceiptState? State { get; init; }

    public ReceiptCounts? Counts { get; init; }

    public string? DetectedFormat { get; init; }

    public ReceiptLinks? Links { get; init; }

    public static RefusedFile From(Problem problem, ReceiptBody receipt) => new(problem)
    {
        Issues = receipt.Issues ?? [],
        ReceiptId = receipt.ReceiptId,
        Verdict = receipt.Verdict,
        State = receipt.State,
        Counts = receipt.Counts,
        DetectedFormat = receipt.DetectedFormat,
        Links = receipt.Links,
    };
}

/// <summary>What would become of a file.</summary>
internal sealed record TrialBody(
    [property: Description("The format and encoding found.")] string? DetectedFormat,
    [property: Description("What would be counted.")] ReceiptCounts Counts,
    [property: Description("Faults, at most 1,000.")] IReadOnlyList<Issue> Issues,
    [property: Description("The first 200 orders.")] IReadOnlyList<TrialOrder> Orders)
{
    public static TrialBody From(DryRunResult result, CultureInfo language) => new(
        result.DetectedFormat,
        result.Counts,
        Issue.From(result.Issues, language),
        [.. result.Orders.Select(o => new TrialOrder(o.Order.Number, o.Verdict, o.Differences, o.Order))]);
}

/// <summary>An order of a dry run.</summary>
internal sealed record TrialOrder(
    string Number,
    [property: Description("created, changed, unchanged, outdated or refused.")] MessageVerdict Verdict,
    [property: Description("Field by field, for an order that is stored already.")] IReadOnlyList<FieldDifference> Differences,
    Documents.Order Order);
