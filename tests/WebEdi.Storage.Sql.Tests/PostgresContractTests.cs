using WebEdi.ProviderContracts;

namespace WebEdi.Storage.Sql.Tests;

public sealed class PostgresInboxTests : InboxContract
{
    protected override IEdiStore CreateStore(string directory, TimeProvider clock) => PostgresFixture.Create(PostgresFixture.ConnectionString(directory), clock);

    protected override IStoreSurroundings Surroundings => PostgresSurroundings.Instance;
}

public sealed class PostgresDocumentTests : DocumentContract
{
    protected override IEdiStore CreateStore(string directory, TimeProvider clock) => PostgresFixture.Create(PostgresFixture.ConnectionString(directory), clock);

    protected override IStoreSurroundings Surroundings => PostgresSurroundings.Instance;
}

/// <summary>The same promises when no line may be kept in memory.</summary>
public sealed class PostgresDocumentTestsWithoutMemory : DocumentContract
{
    protected override IEdiStore CreateStore(string directory, TimeProvider clock) => PostgresFixture.Create(PostgresFixture.ConnectionString(directory), clock, linesInMemory: 0);

    protected override IStoreSurroundings Surroundings => PostgresSurroundings.Instance;
}

public sealed class PostgresReplyTests : ReplyContract
{
    protected override IEdiStore CreateStore(string directory, TimeProvider clock) => PostgresFixture.Create(PostgresFixture.ConnectionString(directory), clock);

    protected override IStoreSurroundings Surroundings => PostgresSurroundings.Instance;
}

public sealed class PostgresOutboxTests : OutboxContract
{
    protected override IEdiStore CreateStore(string directory, TimeProvider clock) => PostgresFixture.Create(PostgresFixture.ConnectionString(directory), clock);

    protected override IStoreSurroundings Surroundings => PostgresSurroundings.Instance;
}

public sealed class PostgresDespatchTests : DespatchContract
{
    protected override IEdiStore CreateStore(string directory, TimeProvider clock) => PostgresFixture.Create(PostgresFixture.ConnectionString(directory), clock);

    protected override IStoreSurroundings Surroundings => PostgresSurroundings.Instance;
}

public sealed class PostgresTenantTests : TenantContract
{
    protected override IEdiStore CreateStore(string directory, TimeProvider clock) => PostgresFixture.Create(PostgresFixture.ConnectionString(directory), clock);

    protected override IStoreSurroundings Surroundings => PostgresSurroundings.Instance;
}

public sealed class PostgresAccountTests : AccountContract
{
    protected override IEdiStore CreateStore(string directory, TimeProvider clock) => PostgresFixture.Create(PostgresFixture.ConnectionString(directory), clock);

    protected override IStoreSurroundings Surroundings => PostgresSurroundings.Instance;
}

public sealed class PostgresMailboxTests : MailboxContract
{
    protected override IEdiStore CreateStore(string directory, TimeProvider clock) => PostgresFixture.Create(PostgresFixture.ConnectionString(directory), clock);

    protected override IStoreSurroundings Surroundings => PostgresSurroundings.Instance;
}

public sealed class PostgresArchiveTests : ArchiveContract
{
    protected override IEdiStore CreateStore(string directory, TimeProvider clock) => PostgresFixture.Create(PostgresFixture.ConnectionString(directory), clock);

    protected override IStoreSurroundings Surroundings => PostgresSurroundings.Instance;
}

public sealed class PostgresUpkeepTests : UpkeepContract
{
    protected override IEdiStore CreateStore(string directory, TimeProvider clock) => PostgresFixture.Create(PostgresFixture.ConnectionString(directory), clock);

    protected override IStoreSurroundings Surroundings => PostgresSurroundings.Instance;
}
