using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using WebEdi.Engine.Transports.Folder;
using WebEdi.Transports;
using Xunit;

namespace WebEdi.Engine.Tests.Transports;

/// <summary>An effect that was edited by a person names another tenant's folder.</summary>
public sealed class FolderTenantTests
{
    [Theory]
    [InlineData("acme", DeliveryOutcome.Delivered, 1)]
    [InlineData("other", DeliveryOutcome.Rejected, 0)]
    public async Task Nothing_is_written_into_the_folder_of_another_tenant(string tenant, DeliveryOutcome expected, int files)
    {
        string folder = Directory.CreateTempSubdirectory("webedi-").FullName;
        await using ServiceProvider services = new ServiceCollection().Configure<FolderOptions>("replies", o => (o.Out, o.Tenant) = (folder, "acme")).BuildServiceProvider();
        FolderTransport transport = new(services.GetRequiredService<IOptionsMonitor<FolderOptions>>());
        OutboundMessage message = new()
        {
            EffectId = "e1", Tenant = tenant, Recipients = ["replies"], Subject = "replies.csv", Content = "a,b\r\n"u8.ToArray(), Date = DateTimeOffset.UnixEpoch,
        };

        DeliveryReceipt receipt = await transport.SendAsync(message, _ => Task.FromResult(true), TestContext.Current.CancellationToken);

        Assert.Equal(expected, receipt.Outcome);
        Assert.Equal(files, Directory.GetFiles(folder).Length);
        Directory.Delete(folder, recursive: true);
    }
}
