using WebEdi.Engine.Tests.Setup;
using WebEdi.Storage;
using WebEdi.Transports;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Xunit;

namespace WebEdi.Engine.Tests.Sending;

public sealed class OutboxTests
{
    [Fact]
    public async Task One_notice_per_supplier_and_file_leaves_after_the_commit()
    {
        await using Workbench bench = new();
        await bench.SaveTenantAsync(suppliers: ["S000", "S001", "S002"]);

        await bench.IngestAsync(Workbench.Orders(30));
        await bench.Edi.RunUntilIdleAsync();
        await bench.IngestAsync(Workbench.Orders(30) + "\r\n", "nothing new.csv");
        await bench.Edi.RunUntilIdleAsync();

        Assert.Equal(3, bench.Mail.Accepted.Count);
        Assert.Empty(await bench.OutboxAsync());
        Assert.Equal(TraceStep.Notified, (await bench.TraceAsync("PO-00030"))[^1].Step);
    }

    [Fact]
    public async Task A_mail_server_that_is_down_delays_by_the_schedule_and_loses_nothing()
    {
        await using Workbench bench = new();
        await bench.SaveTenantAsync(suppliers: ["S001"]);
        bench.Mail.Clock = bench.Time.GetUtcNow;
        bench.Mail.IsDown = true;

        await bench.IngestAsync(OneOrder);
        await RunForAsync(bench, TimeSpan.FromHours(5));
        bench.Mail.IsDown = false;
        await RunForAsync(bench, TimeSpan.FromHours(2));

        double[] minutes = [.. bench.Mail.Attempts.Select(a => (a - Workbench.Start).TotalMinutes)];
        Assert.Equal([0, 0.5, 1.5, 3.5, 7.5, 15.5, 31.5, 63.5, 123.5, 183.5, 243.5, 303.5], minutes);
        OutboundMessage mail = Assert.Single(bench.Mail.Accepted);
        Assert.Equal(Workbench.Start, mail.Date);
        Assert.Empty(await bench.OutboxAsync());
    }

    [Fact]
    public async Task A_notice_is_given_up_after_72_hours_is_traced_and_can_be_driven_again()
    {
        await using Workbench bench = new();
        await bench.SaveTenantAsync(suppliers: ["S001"]);
        bench.Mail.IsDown = true;

        await bench.IngestAsync(OneOrder);
        await RunForAsync(bench, TimeSpan.FromHours(74));
        OutboxRow dead = Assert.Single(await bench.OutboxAsync());
        bench.Mail.IsDown = false;
        bool driven = await bench.Store.Outbox.RedriveAsync("default", dead.Entry.Id);
        await bench.Edi.RunUntilIdleAsync();

        Assert.Equal(OutboxState.Dead, dead.State);
        Assert.Equal("connection refused", dead.Reason);
        Assert.True(driven);
        Assert.Equal(dead.Entry.Id, Assert.Single(bench.Mail.Accepted).EffectId);
        Assert.Equal([TraceStep.NotNotified, TraceStep.Notified], (await bench.TraceAsync("PO-00001")).Select(t => t.Step).Skip(3));
    }

    [Fact]
    public async Task A_hand_over_that_was_left_open_is_repeated_once_after_15_minutes_with_the_same_bytes()
    {
        await using Workbench bench = new();
        await bench.SaveTenantAsync(suppliers: ["S001"]);
        bench.Mail.Clock = bench.Time.GetUtcNow;
        bench.Mail.Answer = _ => new DeliveryReceipt(DeliveryOutcome.Unknown, "cut after the final dot");

        await bench.IngestAsync(OneOrder);
        await RunForAsync(bench, TimeSpan.FromHours(3));

        Assert.Equal([0, 15], bench.Mail.Attempts.Select(a => (a - Workbench.Start).TotalMinutes));
        Assert.Equal(bench.Mail.Accepted[0], bench.Mail.Accepted[1] with { Recipients = bench.Mail.Accepted[0].Recipients });
        Assert.Equal(OutboxState.Dead, Assert.Single(await bench.OutboxAsync()).State);
    }

