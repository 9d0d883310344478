using WebEdi.Storage;

namespace WebEdi.Portal.SignIn;

internal sealed class SetupLinks(IEdiStore store, TimeProvider time) : ISetupLinks
{
    internal const string Purpose = "setup";

    private static readonly TimeSpan Life = TimeSpan.FromMinutes(30);

    public async Task<Uri?> CreateAsync(Uri baseAddress, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(baseAddress);

        if (await store.Accounts.CountAsync(cancellationToken).ConfigureAwait(false) > 0)
            return null;

        string secret = Secrets.New();
        DateTimeOffset end = time.GetUtcNow() + Life;
        await store.Accounts.SaveTokenAsync(new OneTimeToken(Secrets.Hash(secret), Purpose, null, end), cancellationToken).ConfigureAwait(false);
        await store.Accounts.SaveTokenAsync(People.NewSetupGate(end), cancellationToken).ConfigureAwait(false);
        return new Uri($"{baseAddress.ToString().TrimEnd('/')}/setup?token={secret}");
    }
}
