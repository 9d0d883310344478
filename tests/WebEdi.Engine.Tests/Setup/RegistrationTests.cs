using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using WebEdi.Diagnostics;
using WebEdi.Engine.Diagnostics;
using WebEdi.Storage;
using Xunit;

namespace WebEdi.Engine.Tests.Setup;

public sealed class RegistrationTests
{
    [Fact]
    public async Task Adding_twice_registers_once()
    {
        ServiceCollection services = new();

        services.AddWebEdi().AddWebEdi();
        await using ServiceProvider provider = services.BuildServiceProvider();

        Assert.Single(provider.GetServices<IEdi>());
        Assert.Single(provider.GetServices<IHostedService>().OfType<OutboxWorker>());
        Assert.Single(provider.GetServices<IHostedService>().OfType<StoreGate>());
    }

    [Fact]
    public async Task All_wrong_settings_are_listed_at_start()
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["WebEdi:BatchLines"] = "0",
            ["WebEdi:Lease"] = "00:00:01",
            ["WebEdi:PollInterval"] = "01:00:00",
            ["WebEdi:Url"] = "ftp://edi.example.jp",
            ["WebEdi:Folder:In"] = Path.GetTempPath(),
            ["WebEdi:Folder:Out"] = Path.GetTempPath(),
        });
        builder.Services.AddWebEdi(e => e.AddFolder());
        using IHost host = builder.Build();

        Exception? fault = await Record.ExceptionAsync(() => host.StartAsync(TestContext.Current.CancellationToken));

        string text = fault!.ToString();
        foreach (string name in (string[])["BatchLines", "WebEdi:Lease", "WebEdi:PollInterval", "WebEdi:Url", "WebEdi:Folder:In"])
            Assert.Contains(name, text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_wrong_map_in_memory_is_told_before_the_first_file()
    {
        EdiSetupException name = Assert.Throws<EdiSetupException>(() => Edi.InMemory(e => e.AddMap("../x", Workbench.Map)));
        EdiSetupException json = Assert.Throws<EdiSetupException>(() => Edi.InMemory(e => e.AddMap("acme", """{ "read": "csv", "ordr": {} }""")));
        EdiSetupException folder = Assert.Throws<EdiSetupException>(() => Edi.InMemory(e => e.UseMaps("/nowhere/at/all")));

        Assert.Contains(MapName.Rule, name.Message, StringComparison.Ordinal);
        Assert.Contains("acme", json.Message, StringComparison.Ordinal);
        Assert.Contains("/nowhere/at/all", folder.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_quick_start_of_a_library_user_works()
    {
        string file = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ".csv");
        await File.WriteAllTextAsync(file, "注文番号,取引先,行,品番,数量,納期\r\nA-1,S1,1,X,5,2026/12/01\r\nA-2,S1,1,X,１０個,2026/12/01\r\n");
        await using IEdi edi = Edi.InMemory(e => e.AddMap("acme", """
            { "read": "csv",
              "order": { "number": "注文番号", "supplier": "取引先" },
              "line":  { "number": "行", "item": "品番", "quantity": "数量", "due": "納期" } }
            """));

        IngestResult got = await edi.IngestFileAsync("acme", file);
        File.Delete(file);

        Assert.Equal("A-1", Assert.Single(got.Orders).Number);
        Diagnostic issue = Assert.Single(got.Issues, i => i.Severity == Severity.Error);
        Assert.StartsWith($"{Path.GetFileName(file)}(3,", issue.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_renderer_the_exception_says_what_to_add()
    {
        await using Workbench bench = new();
        IngestResult got = await bench.IngestAsync(Workbench.Orders(1));

        EdiSetupException fault = await Assert.ThrowsAsync<EdiSetupException>(() => bench.Edi.RenderAsync("delivery-note", got.Orders[0]));

        Assert.Contains("AddPdf", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_host_processes_files_and_sends_notices_by_itself()
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(null);
        MailServer mail = new();
        TaskCompletionSource sent = new(TaskCreationOptions.RunContinuationsAsynchronously);
        mail.Answer = _ =>
        {
            sent.TrySetResult();
            return new WebEdi.Transports.DeliveryReceipt(WebEdi.Transports.DeliveryOutcome.Delivered);
        };
        builder.Services.AddSingleton<WebEdi.Transports.IOutboundTransport>(mail);
        builder.Services.AddWebEdi(e => e.AddMap("acme", Workbench.Map)).Configure<EdiOptions>(o => o.InlineBytes = 0);
        builder.Services.AddHealthChecks().AddWebEdi();
        using IHost host = builder.Build();
        await host.StartAsync(TestContext.Current.CancellationToken);
        IEdi edi = host.Services.GetRequiredService<IEdi>();
        await edi.Store.Tenants.SaveAsync(new TenantProfile { Id = "default", Buyer = new Documents.Party { Code = "B" } });
        await edi.Store.Tenants.SaveSupplierAsync(new SupplierProfile { Tenant = "default", Party = new Documents.Party { Code = "S001" }, MailAddresses = ["a@example.jp"] });

        IngestResult got = await edi.IngestAsync(
            new IngestRequest { Map = "acme", FileName = "a.csv", Channel = "api" }, new MemoryStream(System.Text.Encoding.UTF8.GetBytes(Workbench.Orders(1))));
        await sent.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        HealthReport health = await host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync(TestContext.Current.CancellationToken);
        await host.StopAsync(TestContext.Current.CancellationToken);

        Assert.Equal(AcceptanceVerdict.New, got.Verdict);
        Assert.Equal(ReceiptState.Published, (await edi.Store.Inbox.FindAsync("default", got.Receipt!.Id))!.State);
        Assert.Equal(HealthStatus.Healthy, health.Status);
        Assert.Equal(["webedi-store", "webedi-worker"], health.Entries.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_worker_that_finishes_nothing_is_not_ready_although_the_program_runs()
    {
        await using Workbench bench = new();
        WorkerHealthCheck check = ActivatorUtilities.CreateInstance<WorkerHealthCheck>(new Provider(bench));
        WorkerPulse pulse = bench.Get<WorkerPulse>();
        bench.Time.Advance(TimeSpan.FromSeconds(79));
        HealthCheckResult fresh = await check.CheckHealthAsync(new HealthCheckContext());

        bench.Time.Advance(TimeSpan.FromSeconds(2));
        pulse.Received();
        HealthCheckResult half = await check.CheckHealthAsync(new HealthCheckContext());
        pulse.Sent();
        HealthCheckResult whole = await check.CheckHealthAsync(new HealthCheckContext());

        Assert.Equal(HealthStatus.Healthy, fresh.Status);
        Assert.Equal(HealthStatus.Unhealthy, half.Status);
        Assert.Equal(HealthStatus.Healthy, whole.Status);
    }

    [Fact]
    public async Task Work_that_waits_too_long_is_seen()
    {
        await using Workbench bench = new(options: o => o.InlineBytes = 0);
        WorkerHealthCheck check = ActivatorUtilities.CreateInstance<WorkerHealthCheck>(new Provider(bench));
        await bench.IngestAsync(Workbench.Orders(1), channel: "api");
        bench.Time.Advance(TimeSpan.FromMinutes(6));
        bench.Get<WorkerPulse>().Received();
        bench.Get<WorkerPulse>().Sent();

        HealthCheckResult late = await check.CheckHealthAsync(new HealthCheckContext());

        Assert.Equal(HealthStatus.Degraded, late.Status);
    }

    private sealed class Provider(Workbench bench) : IServiceProvider
    {
        public object? GetService(Type serviceType) => bench.Find(serviceType);
    }
}
