using WebEdi.Engine.Tests.Setup;
using WebEdi.Storage;
using Xunit;

namespace WebEdi.Engine.Tests.Receiving;

public sealed class LeaseTests
{
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task A_claim_is_renewed_at_a_third_and_holds_as_long_as_the_work()
    {
        await using Workbench bench = new(options: o => o.InlineBytes = 0);
        ReceiptClaim claim = await ClaimAsync(bench);
        await using ReceiptLease lease = new(bench.Store.Inbox, claim, Lease, bench.Time, default);

        for (int i = 0; i < 10; i++)
        {
            bench.Time.Advance(TimeSpan.FromSeconds(20));
            await SettleAsync();
        }

        Assert.False(lease.IsLost);
        Assert.Empty(await bench.Store.Inbox.ClaimAsync("other", Lease, 1));
    }

    [Fact]
    public async Task A_lost_claim_stops_the_work()
    {
        await using Workbench bench = new(options: o => o.InlineBytes = 0);
        ReceiptClaim claim = await ClaimAsync(bench);
        await using ReceiptLease lease = new(bench.Store.Inbox, claim, Lease, bench.Time, default);
        await bench.Store.Inbox.ReleaseAsync(claim, TimeSpan.Zero, countAttempt: true);
        TaskCompletionSource stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
        using CancellationTokenRegistration told = lease.Token.Register(stopped.SetResult);

        bench.Time.Advance(TimeSpan.FromSeconds(20));
        await stopped.Task.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);

        Assert.True(lease.IsLost);
    }

    private static async Task<ReceiptClaim> ClaimAsync(Workbench bench)
    {
        await bench.IngestAsync(Workbench.Orders(1), channel: "api");
        return (await bench.Store.Inbox.ClaimAsync("me", Lease, 1)).Single();
    }

    /// <summary>Lets the renewal that a tick has started come to its end; it never waits for anything but the pool.</summary>
    private static async Task SettleAsync()
    {
        for (int i = 0; i < 50; i++)
            await Task.Yield();
    }
}
