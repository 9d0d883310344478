using WebEdi.Storage;
using Xunit;

namespace WebEdi.ProviderContracts;

public abstract class MailboxContract : StoreContract
{
    [Fact]
    public async Task Mails_are_kept_once_and_listed_newest_first()
    {
        await Store.Mailbox.SaveAsync(Mail("1"), Token);
        await Store.Mailbox.SaveAsync(Mail("2"), Token);
        await Store.Mailbox.SaveAsync(Mail("1") with { Subject = "again" }, Token);

        Page<CapturedMail> page = await Store.Mailbox.ListAsync(Acme, 1, 10, Token);

        Assert.Equal(["2", "1"], page.Items.Select(m => m.Id));
        CapturedMail found = (await Store.Mailbox.FindAsync(Acme, "1", Token))!;
        Assert.Equal(("新しい注文", "<p>髙</p>"), (found.Subject, found.Html));
        Assert.Equal(["a@example.jp"], found.To);
    }

    [Fact]
    public async Task S28_Mails_and_events_of_another_tenant_do_not_exist()
    {
        await Store.Mailbox.SaveAsync(Mail("1"), Token);
        await Store.Audit.AppendAsync(new AuditEntry(Acme, Now, "a", null, "sign-in", null, true), Token);

        Assert.Null(await Store.Mailbox.FindAsync(Other, "1", Token));
        Assert.Equal(0, (await Store.Mailbox.ListAsync(Other, 1, 10, Token)).Total);
        Assert.Equal(0, (await Store.Audit.ListAsync(Other, 1, 10, Token)).Total);
    }

    [Fact]
    public async Task The_security_log_is_listed_newest_first()
    {
        AuditEntry first = new("", Now, "unknown", "192.0.2.1", "sign-in-refused", "a@example.jp", false);
        AuditEntry second = first with { At = Now.AddSeconds(1), Succeeded = true, Source = null };
        await Store.Audit.AppendAsync(first, Token);
        await Store.Audit.AppendAsync(second, Token);

        Assert.Equal([second, first], (await Store.Audit.ListAsync("", 1, 10, Token)).Items);
        Assert.Equal([first], (await Store.Audit.ListAsync("", 2, 1, Token)).Items);
    }

    [Fact]
    public async Task The_store_tells_its_health()
    {
        Assert.Null((await Store.CheckAsync(Token)).OldestDueWork);
        await AcceptAsync(FileOf("abc"), "abc");

        StoreHealth health = await Store.CheckAsync(Token);

        Assert.True(health.IsHealthy);
        Assert.Equal(Now, health.OldestDueWork);
    }

    private CapturedMail Mail(string id) => new(id, Acme, Now, ["a@example.jp"], "新しい注文", "text", "<p>髙</p>");
}
