using Microsoft.Extensions.Options;
using WebEdi.Engine.Receiving;
using WebEdi.Transports;

namespace WebEdi.Engine.Transports.Folder;

/// <summary>Lets files out into the out-folder of a registration. A repeat finds its file there and writes no second one.</summary>
internal sealed class FolderTransport(IOptionsMonitor<FolderOptions> options) : IOutboundTransport
{
    public string Channel => "folder";

    public async Task<DeliveryReceipt> SendAsync(OutboundMessage message, Func<CancellationToken, Task<bool>> handingOver, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(message);

        FolderOptions own = options.Get(message.Recipients[0]);
        if (own.Out is not { } folder)
            return new DeliveryReceipt(DeliveryOutcome.RetryLater, "the folder has no Out any more");

        // Whose folder it is, is not up to the effect, which people may edit.
        if (own.Tenant != message.Tenant)
            return new DeliveryReceipt(DeliveryOutcome.Rejected, "the folder is not one of this tenant");

        try
        {
            // No hand-over mark: writing a file under its own name can be repeated.
            string path = Path.GetFullPath(folder);
            Directory.CreateDirectory(path);
            string name = await SafeFiles.WriteAsync(path, Receiver.CleanName(message.Subject), message.Content, message.EffectId, cancellationToken).ConfigureAwait(false);
            return new DeliveryReceipt(DeliveryOutcome.Delivered, name);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new DeliveryReceipt(DeliveryOutcome.RetryLater, e.Message);
        }
    }
}
