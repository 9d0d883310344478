using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Options;
using WebEdi.Diagnostics;
using WebEdi.Engine.Templates;
using WebEdi.Storage;
using WebEdi.Transports;

namespace WebEdi.Engine.Notifying;

/// <summary>Makes the mail of a notice: rendered until it is first handed over, the same from then on; recipients as they are at this attempt.</summary>
internal sealed class NoticeMaker(IEdiStore store, TemplateLibrary templates, IOptions<EdiOptions> options)
{
    /// <summary>Makes the mail of a claimed entry.</summary>
    /// <param name="claim">The claim of an entry of kind <see cref="OutboxKinds.SupplierNotice"/>.</param>
    /// <param name="cancellationToken">Stops waiting and rendering.</param>
    /// <returns>The mail, or a named reason why there is none.</returns>
    /// <exception cref="EdiSetupException">Even the built-in template cannot be rendered.</exception>
    /// <exception cref="EdiStoreException">The store is lost.</exception>
    public async Task<Notice> MakeAsync(OutboxClaim claim, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(claim);

        if (NoticePayload.Read(claim.Entry.Payload) is not { } payload)
            return new Notice { Outcome = NoticeOutcome.Unreadable, Reason = "The entry's payload is not a notice." };

        IReadOnlyDictionary<string, SupplierProfile> suppliers =
            await store.Tenants.FindSuppliersAsync(claim.Entry.Tenant, [payload.Supplier], cancellationToken).ConfigureAwait(false);
        IReadOnlyList<string> recipients = suppliers.TryGetValue(payload.Supplier, out SupplierProfile? supplier) ? MailAddresses.Usable(supplier.MailAddresses) : [];
        if (recipients.Count == 0)
            return new Notice { Outcome = NoticeOutcome.NoRecipient, Payload = payload, Reason = $"no recipient: supplier {payload.Supplier} has no usable mail address" };

        RenderedNotice? rendered = claim.Content is { } kept ? Read(kept) : null;
        ReadOnlyMemory<byte>? toKeep = null;
        if (rendered is null)
        {
            rendered = await RenderAsync(claim, payload, cancellationToken).ConfigureAwait(false);
            toKeep = JsonSerializer.SerializeToUtf8Bytes(rendered, NoticeJson.Default.RenderedNotice);
        }

        return new Notice
        {
            Outcome = NoticeOutcome.Made,
            Payload = payload,
            ContentToKeep = toKeep,
            Message = new OutboundMessage
            {
                EffectId = claim.Entry.Id,
                Tenant = claim.Entry.Tenant,
                Recipients = recipients,
                Subject = rendered.Subject,
                Text = rendered.Text,
                Html = rendered.Html,
                Date = rendered.Date,
                Culture = rendered.Culture,
            },
        };
    }

    /// <summary>Renders. Its date is when it was ready to leave, not when a server took it (RFC 5322, 3.6.1), the same whichever attempt renders it.</summary>
    private async Task<RenderedNotice> RenderAsync(OutboxClaim claim, NoticePayload payload, CancellationToken cancellationToken)
    {
        string tenant = claim.Entry.Tenant;
        CultureInfo culture = CultureInfo.GetCultureInfo(payload.Culture == "ja" ? "ja-JP" : "en-GB");
        int orders = payload.NewOrders + payload.ChangedOrders;
        NoticeModel model = new(
            payload.BuyerName,
            payload.SupplierName,
            orders,
            payload.NewOrders,
            payload.ChangedOrders,
            payload.Lines,
            payload.NearestDueDate?.ToString(payload.Culture == "ja" ? "yyyy/MM/dd" : "d MMM yyyy", CultureInfo.InvariantCulture) ?? "",
            payload.OrderNumbers,
            Math.Max(0, orders - payload.OrderNumbers.Count),
            options.Value.Url?.AbsoluteUri ?? "");

        string subject = await templates.RenderAsync(tenant, "supplier-notice.subject", payload.Culture, culture, model, cancellationToken).ConfigureAwait(false);
        string text = await templates.RenderAsync(tenant, "supplier-notice.text", payload.Culture, culture, model, cancellationToken).ConfigureAwait(false);
        string html = await templates.RenderAsync(tenant, "supplier-notice.html", payload.Culture, culture, model, cancellationToken).ConfigureAwait(false);

        return new RenderedNotice(OneLine.Clean(subject, NoticeLimits.SubjectLength), text, html, payload.Culture, claim.FirstDueAt);
    }

    private static RenderedNotice? Read(ReadOnlyMemory<byte> kept)
    {
        try
        {
            return JsonSerializer.Deserialize(kept.Span, NoticeJson.Default.RenderedNotice);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
