using WebEdi.Diagnostics;
using WebEdi.Storage;
using WebEdi.Transports;

namespace WebEdi.Engine.Transports.Memory;

/// <summary>Keeps mails in the store's mailbox instead of sending them.</summary>
internal sealed class CapturingTransport(IEdiStore store) : IOutboundTransport
{
    public string Channel => "mail";

    public async Task<DeliveryReceipt> SendAsync(OutboundMessage message, Func<CancellationToken, Task<bool>> handingOver, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(message);
        ArgumentNullException.ThrowIfNull(handingOver);

        if (!await handingOver(cancellationToken).ConfigureAwait(false))
            return new DeliveryReceipt(DeliveryOutcome.RetryLater, "not handed over");

        try
        {
            CapturedMail mail = new(message.EffectId, message.Tenant, message.Date, message.Recipients, message.Subject, message.Text ?? "", message.Html ?? "");
            await store.Mailbox.SaveAsync(mail, cancellationToken).ConfigureAwait(false);
            return new DeliveryReceipt(DeliveryOutcome.Delivered, "kept in the mailbox");
        }
        catch (EdiStoreException exception) when (exception.IsTransient)
        {
            // The mailbox knows the effect's id: another attempt does not keep a second copy.
            return new DeliveryReceipt(DeliveryOutcome.RetryLater, exception.Message);
        }
    }
}
