using System.Collections.Concurrent;
using System.Text;
using WebEdi.Storage;
using WebEdi.Templates;

namespace WebEdi.Engine.Templates;

/// <summary>The texts that a tenant saved itself.</summary>
internal sealed class StoredTemplates(IEdiStore store) : ITemplateSource
{
    public int Order => 0;

    public Task<string?> FindAsync(string tenant, string name, string culture, CancellationToken cancellationToken = default) =>
        store.Tenants.FindTemplateAsync(tenant, name, culture, cancellationToken);
}

/// <summary>Texts of a folder: <c>TENANT/NAME.CULTURE.sbn</c>, then <c>NAME.CULTURE.sbn</c>. Read anew each time, so that an edit counts at once.</summary>
internal sealed class FolderTemplates(string folder) : ITemplateSource
{
    public int Order => 100;

    public async Task<string?> FindAsync(string tenant, string name, string culture, CancellationToken cancellationToken = default)
    {
        if (!TemplateName.IsValid(tenant, name, culture))
            return null;

        string file = $"{name}.{culture}.sbn";
        return await ReadAsync(Path.Combine(folder, tenant, file), cancellationToken).ConfigureAwait(false)
            ?? await ReadAsync(Path.Combine(folder, file), cancellationToken).ConfigureAwait(false);
    }

    private static async Task<string?> ReadAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            FileStream stream = new(path, new FileStreamOptions { Access = FileAccess.Read, Share = FileShare.ReadWrite | FileShare.Delete, Options = FileOptions.Asynchronous });
            await using (stream.ConfigureAwait(false))
            {
                using StreamReader reader = new(stream, Encoding.UTF8);
                // One character more than may be rendered is enough for the renderer to refuse it; a huge file is not loaded whole.
                char[] text = new char[TemplateLimits.TextLength + 1];
                int length = await reader.ReadBlockAsync(text, cancellationToken).ConfigureAwait(false);
                return new string(text, 0, length);
            }
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }
}

/// <summary>The built-in texts.</summary>
internal sealed class BuiltInTemplates : ITemplateSource
{
    private readonly ConcurrentDictionary<string, string?> _texts = new(StringComparer.Ordinal);

    public int Order => 200;

    public Task<string?> FindAsync(string tenant, string name, string culture, CancellationToken cancellationToken = default) =>
        Task.FromResult(TemplateName.IsValid(tenant, name, culture) ? _texts.GetOrAdd($"{name}.{culture}.sbn", Read) : null);

    private static string? Read(string file)
    {
        using Stream? stream = typeof(BuiltInTemplates).Assembly.GetManifestResourceStream($"WebEdi.Templates.{file}");
        if (stream is null)
            return null;

        using StreamReader reader = new(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
