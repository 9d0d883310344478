using System.ComponentModel;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using WebEdi.Portal.Api.Safety;
using WebEdi.Storage;

namespace WebEdi.Portal.Api.Routes;

/// <summary>What became of received files.</summary>
internal static class Receipts
{
    public static async Task<IResult> ListAsync(
        HttpContext context,
        IEdi edi,
        [FromQuery, Description("From 1; the default is 1.")] int? page,
        [FromQuery, Description("1-200; the default is 50.")] int? pageSize,
        CancellationToken cancellationToken)
    {
        Paging paging = Paging.Of(page, pageSize, 200);
        Page<Receipt> found = await edi.Store.Inbox.ListAsync(ApiCaller.Of(context).Tenant, paging.Page, paging.Size, cancellationToken).ConfigureAwait(false);
        return TypedResults.Ok(ListBody.Of(found, paging, r => ReceiptBody.From(context, r)));
    }

    public static async Task<IResult> GetAsync(HttpContext context, IEdi edi, [Description("The receipt.")] string id, CancellationToken cancellationToken)
    {
        IngestResult? found = await edi.FindReceiptAsync(ApiCaller.Of(context).Tenant, id, cancellationToken).ConfigureAwait(false);
        return found?.Receipt is null ? Unknown(context) : TypedResults.Ok(ReceiptBody.From(context, found) with { Verdict = null });
    }

    public static async Task<IResult> GetResultAsync(HttpContext context, IEdi edi, [Description("The receipt.")] string id, CancellationToken cancellationToken)
    {
        string tenant = ApiCaller.Of(context).Tenant;
        if (await edi.Store.Inbox.FindAsync(tenant, id, cancellationToken).ConfigureAwait(false) is not { } receipt)
            return Unknown(context);

        if (!receipt.IsFinished)
        {
            context.Response.Headers.RetryAfter = "2";
            return Problems.Answer(context, ProblemKind.NotFinished, "The result is there when the receipt is finished.", "処理が終わると結果を取得できます。");
        }

        string name = $"{Path.GetFileNameWithoutExtension(receipt.File.FileName)}-result.csv";
        context.Response.ContentType = "text/csv; charset=utf-8; header=present";
        context.Response.Headers.ContentDisposition = SafeFileName.Attachment(name);
        await edi.WriteResultAsync(tenant, receipt.Id, context.Response.Body, Language.Of(context).TwoLetterISOLanguageName, cancellationToken).ConfigureAwait(false);
        return TypedResults.Empty;
    }

    public static async Task<IResult> GetAcknowledgementAsync(HttpContext context, IEdi edi, [Description("The receipt.")] string id, CancellationToken cancellationToken)
    {
        string tenant = ApiCaller.Of(context).Tenant;
        if (await edi.Store.Inbox.FindAsync(tenant, id, cancellationToken).ConfigureAwait(false) is not { } receipt)
            return Unknown(context);

        if (receipt.State is not (ReceiptState.Published or ReceiptState.Refused))
        {
            context.Response.Headers.RetryAfter = "2";
            return Problems.Answer(context, ProblemKind.NotFinished, "The acknowledgement is there when the receipt is finished.", "処理が終わると受領確認を取得できます。");
        }

        using MemoryStream content = new();
        if (await edi.WriteAcknowledgementAsync(tenant, id, content, cancellationToken: cancellationToken).ConfigureAwait(false) is not { Interchanges: > 0 })
            return TypedResults.NoContent();

        bool isX12 = content.GetBuffer()[0] is (byte)'I';
        context.Response.Headers.ContentDisposition = SafeFileName.Attachment($"{Path.GetFileNameWithoutExtension(receipt.File.FileName)}-ack.edi");
        return TypedResults.Bytes(content.ToArray(), isX12 ? "application/EDI-X12" : "application/EDIFACT");
    }

    public static async Task<IResult> ReleaseAsync(HttpContext context, IEdi edi, [Description("The receipt.")] string id, CancellationToken cancellationToken)
    {
        ApiCaller caller = ApiCaller.Of(context);
        if (await edi.Store.Inbox.FindAsync(caller.Tenant, id, cancellationToken).ConfigureAwait(false) is null)
            return Unknown(context);

        IngestResult? released = await edi.ReleaseAsync(caller.Tenant, id, caller.Actor, cancellationToken).ConfigureAwait(false);
        if (released?.Receipt is not { } receipt)
            return Problems.Answer(context, ProblemKind.NotInQuarantine, "Only a file in quarantine can be released.", "解除できるのは隔離中のファイルだけです。");

        ReceiptBody body = ReceiptBody.From(context, released) with { Verdict = null };
        return receipt.IsFinished ? TypedResults.Ok(body) : TypedResults.Accepted(body.Links.Self, body);
    }

    private static IResult Unknown(HttpContext context) =>
        Problems.Answer(context, ProblemKind.NotFound, "There is no such receipt.", "その受付番号はありません。");
}
