using System.Collections.Concurrent;
using MimeKit;
using WebEdi.Transports;

namespace WebEdi.Transport.Mail.Internal;

/// <summary>
/// Remembers who has a mail already whose other recipients must wait (greylisting, a full mailbox), so that nobody waits for
/// another's mailbox and nobody gets a copy per attempt. Kept in memory: forgetting costs a repeated mail, never a lost one.
/// </summary>
internal sealed class PartialDeliveries
{
    private const int MaxEffects = 10_000;

    private readonly ConcurrentDictionary<(string Tenant, string Effect), ConcurrentDictionary<string, bool>> _received = new();

    public bool HasReceived(OutboundMessage message, MailboxAddress mailbox) =>
        _received.TryGetValue(Key(message), out ConcurrentDictionary<string, bool>? who) && who.ContainsKey(mailbox.Address);

    public void Remember(OutboundMessage message, IEnumerable<MailboxAddress> mailboxes)
    {
        if (_received.Count >= MaxEffects)
            _received.Clear();

        ConcurrentDictionary<string, bool> who = _received.GetOrAdd(Key(message), _ => new(StringComparer.OrdinalIgnoreCase));
        foreach (MailboxAddress mailbox in mailboxes)
            who[mailbox.Address] = true;
    }

    public void Forget(OutboundMessage message) => _received.TryRemove(Key(message), out _);

    private static (string Tenant, string Effect) Key(OutboundMessage message) => (message.Tenant, message.EffectId);
}
