using System.ComponentModel;
using System.Globalization;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;
using WebEdi.Diagnostics;
using WebEdi.Portal.Api.Safety;
using WebEdi.Storage;

namespace WebEdi.Portal.Api.Routes;

/// <summary>Order files in.</summary>
internal static class Intake
{
    private const int MaxKeyLength = 200;

    private static readonly string[] RefusedAtTheDoor =
        [DiagnosticCodes.FileEmpty, DiagnosticCodes.FileTooLarge, DiagnosticCodes.FormatUnknown, DiagnosticCodes.MapUnknown, DiagnosticCodes.MapUnnamed, DiagnosticCodes.MapNotForOrders];

    public static async Task<IResult> PostAsync(
        HttpContext context,
        IEdi edi,
        IOptions<EdiOptions> options,
        RateGate gate,
        [FromQuery, Description("The name of the map that reads the file. Left out: the one that the profile of the key's partner names.")] string? map,
        [FromQuery, Description("utf-8 or cp932. Left out: the encoding of the partner's profile, else the map's, else detected.")] string? encoding,
        [FromQuery, Description("The file's name, for people and for the issues. It is data, never a path.")] string? fileName,
        [FromQuery, Description("true: read, map and check only; answers faults and differences and stores nothing.")] bool? dryRun,
        [FromHeader(Name = "Idempotency-Key"), Description("1-200 visible ASCII characters. The same key with the same body gets the same answer; with another body 422.")] string? idempotencyKey,
        CancellationToken cancellationToken)
    {
        if (CheckRequest(context, encoding, idempotencyKey) is { } refusal)
            return refusal;

        long limit = options.Value.MaxFileBytes;
        if (context.Request.ContentLength > limit)
            return TooLarge(context, limit, fileName);

        ApiCaller caller = ApiCaller.Of(context);
        IngestRequest request = new()
        {
            Tenant = caller.Tenant,
            Map = map,
            FileName = SafeFileName.Clean(fileName, "upload"),
            Partner = caller.Partner,
            Channel = "api",
            TransportId = idempotencyKey,
            Encoding = Normalize(encoding),
            Actor = caller.Actor,
        };

        Stream body = InflatedBody.Open(context.Request);
        await using ConfiguredAsyncDisposable closing = body.ConfigureAwait(false);
        if (dryRun is not true)
            return Answer(context, await edi.IngestAsync(request, body, cancellationToken).ConfigureAwait(false), idempotencyKey);

        if (!gate.TryTake(LimitKind.Costly, "key:" + caller.KeyId, out TimeSpan retryAfter))
            return Problems.TooMany(context, retryAfter);

        DryRunResult trial = await edi.DryRunAsync(request, body, cancellationToken: cancellationToken).ConfigureAwait(false);
        return trial.DetectedFormat is null && IsDoor(trial.Issues)
            ? AtTheDoor(context, trial.Issues)
            : TypedResults.Ok(TrialBody.From(trial, Language.Of(context)));
    }

    private static IResult? CheckRequest(HttpContext context, string? encoding, string? idempotencyKey)
    {
        if (context.Request.HasFormContentType && context.Request.ContentType!.StartsWith("multipart/", StringComparison.OrdinalIgnoreCase))
        {
            return Problems.Answer(
                context, ProblemKind.UnknownFormat, "Send the file itself as the body (curl --data-binary @file), not as a form.",
                "フォームではなく、ファイルそのものを本文として送ってください（curl --data-binary @file）。");
        }

        if (InflatedBody.IsUnknown(context.Request))
            return Problems.Answer(context, ProblemKind.UnknownFormat, "Content-Encoding may be gzip or left out.", "Content-Encoding は gzip か省略のみ使用できます。");

        if (encoding is not null && Normalize(encoding) is null)
            return Problems.Answer(context, ProblemKind.BadRequest, $"The parameter encoding is one of {string.Join(", ", EdiCharacterTables.Encodings)}.", $"encoding には次のいずれかを指定してください: {string.Join(", ", EdiCharacterTables.Encodings)}");

        return idempotencyKey is null || IsKey(idempotencyKey)
            ? null
            : Problems.Answer(context, ProblemKind.BadRequest, "Idempotency-Key has 1-200 visible ASCII characters.", "Idempotency-Key は1～200文字の可視ASCII文字です。");
    }

    private static bool IsKey(string key) => key.Length is >= 1 and <= MaxKeyLength && key.All(c => c is > ' ' and <= '~');

    private static string? Normalize(string? encoding) => encoding?.ToLowerInvariant() switch
    {
        "utf-8" or "utf8" => "utf-8",
        "cp932" or "shift_jis" or "shift-jis" or "sjis" or "windows-31j" or "ms932" => "cp932",
        { } other when EdiCharacterTables.Encodings.Contains(other) => other,
        _ => null,
    };

    private static IResult Answer(HttpContext context, IngestResult result, string? key)
    {
        if (result.Verdict == AcceptanceVerdict.KeyConflict)
        {
            IReadOnlyList<Diagnostic> issues = result.Issues.Any(d => d.Code == DiagnosticCodes.KeyReused)
                ? result.Issues
                : [Diagnostic.Create(DiagnosticCodes.KeyReused, default, found: key)];
            return Problems.Answer(
                context, ProblemKind.KeyReused, "Nothing was stored. Send the same bytes or use a new key.", "何も保存していません。同じ内容か新しいキーを使用してください。", issues);
        }

        if (result.Receipt is not { } receipt)
            return AtTheDoor(context, result.Issues);

        ReceiptBody body = ReceiptBody.From(context, result);
        switch (receipt.State)
        {
            case ReceiptState.Published:
                return TypedResults.Ok(body);
            case ReceiptState.Quarantined:
                // It was taken, is kept, and goes on when a person says so: the sender has nothing to repair.
                return TypedResults.Accepted(body.Links.Self, body);
            case ReceiptState.Refused:
                return Problems.Answer(context, RefusedFile.From(Problems.Describe(
                    context, ProblemKind.Refused, "Nothing of the file was taken; see issues.", "ファイルは取り込まれていません。issues を確認してください。"), body));
            default:
                context.Response.Headers.RetryAfter = "2";
                return TypedResults.Accepted(body.Links.Self, body);
        }
    }

    private static bool IsDoor(IReadOnlyList<Diagnostic> issues) => issues.Any(d => RefusedAtTheDoor.Contains(d.Code));

    /// <summary>Refused without being stored: what kind of refusal the first such issue is.</summary>
    private static IResult AtTheDoor(HttpContext context, IReadOnlyList<Diagnostic> issues)
    {
        ProblemKind kind = issues.FirstOrDefault(d => RefusedAtTheDoor.Contains(d.Code))?.Code switch
        {
            DiagnosticCodes.FileTooLarge => ProblemKind.TooLarge,
            DiagnosticCodes.FormatUnknown => ProblemKind.UnknownFormat,
            _ => ProblemKind.Refused,
        };
        return Problems.Answer(context, kind, "The file was not accepted and is not stored; see issues.", "ファイルは受け付けられず、保存もされていません。issues を確認してください。", issues);
    }

    private static IResult TooLarge(HttpContext context, long limit, string? fileName) => AtTheDoor(context,
    [
        Diagnostic.Create(
            DiagnosticCodes.FileTooLarge,
            new SourcePosition(SafeFileName.Clean(fileName, "upload"), 0, 0),
            found: context.Request.ContentLength?.ToString(CultureInfo.InvariantCulture),
            expected: Expect.Value(limit)),
    ]);
}
