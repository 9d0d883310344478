using WebEdi.Diagnostics;
using WebEdi.Engine.Mapping;
using WebEdi.Storage;

namespace WebEdi.Engine.Partners;

/// <summary>All partner profiles of a tenant, and how they and its maps go together.</summary>
internal sealed class PartnerLibrary(IEdiStore store, MapLibrary maps, IEnumerable<IPartnerSource> sources, TimeProvider time)
    : DefinitionLibrary<StoredPartner, PartnerProfile>(sources)
{
    protected override string Noun => "partner profile";

    /// <summary>Finds the profile that counts for the next file of a partner.</summary>
    /// <returns>The profile, or what is wrong with it; null: the partner has none.</returns>
    /// <exception cref="EdiSetupException">The profile of the set-up is wrong.</exception>
    public async Task<Result<PartnerProfile>?> FindAsync(string tenant, string partner, CancellationToken cancellationToken) =>
        await FindCurrentAsync(tenant, partner, cancellationToken).ConfigureAwait(false) is { } stored ? Compile(stored.Partner, stored.Version, stored.Json) : null;

    /// <summary>Finds the profile that a file was accepted under.</summary>
    /// <exception cref="EdiSetupException">It is not in the store, or wrong.</exception>
    public async Task<PartnerProfile?> FindPinnedAsync(InboundFile file, CancellationToken cancellationToken)
    {
        if (file.ProfileVersion == 0)
            return null;

        StoredPartner stored = await store.Tenants.FindPartnerAsync(file.Tenant, file.Partner, file.ProfileVersion, cancellationToken).ConfigureAwait(false)
            ?? throw new EdiSetupException($"Version {file.ProfileVersion} of the profile of {file.Partner} is not in the store.");
        Result<PartnerProfile> profile = Compile(stored.Partner, stored.Version, stored.Json);
        return profile.Value ?? throw new EdiSetupException($"Version {stored.Version} of the profile of {stored.Partner} cannot be used: {profile.Diagnostics[0]}");
    }

    /// <summary>Checks a profile by itself and against the map that it names.</summary>
    public async Task<Result<PartnerProfile>> CheckAsync(string tenant, string partner, string json, CancellationToken cancellationToken)
    {
        Result<PartnerProfile> profile = PartnerCompiler.Compile(partner, 0, json);
        if (!profile.Succeeded || profile.Value.Map is not { } name)
            return profile;

        StoredMap? map = await maps.FindCurrentAsync(tenant, name, cancellationToken).ConfigureAwait(false);
        if (map is null)
            return new Result<PartnerProfile>([PartnerCompiler.UnknownMap(profile.Value, await maps.NamesAsync(tenant, cancellationToken).ConfigureAwait(false))]);

        IReadOnlyList<Diagnostic> faults = Together(profile.Value, map.Name, map.Json);
        if (faults.Count == 0 && profile.Value.PatchFor(map.Name) is { } patch && MapLibrary.TablesOf(map.Json, patch).Count > 0)
            faults = (await maps.TryAsync(tenant, map.Name, map.Json, patch, cancellationToken).ConfigureAwait(false)).Diagnostics;
        return faults.Count == 0 ? profile : new Result<PartnerProfile>(faults);
    }

    protected override bool IsName(string name) => PartnerName.IsValid(name);

    protected override Task<StoredPartner?> FindStoredAsync(string tenant, string name, CancellationToken cancellationToken) =>
        store.Tenants.FindPartnerAsync(tenant, name, null, cancellationToken);

    protected override Task<StoredPartner> SaveAsync(string tenant, string name, string json, CancellationToken cancellationToken) =>
        store.Tenants.SavePartnerAsync(tenant, name, json, time.GetUtcNow(), SetUp, cancellationToken);

    protected override async Task<IReadOnlyList<string>> StoredNamesAsync(string tenant, CancellationToken cancellationToken) =>
        [.. (await store.Tenants.ListPartnersAsync(tenant, cancellationToken).ConfigureAwait(false)).Select(p => p.Partner)];

    protected override bool IsSame(StoredPartner stored, string text) => stored.Json == text;

    protected override string SavedBy(StoredPartner stored) => stored.SavedBy;

    protected override Result<PartnerProfile> Make(string name, int version, string json) => PartnerCompiler.Compile(name, version, json);

    /// <summary>A map that the set-up does not have may be the tenant's own; it is checked when a file comes.</summary>
    protected override IReadOnlyList<Diagnostic> CheckAgainstOthers(PartnerProfile ready) =>
        ready.Map is { } name && maps.FindInSetUp(name) is { } map ? Together(ready, name, map) : [];

    /// <summary>What is wrong with a profile and a map together; a map that is wrong by itself is not the profile's fault.</summary>
    private IReadOnlyList<Diagnostic> Together(PartnerProfile profile, string name, string map)
    {
        if (maps.Compile(name, 0, map).Value is not { } alone)
            return [];
        if (alone.Writes)
            return [Diagnostic.Create(DiagnosticCodes.ProfileValue, profile.Places.Find("map"), "map", name, Expect.MapThatReads)];

        return profile.PatchFor(name) is { } patch && maps.CompilePatched(name, map, patch) is { Succeeded: false } broken ? broken.Diagnostics : [];
    }
}