    [Fact]
    public async Task A_repetition_that_arrives_ends_the_matter()
    {
        await using Workbench bench = new();
        await bench.SaveTenantAsync(suppliers: ["S001"]);
        int answers = 0;
        bench.Mail.Answer = _ => ++answers switch
        {
            1 => new DeliveryReceipt(DeliveryOutcome.Unknown, "cut"),
            2 => new DeliveryReceipt(DeliveryOutcome.RetryLater, "451 after the final dot"),
            _ => new DeliveryReceipt(DeliveryOutcome.Delivered, "250"),
        };

        await bench.IngestAsync(OneOrder);
        await RunForAsync(bench, TimeSpan.FromHours(1));

        Assert.Equal(3, answers);
        Assert.Empty(await bench.OutboxAsync());
    }

    [Fact]
    public async Task A_process_that_dies_while_handing_over_counts_as_left_open()
    {
        await using Workbench bench = new();
        await bench.SaveTenantAsync(suppliers: ["S001"]);
        bench.Mail.Clock = bench.Time.GetUtcNow;
        await bench.IngestAsync(OneOrder);
        bool died = false;
        bench.Mail.Answer = _ =>
        {
            if (died)
                return new DeliveryReceipt(DeliveryOutcome.Delivered);

            died = true;
            throw new WebEdi.Diagnostics.EdiStoreException("as if the process were gone", isTransient: true);
        };

        await Assert.ThrowsAsync<WebEdi.Diagnostics.EdiStoreException>(() => bench.Edi.RunUntilIdleAsync());
        await RunForAsync(bench, TimeSpan.FromHours(1));

        Assert.Equal(2, bench.Mail.Accepted.Count);
        Assert.True(bench.Mail.Attempts[1] - bench.Mail.Attempts[0] >= TimeSpan.FromMinutes(15));
        Assert.Empty(await bench.OutboxAsync());
    }

    [Fact]
    public async Task G15_An_effect_that_ends_its_process_each_time_waits_for_a_person()
    {
        await using Workbench bench = new();
        await bench.SaveTenantAsync(suppliers: ["S001"]);
        await bench.IngestAsync(OneOrder);
        await DieAsync(bench, 6);
        await bench.Edi.RunUntilIdleAsync();

        OutboxRow row = Assert.Single(await bench.OutboxAsync());
        Assert.Equal(OutboxState.Dead, row.State);
        Assert.Contains("ended 6 times", row.Reason, StringComparison.Ordinal);
        Assert.Empty(bench.Mail.Accepted);

        Assert.True(await bench.Store.Outbox.RedriveAsync("default", row.Entry.Id));
        await bench.Edi.RunUntilIdleAsync();
        Assert.Single(bench.Mail.Accepted);
    }

    [Fact]
    public async Task Effects_whose_processes_died_leave_one_by_one_and_wait_no_longer_for_it()
    {
        await using Workbench bench = new();
        await bench.SaveTenantAsync(suppliers: ["S000", "S001", "S002"]);
        bench.Mail.Clock = bench.Time.GetUtcNow;
        await bench.IngestAsync(Workbench.Orders(30));
        await DieAsync(bench, 4);
        DateTimeOffset since = bench.Time.GetUtcNow();

        await bench.Edi.RunUntilIdleAsync();
        Assert.Single(bench.Mail.Accepted);
        for (int second = 0; second < 2; second++)
        {
            bench.Time.Advance(TimeSpan.FromSeconds(1));
            await bench.Edi.RunUntilIdleAsync();
        }

        Assert.Equal(3, bench.Mail.Accepted.Count);
        Assert.Equal(since + TimeSpan.FromSeconds(2), bench.Mail.Attempts[^1]);
        Assert.Empty(await bench.OutboxAsync());
    }

    [Fact]
    public async Task Deaths_do_not_make_the_wait_after_an_answer_longer()
    {
        await using Workbench bench = new();
        await bench.SaveTenantAsync(suppliers: ["S001"]);
        bench.Mail.Clock = bench.Time.GetUtcNow;
        bench.Mail.IsDown = true;
        await bench.IngestAsync(OneOrder);
        await DieAsync(bench, 4);
        DateTimeOffset since = bench.Time.GetUtcNow();

        await RunForAsync(bench, TimeSpan.FromMinutes(2));

        Assert.Equal([0, 0.5, 1.5], bench.Mail.Attempts.Select(a => (a - since).TotalMinutes));
    }

