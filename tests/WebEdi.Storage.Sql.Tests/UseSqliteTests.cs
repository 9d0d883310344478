using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Xunit;

namespace WebEdi.Storage.Sql.Tests;

public sealed class UseSqliteTests
{
    [Fact]
    public async Task The_file_lies_below_the_data_folder_and_settings_win_over_the_section()
    {
        string directory = Directory.CreateTempSubdirectory("webedi-").FullName;
        await using (ServiceProvider services = Build(new() { ["WebEdi:Data"] = directory, ["WebEdi:Sqlite:Path"] = "section.db" }, o => o.Path = "own.db"))
        {
            IEdiStore store = services.GetRequiredService<IEdiStore>();
            await store.OpenAsync(TestContext.Current.CancellationToken);

            Assert.True(File.Exists(Path.Combine(directory, "own.db")));
        }

        Directory.Delete(directory, recursive: true);
    }

    [Fact]
    public async Task Wrong_settings_are_refused_all_at_once()
    {
        await using ServiceProvider services = Build(new() { ["WebEdi:Sqlite:ReadConnections"] = "0", ["WebEdi:Sqlite:BusyTimeout"] = "01:00:00" }, null);

        OptionsValidationException exception = Assert.Throws<OptionsValidationException>(() => services.GetRequiredService<IOptions<SqliteOptions>>().Value);

        Assert.Contains("ReadConnections", exception.Message, StringComparison.Ordinal);
        Assert.Contains("BusyTimeout", exception.Message, StringComparison.Ordinal);
    }

    private static ServiceProvider Build(Dictionary<string, string?> settings, Action<SqliteOptions>? configure)
    {
        Builder builder = new(new ServiceCollection());
        builder.Services.AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(settings).Build());
        builder.UseSqlite(configure).UseSqlite();
        return builder.Services.BuildServiceProvider();
    }

    private sealed record Builder(IServiceCollection Services) : IWebEdiBuilder;
}
