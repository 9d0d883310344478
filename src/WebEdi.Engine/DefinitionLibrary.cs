using System.Collections.Concurrent;
using WebEdi.Diagnostics;

namespace WebEdi.Engine;

/// <summary>All texts of one kind of a tenant: its own, and those of the set-up. Made ready once per version.</summary>
/// <typeparam name="TStored">A stored version.</typeparam>
/// <typeparam name="TReady">What is made of it.</typeparam>
internal abstract class DefinitionLibrary<TStored, TReady>(IEnumerable<IDefinitionSource> sources)
    where TStored : class
    where TReady : class
{
    /// <summary>Who a stored version from the set-up is by; a version by anybody else is the tenant's own and wins.</summary>
    protected const string SetUp = "set-up";

    private const int MaxReady = 256;

    private readonly IDefinitionSource[] _sources = [.. sources];
    private readonly ConcurrentDictionary<(string Name, int Version, string Json), Result<TReady>> _ready = new();

    /// <summary>Gets what a text is called: map.</summary>
    protected abstract string Noun { get; }

    /// <summary>Finds the version that counts for the next file; one of the set-up is stored for the tenant at its first use.</summary>
    /// <returns>The version, or null when there is none of that name.</returns>
    /// <exception cref="EdiSetupException">The text of the set-up is wrong.</exception>
    public async Task<TStored?> FindCurrentAsync(string tenant, string name, CancellationToken cancellationToken)
    {
        if (!IsName(name))
            return null;

        TStored? stored = await FindStoredAsync(tenant, name, cancellationToken).ConfigureAwait(false);
        if (stored is not null && Counts(stored) && SavedBy(stored) != SetUp)
            return stored;

        string? text = FindInSetUp(name);
        if (stored is not null && (text is null || IsSame(stored, text)))
            return Counts(stored) ? stored : null;
        if (text is null)
            return null;

        Check(name, text);
        return await SaveAsync(tenant, name, text, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Lists all names that a tenant can use.</summary>
    public async Task<IReadOnlyList<string>> NamesAsync(string tenant, CancellationToken cancellationToken)
    {
        IReadOnlyList<string> stored = await StoredNamesAsync(tenant, cancellationToken).ConfigureAwait(false);
        return [.. stored.Concat(_sources.SelectMany(s => s.Names)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
    }

    /// <summary>Makes a text ready, or takes it from the shelf.</summary>
    public Result<TReady> Compile(string name, int version, string json)
    {
        if (_ready.Count >= MaxReady)
            _ready.Clear();

        return _ready.GetOrAdd((name, version, json), key => Make(key.Name, key.Version, key.Json));
    }

    /// <summary>Checks every text that the set-up adds to the ready-made ones.</summary>
    /// <exception cref="EdiSetupException">At least one is wrong; the message names all of them.</exception>
    public void CheckSetUp()
    {
        List<string> faults = [];
        foreach (string folder in _sources.Select(s => s.Folder).OfType<string>().Where(f => !Directory.Exists(f)))
            faults.Add($"The {Noun} folder {folder} does not exist.");

        foreach (string name in _sources.Where(s => s is not ReadyMadeMaps).SelectMany(s => s.Names).Distinct(StringComparer.Ordinal))
        {
            try
            {
                Check(name, FindInSetUp(name)!);
            }
            catch (EdiSetupException e)
            {
                faults.Add(e.Message);
            }
        }

        if (faults.Count > 0)
            throw new EdiSetupException(string.Join(Environment.NewLine, faults));
    }

    /// <summary>Finds the text of the set-up: the last source that has the name wins, as with every other registration.</summary>
    public string? FindInSetUp(string name) => _sources.Reverse().Select(s => s.Find(name)).FirstOrDefault(json => json is not null);

    protected abstract bool IsName(string name);

    protected abstract Task<TStored?> FindStoredAsync(string tenant, string name, CancellationToken cancellationToken);

    protected abstract Task<TStored> SaveAsync(string tenant, string name, string json, CancellationToken cancellationToken);

    protected abstract Task<IReadOnlyList<string>> StoredNamesAsync(string tenant, CancellationToken cancellationToken);

    /// <summary>Tells whether a stored version has this text.</summary>
    protected abstract bool IsSame(TStored stored, string text);

    /// <summary>Tells whether a stored version is one, or says that there is none any more.</summary>
    protected virtual bool Counts(TStored stored) => true;

    protected abstract string SavedBy(TStored stored);

    protected abstract Result<TReady> Make(string name, int version, string json);

    /// <summary>What is wrong with a text of the set-up beyond itself.</summary>
    protected virtual IReadOnlyList<Diagnostic> CheckAgainstOthers(TReady ready) => [];

    private void Check(string name, string json)
    {
        Result<TReady> made = Make(name, 0, json);
        IReadOnlyList<Diagnostic> faults = made.Succeeded ? CheckAgainstOthers(made.Value) : made.Diagnostics;
        if (faults.Count > 0)
            throw new EdiSetupException($"The {Noun} {name} cannot be used: {string.Join("; ", faults.Take(5))}");
    }
}