    [Fact]
    public async Task A_store_that_is_in_trouble_after_a_mail_is_asked_again_and_the_mail_is_not_sent_again()
    {
        await using Workbench bench = new();
        await bench.SaveTenantAsync(suppliers: ["S001"]);
        bench.Get<OutboundPipeline>().FirstPause = TimeSpan.Zero;
        await bench.IngestAsync(OneOrder);
        int failures = 3;
        bench.Store.Completions = () =>
        {
            if (failures-- > 0)
                throw new WebEdi.Diagnostics.EdiStoreException("the disk is full", isTransient: true);
        };

        await bench.Edi.RunUntilIdleAsync();
        await RunForAsync(bench, TimeSpan.FromHours(1));

        Assert.True(failures < 0);
        Assert.Single(bench.Mail.Accepted);
        Assert.Empty(await bench.OutboxAsync());
        Assert.Equal(TraceStep.Notified, (await bench.TraceAsync("PO-00001"))[^1].Step);
    }

    [Fact]
    public async Task A_refused_mail_is_a_dead_letter_at_once()
    {
        await using Workbench bench = new();
        await bench.SaveTenantAsync(suppliers: ["S001"]);
        bench.Mail.Answer = _ => new DeliveryReceipt(DeliveryOutcome.Rejected, "550 no such user");

        await bench.IngestAsync(OneOrder);
        await RunForAsync(bench, TimeSpan.FromHours(2));

        Assert.Single(bench.Mail.Accepted);
        Assert.Equal("550 no such user", Assert.Single(await bench.OutboxAsync()).Reason);
        Assert.Equal(TraceStep.NotNotified, (await bench.TraceAsync("PO-00001"))[^1].Step);
    }

    [Fact]
    public async Task A_supplier_without_an_address_is_said_in_the_trace()
    {
        await using Workbench bench = new();

        await bench.IngestAsync(OneOrder);
        await bench.Edi.RunUntilIdleAsync();

        Assert.Empty(bench.Mail.Attempts);
        Assert.Equal(OutboxState.Dead, Assert.Single(await bench.OutboxAsync()).State);
        Assert.Equal(TraceStep.NotNotified, (await bench.TraceAsync("PO-00001"))[^1].Step);
    }

    [Fact]
    public async Task Without_a_mail_transport_notices_wait_with_the_reason_and_are_not_given_up()
    {
        await using Workbench bench = new(e => e.Services.RemoveAll<IOutboundTransport>());
        await bench.SaveTenantAsync(suppliers: ["S001"]);

        await bench.IngestAsync(OneOrder);
        await RunForAsync(bench, TimeSpan.FromHours(80));

        OutboxRow row = Assert.Single(await bench.OutboxAsync());
        Assert.Equal(OutboxState.Queued, row.State);
        Assert.Contains("no mail transport", row.Reason!, StringComparison.Ordinal);
    }

    private static string OneOrder => Workbench.Header + "PO-00001,0,S001,1,X,1,2026/12/01\r\n";

    /// <summary>Processes claim all effects and are never heard of again.</summary>
    private static async Task DieAsync(Workbench bench, int times)
    {
        // What was received becomes effects first, which nobody looks at.
        while (await bench.Store.Inbox.ClaimAsync("p", TimeSpan.FromMinutes(1), 1, null) is [var file])
            await bench.Get<InboundPipeline>().ProcessAsync(file, throwFaults: true, CancellationToken.None);
        for (int i = 0; i < times; i++)
        {
            await bench.Store.Outbox.ClaimAsync($"process {i}", TimeSpan.FromMinutes(1), 10);
            bench.Time.Advance(TimeSpan.FromMinutes(1));
        }
    }

    private static async Task RunForAsync(Workbench bench, TimeSpan time)
    {
        DateTimeOffset until = bench.Time.GetUtcNow() + time;
        while (bench.Time.GetUtcNow() <= until)
        {
            await bench.Edi.RunUntilIdleAsync();
            bench.Time.Advance(TimeSpan.FromSeconds(30));
        }
    }
}
