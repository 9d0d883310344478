using System.Security.Cryptography;
using System.Text;

namespace WebEdi.Engine.Transports.Folder;

/// <summary>Writes and moves files so that others see them whole or not at all, and never over an existing one.</summary>
internal static class SafeFiles
{
    /// <summary>Writes a file under a temporary name, brings it to the disk and gives it its name, which is on the disk too at the end.</summary>
    /// <param name="folder">An existing folder of ours.</param>
    /// <param name="name">A name without a path.</param>
    /// <param name="content">The bytes.</param>
    /// <param name="distinction">Put into the name when another file with other content has it.</param>
    /// <param name="cancellationToken">Stops before the file has its name.</param>
    /// <returns>The name it has.</returns>
    public static async Task<string> WriteAsync(string folder, string name, ReadOnlyMemory<byte> content, string distinction, CancellationToken cancellationToken)
    {
        string temporary = Path.Combine(folder, $".{Path.GetRandomFileName()}.tmp");
        FileStream file = new(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None);
        try
        {
            await using (file.ConfigureAwait(false))
            {
                await file.WriteAsync(content, cancellationToken).ConfigureAwait(false);
                file.Flush(flushToDisk: true);
            }

            foreach (string candidate in Candidates(name, distinction))
            {
                string path = Path.Combine(folder, candidate);
                if (!TryMove(temporary, path) && !await HasContentAsync(path, content, cancellationToken).ConfigureAwait(false))
                    continue;

                DiskNames.Keep(path);
                return candidate;
            }

            throw new IOException($"There are too many files like {name}.");
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    /// <summary>Moves a file into a folder under its own name, or with a number when that name is taken.</summary>
    /// <returns>The name it has.</returns>
    public static string Move(string path, string folder, string name)
    {
        foreach (string candidate in Candidates(name, null))
        {
            if (TryMove(path, Path.Combine(folder, candidate)))
                return candidate;
        }

        throw new IOException($"There are too many files like {name}.");
    }

    /// <summary>Shortens a name so that it and what is added to it fit into what file systems take: 255 bytes, and Japanese has three a character.</summary>
    internal static string Fit(string name)
    {
        const int maxBytes = 200;
        string extension = Path.GetExtension(name);
        if (Encoding.UTF8.GetByteCount(extension) > 20)
            extension = "";
        string stem = name[..^extension.Length];
        while (Encoding.UTF8.GetByteCount(stem) + Encoding.UTF8.GetByteCount(extension) > maxBytes)
            stem = stem[..^(char.IsLowSurrogate(stem[^1]) && stem.Length > 1 ? 2 : 1)];
        return stem + extension;
    }

    /// <summary>The name, then the name with the distinction or a number before its extension.</summary>
    internal static IEnumerable<string> Candidates(string name, string? distinction)
    {
        yield return name;
        string extension = Path.GetExtension(name);
        string stem = name[..^extension.Length];
        if (distinction is not null)
            yield return $"{stem}.{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(distinction)).AsSpan(0, 6))}{extension}";
        for (int i = 2; i < 10_000; i++)
            yield return $"{stem}.{i}{extension}";
    }

    /// <summary>Moving without overwriting tells by an exception that the name is taken; a check before would race.</summary>
    private static bool TryMove(string from, string to)
    {
        try
        {
            File.Move(from, to, overwrite: false);
            return true;
        }
        catch (IOException) when (File.Exists(to) || Directory.Exists(to))
        {
            return false;
        }
    }

    private static async Task<bool> HasContentAsync(string path, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        FileInfo file = new(path);
        if (!file.Exists || file.Length != content.Length)
            return false;

        byte[] existing = await File.ReadAllBytesAsync(path, cancellationToken).ConfigureAwait(false);
        return content.Span.SequenceEqual(existing);
    }
}
