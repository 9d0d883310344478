using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using WebEdi.Engine.Keeping;
using WebEdi.Engine.Storing.Memory;
using WebEdi.Engine.Tests.Setup;
using WebEdi.Storage;
using Xunit;

namespace WebEdi.Engine.Tests.Keeping;

/// <summary>When backups are made, which are kept, and what happens when one cannot be made.</summary>
public sealed class BackupTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 24, 9, 0, 0, TimeSpan.Zero));
    private readonly string _folder = Directory.CreateTempSubdirectory("webedi-").FullName;
    private readonly TextArchive _archive;
    private ServiceProvider _services = null!;

    public BackupTests() => _archive = new TextArchive(_clock);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private IBackups Backups => _services.GetRequiredService<IBackups>();

    private BackupKeeper Keeper => _services.GetRequiredService<BackupKeeper>();

    public ValueTask InitializeAsync()
    {
        ServiceCollection services = new();
        services.AddLogging();
        services.AddSingleton<TimeProvider>(_clock);
        services.AddWebEdi(edi => edi.AddBackups(o => (o.Folder, o.Keep, o.KeepDays) = (_folder, 3, 2)));
        services.AddSingleton<IEdiStore>(new FaultyStore(new MemoryStore(_clock)) { Archive = _archive });
        _services = services.BuildServiceProvider();
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task The_newest_are_kept_and_the_last_of_every_recent_day()
    {
        for (int hour = 0; hour < 96; hour += 6)
        {
            await Keeper.RunOnceAsync(Token);
            _clock.Advance(TimeSpan.FromHours(6));
        }

        // Made last at 03:00 on the 28th; it is 09:00 now. Three newest, and the last of the 27th and the 26th.
        Assert.Equal(
            ["webedi-20261128T030000Z.zip", "webedi-20261127T210000Z.zip", "webedi-20261127T150000Z.zip", "webedi-20261126T210000Z.zip"],
            Backups.List().Select(f => Path.GetFileName(f.Path)));
        Assert.Equal(4, Directory.GetFiles(_folder).Length);
    }

    [Fact]
    public async Task A_backup_that_could_not_be_made_stays_due_and_leaves_nothing_behind()
    {
        _archive.Fails = true;
        await Assert.ThrowsAsync<IOException>(() => Keeper.RunOnceAsync(Token));
        Assert.Empty(Directory.GetFiles(_folder));

        _archive.Fails = false;
        Assert.True(await Keeper.RunOnceAsync(Token));
        Assert.False(await Keeper.RunOnceAsync(Token));
        Assert.Single(Backups.List());
    }

    [Fact]
    public async Task A_backup_leaves_room_for_the_database()
    {
        BackupFolder folder = (BackupFolder)Backups;
        folder.FreeBytes = _ => 255L << 20;
        IOException full = await Assert.ThrowsAsync<IOException>(() => Keeper.RunOnceAsync(Token));
        Assert.Contains("255 MiB", full.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_folder));

        folder.FreeBytes = _ => 256L << 20;
        Assert.True(await Keeper.RunOnceAsync(Token));
    }

    [Fact]
    public async Task A_disk_that_gives_back_something_else_is_not_believed()
    {
        _archive.ReadsOther = true;

        await Assert.ThrowsAsync<InvalidDataException>(() => Backups.WriteAsync(cancellationToken: Token));

        Assert.Empty(Directory.GetFiles(_folder));
    }

    [Fact]
    public async Task A_file_that_is_there_is_never_written_over_and_foreign_files_are_left_alone()
    {
        string foreign = Path.Combine(_folder, "webedi-of-somebody.zip");
        await File.WriteAllTextAsync(foreign, "not ours", Token);

        await Assert.ThrowsAsync<IOException>(() => Backups.WriteAsync(foreign, cancellationToken: Token));
        Backups.RemoveOld();

        Assert.Equal("not ours", await File.ReadAllTextAsync(foreign, Token));
        Assert.Empty(Backups.List());
        Assert.Single(Directory.GetFiles(_folder));
    }

    [Fact]
    public async Task Others_cannot_read_a_backup()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Access is a matter of the folder there.");
            return;
        }

        BackupFile file = await Backups.WriteAsync(cancellationToken: Token);

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file.Path));
        Assert.Equal(_clock.GetUtcNow(), Assert.Single(Backups.List()).At);
    }

    private sealed class TextArchive(TimeProvider clock) : IArchiveStore
    {
        private DateTimeOffset? _turn;

        public bool Fails { get; set; }

        public bool ReadsOther { get; set; }

        public Task<ArchiveSummary> SaveAsync(Stream target, string? tenant = null, CancellationToken cancellationToken = default)
        {
            target.Write("half"u8);
            return Fails ? throw new IOException("The disk is full.") : Task.FromResult(Summary("a"));
        }

        public Task<ArchiveSummary> CheckAsync(Stream source, CancellationToken cancellationToken = default) => Task.FromResult(Summary(ReadsOther ? "b" : "a"));

        public Task<ArchiveSummary> LoadAsync(Stream source, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public Task<bool> TryTakeTurnAsync(TimeSpan every, CancellationToken cancellationToken = default)
        {
            if (_turn + every > clock.GetUtcNow())
                return Task.FromResult(false);

            _turn = clock.GetUtcNow();
            return Task.FromResult(true);
        }

        private static ArchiveSummary Summary(string hash) => new(DateTimeOffset.UnixEpoch, null, "e", [new ArchiveTable("t", ["a"], 1, hash)]);
    }
}
