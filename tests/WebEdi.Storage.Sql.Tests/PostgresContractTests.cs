using WebEdi.ProviderContracts;

namespace WebEdi.Storage.Sql.Tests;

public sealed class PostgresInboxTests : InboxContract
{
    protected override IEdiStore CreateStore(string directory, TimeProvider clock) => PostgresFixture.Create(PostgresFixture.ConnectionString(directory), clock);

    protected override Task PrepareAsync() => PostgresFixture.PrepareAsync(Directory, Now);

    protected override Task AdvanceAsync(TimeSpan by) => PostgresFixture.AdvanceAsync(Directory, Clock, by);

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await PostgresFixture.DropDatabaseAsync(Directory);
    }
}

public sealed class PostgresDocumentTests : DocumentContract
{
    protected override IEdiStore CreateStore(string directory, TimeProvider clock) => PostgresFixture.Create(PostgresFixture.ConnectionString(directory), clock);

    protected override Task PrepareAsync() => PostgresFixture.PrepareAsync(Directory, Now);

    protected override Task AdvanceAsync(TimeSpan by) => PostgresFixture.AdvanceAsync(Directory, Clock, by);

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await PostgresFixture.DropDatabaseAsync(Directory);
    }
}

/// <summary>The same promises when no line may be kept in memory.</summary>
public sealed class PostgresDocumentTestsWithoutMemory : DocumentContract
{
    protected override IEdiStore CreateStore(string directory, TimeProvider clock) => PostgresFixture.Create(PostgresFixture.ConnectionString(directory), clock, linesInMemory: 0);

    protected override Task PrepareAsync() => PostgresFixture.PrepareAsync(Directory, Now);

    protected override Task AdvanceAsync(TimeSpan by) => PostgresFixture.AdvanceAsync(Directory, Clock, by);

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await PostgresFixture.DropDatabaseAsync(Directory);
    }
}

public sealed class PostgresReplyTests : ReplyContract
{
    protected override IEdiStore CreateStore(string directory, TimeProvider clock) => PostgresFixture.Create(PostgresFixture.ConnectionString(directory), clock);

    protected override Task PrepareAsync() => PostgresFixture.PrepareAsync(Directory, Now);

    protected override Task AdvanceAsync(TimeSpan by) => PostgresFixture.AdvanceAsync(Directory, Clock, by);

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await PostgresFixture.DropDatabaseAsync(Directory);
    }
}

public sealed class PostgresOutboxTests : OutboxContract
{
    protected override IEdiStore CreateStore(string directory, TimeProvider clock) => PostgresFixture.Create(PostgresFixture.ConnectionString(directory), clock);

    protected override Task PrepareAsync() => PostgresFixture.PrepareAsync(Directory, Now);

    protected override Task AdvanceAsync(TimeSpan by) => PostgresFixture.AdvanceAsync(Directory, Clock, by);

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await PostgresFixture.DropDatabaseAsync(Directory);
    }
}

public sealed class PostgresDespatchTests : DespatchContract
{
    protected override IEdiStore CreateStore(string directory, TimeProvider clock) => PostgresFixture.Create(PostgresFixture.ConnectionString(directory), clock);

    protected override Task PrepareAsync() => PostgresFixture.PrepareAsync(Directory, Now);

    protected override Task AdvanceAsync(TimeSpan by) => PostgresFixture.AdvanceAsync(Directory, Clock, by);

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await PostgresFixture.DropDatabaseAsync(Directory);
    }
}

public sealed class PostgresTenantTests : TenantContract
{
    protected override IEdiStore CreateStore(string directory, TimeProvider clock) => PostgresFixture.Create(PostgresFixture.ConnectionString(directory), clock);

    protected override Task PrepareAsync() => PostgresFixture.PrepareAsync(Directory, Now);

    protected override Task AdvanceAsync(TimeSpan by) => PostgresFixture.AdvanceAsync(Directory, Clock, by);

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await PostgresFixture.DropDatabaseAsync(Directory);
    }
}

public sealed class PostgresAccountTests : AccountContract
{
    protected override IEdiStore CreateStore(string directory, TimeProvider clock) => PostgresFixture.Create(PostgresFixture.ConnectionString(directory), clock);

    protected override Task PrepareAsync() => PostgresFixture.PrepareAsync(Directory, Now);

    protected override Task AdvanceAsync(TimeSpan by) => PostgresFixture.AdvanceAsync(Directory, Clock, by);

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await PostgresFixture.DropDatabaseAsync(Directory);
    }
}

public sealed class PostgresMailboxTests : MailboxContract
{
    protected override IEdiStore CreateStore(string directory, TimeProvider clock) => PostgresFixture.Create(PostgresFixture.ConnectionString(directory), clock);

    protected override Task PrepareAsync() => PostgresFixture.PrepareAsync(Directory, Now);

    protected override Task AdvanceAsync(TimeSpan by) => PostgresFixture.AdvanceAsync(Directory, Clock, by);

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await PostgresFixture.DropDatabaseAsync(Directory);
    }
}
