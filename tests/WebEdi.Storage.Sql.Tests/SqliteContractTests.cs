using WebEdi.ProviderContracts;

namespace WebEdi.Storage.Sql.Tests;

public sealed class SqliteInboxTests : InboxContract
{
    protected override IEdiStore CreateStore(string directory, TimeProvider clock) => Stores.Create(directory, clock);
}

public sealed class SqliteDocumentTests : DocumentContract
{
    protected override IEdiStore CreateStore(string directory, TimeProvider clock) => Stores.Create(directory, clock);
}

/// <summary>The same promises when no line may be kept in memory.</summary>
public sealed class SqliteDocumentTestsWithoutMemory : DocumentContract
{
    protected override IEdiStore CreateStore(string directory, TimeProvider clock) => Stores.Create(directory, clock, linesInMemory: 0);
}

public sealed class SqliteReplyTests : ReplyContract
{
    protected override IEdiStore CreateStore(string directory, TimeProvider clock) => Stores.Create(directory, clock);
}

public sealed class SqliteOutboxTests : OutboxContract
{
    protected override IEdiStore CreateStore(string directory, TimeProvider clock) => Stores.Create(directory, clock);
}

public sealed class SqliteDespatchTests : DespatchContract
{
    protected override IEdiStore CreateStore(string directory, TimeProvider clock) => Stores.Create(directory, clock);
}

public sealed class SqliteTenantTests : TenantContract
{
    protected override IEdiStore CreateStore(string directory, TimeProvider clock) => Stores.Create(directory, clock);
}

public sealed class SqliteAccountTests : AccountContract
{
    protected override IEdiStore CreateStore(string directory, TimeProvider clock) => Stores.Create(directory, clock);
}

public sealed class SqliteMailboxTests : MailboxContract
{
    protected override IEdiStore CreateStore(string directory, TimeProvider clock) => Stores.Create(directory, clock);
}

public sealed class SqliteArchiveTests : ArchiveContract
{
    protected override IEdiStore CreateStore(string directory, TimeProvider clock) => Stores.Create(directory, clock);
}

public sealed class SqliteUpkeepTests : UpkeepContract
{
    protected override IEdiStore CreateStore(string directory, TimeProvider clock) => Stores.Create(directory, clock);

}
