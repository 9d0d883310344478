using WebEdi.Engine.Storing.Memory;
using WebEdi.ProviderContracts;
using WebEdi.Storage;

namespace WebEdi.Engine.Tests.Storing;

public sealed class MemoryInboxTests : InboxContract
{
    protected override IEdiStore CreateStore(string directory, TimeProvider clock) => new MemoryStore(clock);
}

public sealed class MemoryDocumentTests : DocumentContract
{
    protected override IEdiStore CreateStore(string directory, TimeProvider clock) => new MemoryStore(clock);
}

public sealed class MemoryReplyTests : ReplyContract
{
    protected override IEdiStore CreateStore(string directory, TimeProvider clock) => new MemoryStore(clock);
}

public sealed class MemoryOutboxTests : OutboxContract
{
    protected override IEdiStore CreateStore(string directory, TimeProvider clock) => new MemoryStore(clock);
}

public sealed class MemoryDespatchTests : DespatchContract
{
    protected override IEdiStore CreateStore(string directory, TimeProvider clock) => new MemoryStore(clock);
}

public sealed class MemoryTenantTests : TenantContract
{
    protected override IEdiStore CreateStore(string directory, TimeProvider clock) => new MemoryStore(clock);
}

public sealed class MemoryAccountTests : AccountContract
{
    protected override IEdiStore CreateStore(string directory, TimeProvider clock) => new MemoryStore(clock);
}

public sealed class MemoryMailboxTests : MailboxContract
{
    protected override IEdiStore CreateStore(string directory, TimeProvider clock) => new MemoryStore(clock);
}

public sealed class MemoryUpkeepTests : UpkeepContract
{
    protected override IEdiStore CreateStore(string directory, TimeProvider clock) => new MemoryStore(clock);
}
