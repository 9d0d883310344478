using System.Text.Json;
using Microsoft.Extensions.Options;
using WebEdi.Documents;
using WebEdi.Engine.Sending;
using WebEdi.Engine.Transports.Folder;
using WebEdi.Storage;

namespace WebEdi.Engine;

/// <summary>Plans what a stored reply causes: a call of every handler, a file in every out-folder of the tenant.</summary>
internal sealed class ReplyHooks(IEnumerable<IReplyHandler> handlers, IEnumerable<FolderRegistration> folders, IOptionsMonitor<FolderOptions> folderOptions)
{
    private readonly string[] _handlers = [.. handlers.Select(NameOf)];

    public IReadOnlyList<OutboxEntry> Plan(string tenant, OrderResponse response)
    {
        List<OutboxEntry> entries = [];
        string? json = null;
        foreach (string handler in _handlers)
        {
            json ??= JsonSerializer.Serialize(response, DocumentJson.OrderResponse);
            entries.Add(new OutboxEntry
            {
                Id = $"reply-hook:{response.Id}:{handler}",
                Tenant = tenant,
                Kind = OutboxKinds.ReplyHook,
                Key = $"reply-hook:{handler}:{response.OrderNumber}",
                DueAt = response.RespondedAt.GetValueOrDefault(),
                Payload = JsonSerializer.Serialize(new ReplyHookPayload(handler, json), SendingJson.Default.ReplyHookPayload),
            });
        }

        foreach (FolderRegistration folder in folders)
        {
            FolderOptions options = folderOptions.Get(folder.Name);
            if (options.Out is null || options.Tenant != tenant)
                continue;

            entries.Add(new OutboxEntry
            {
                Id = $"reply-file:{response.Id}:{folder.Name}",
                Tenant = tenant,
                Kind = OutboxKinds.ReplyFile,
                Key = $"reply-file:{folder.Name}",
                DueAt = response.RespondedAt.GetValueOrDefault(),
                Payload = JsonSerializer.Serialize(new ReplyFilePayload(folder.Name, options.ReplyMap, options.Partner), SendingJson.Default.ReplyFilePayload),
            });
        }

        return entries;
    }

    public static string NameOf(IReplyHandler handler) => handler.GetType().FullName ?? handler.GetType().Name;

    public static (string Handler, OrderResponse? Response) Read(OutboxClaim claim)
    {
        try
        {
            ReplyHookPayload? payload = JsonSerializer.Deserialize(claim.Entry.Payload, SendingJson.Default.ReplyHookPayload);
            return (payload?.Handler ?? "", payload is null ? null : JsonSerializer.Deserialize(payload.Response, DocumentJson.OrderResponse));
        }
        catch (JsonException)
        {
            return ("", null);
        }
    }
}
