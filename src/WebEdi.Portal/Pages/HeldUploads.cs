using System.Collections.Concurrent;
using WebEdi.Portal.SignIn;

namespace WebEdi.Portal.Pages;

/// <summary>
/// Keeps a checked file between the dry run and "take it in", so that exactly the checked bytes are taken. On disk, because files are
/// longer than what memory should hold; for this process only: after a restart the person chooses the file again.
/// </summary>
internal sealed class HeldUploads(TimeProvider time) : IAsyncDisposable
{
    private const int MostHeld = 32;
    private static readonly TimeSpan Life = TimeSpan.FromMinutes(30);

    private readonly ConcurrentDictionary<string, Held> _held = new(StringComparer.Ordinal);

    internal sealed record Held(string Owner, string FileName, string Map, FileStream Content, DateTimeOffset At);

    internal async Task<string> KeepAsync(string owner, string fileName, string map, Stream content, CancellationToken cancellationToken)
    {
        await MakeRoomAsync(owner).ConfigureAwait(false);

        // The name on disk is ours; what the sender called the file is data.
        string path = Path.Combine(Path.GetTempPath(), "webedi-" + Guid.CreateVersion7(time.GetUtcNow()).ToString("N"));
        FileStream file = new(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 64 * 1024, FileOptions.DeleteOnClose | FileOptions.Asynchronous);
        try
        {
            await content.CopyToAsync(file, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            await file.DisposeAsync().ConfigureAwait(false);
            throw;
        }

        string token = Secrets.New();
        _held[token] = new Held(owner, fileName, map, file, time.GetUtcNow());
        return token;
    }

    /// <summary>Hands a file over, once, to whoever checked it.</summary>
    internal Held? Take(string? token, string owner)
    {
        if (token is null || !_held.TryGetValue(token, out Held? held) || held.Owner != owner || time.GetUtcNow() - held.At > Life || !_held.TryRemove(token, out held))
            return null;

        held.Content.Position = 0;
        return held;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (Held held in _held.Values)
            await held.Content.DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>One file per person; the oldest go when there are too many.</summary>
    private async Task MakeRoomAsync(string owner)
    {
        DateTimeOffset now = time.GetUtcNow();
        KeyValuePair<string, Held>[] entries = [.. _held.OrderByDescending(h => h.Value.At)];
        foreach (KeyValuePair<string, Held> entry in entries.Where((h, i) => h.Value.Owner == owner || now - h.Value.At > Life || i >= MostHeld))
        {
            if (_held.TryRemove(entry))
                await entry.Value.Content.DisposeAsync().ConfigureAwait(false);
        }
    }
}
