using System.Globalization;
using System.Text;

namespace WebEdi.Faults;

/// <summary>What a process does to the files of a folder, in the order in which the system saw it begin and end.</summary>
internal static class DiskTrace
{
    /// <summary>What is written down: every call that changes a file, a name, or waits for the disk. One that is not understood ends the reading.</summary>
    private static readonly string[] Calls =
    [
        "openat", "pwrite64", "write", "pwritev", "pwritev2", "writev", "fsync", "fdatasync", "sync_file_range", "ftruncate", "truncate", "fallocate",
        "rename", "renameat", "renameat2", "link", "linkat", "unlink", "unlinkat", "rmdir", "mkdir", "mkdirat", "copy_file_range", "sendfile",
    ];

    /// <summary>Gets what a program is started with, so that it is written down.</summary>
    public static IEnumerable<string> Tracing(string file) =>
        ["-D", "-f", "-qqq", "-ttt", "-y", "-xx", "-s", "67108864", "--seccomp-bpf", "-e", $"trace={string.Join(',', Calls)}", "-e", "signal=none", "-o", file];

    /// <summary>Reads what was written down.</summary>
    /// <param name="file">The file.</param>
    /// <param name="folder">The folder; what happens elsewhere is left out.</param>
    public static IEnumerable<DiskEvent> Read(string file, string folder)
    {
        Dictionary<string, (string Begun, DiskEvent? Event)> open = new(StringComparer.Ordinal);
        foreach (string line in File.ReadLines(file))
        {
            string[] parts = line.Split(' ', 3, StringSplitOptions.RemoveEmptyEntries);
            if (parts.Length < 3 || parts[2][0] is '+' or '-')
                continue;

            (string thread, string text) = (parts[0], parts[2]);
            DateTime at = DateTime.UnixEpoch.AddTicks((long)(decimal.Parse(parts[1], CultureInfo.InvariantCulture) * TimeSpan.TicksPerSecond));
            if (text.EndsWith(" <unfinished ...>", StringComparison.Ordinal))
            {
                string begun = text[..^" <unfinished ...>".Length];
                DiskEvent? first = Parse(begun, at, folder);
                open[thread] = (begun, first);
                if (first is not null)
                    yield return first;
                continue;
            }

            DiskEvent? what;
            if (text.StartsWith("<... ", StringComparison.Ordinal))
            {
                if (!open.Remove(thread, out (string Begun, DiskEvent? Event) half))
                    continue;
                what = half.Event;
                text = half.Begun + text[(text.IndexOf('>', StringComparison.Ordinal) + 1)..];
            }
            else
            {
                what = Parse(text, at, folder);
                if (what is not null)
                    yield return what;
            }

            if (what is null)
                continue;

            // The answer: -1 says that nothing was done, a write tells how much was.
            string answer = text[(text.LastIndexOf(" = ", StringComparison.Ordinal) + 3)..];
            what.Answer = answer[0] == '?' ? -1 : long.Parse(answer.Split(' ', '<')[0], CultureInfo.InvariantCulture);
            yield return new DiskEvent { Kind = DiskEventKind.End, Path = what.Path, At = at, Begun = what };
        }
    }

    private static DiskEvent? Parse(string text, DateTime at, string folder)
    {
        int bracket = text.IndexOf('(', StringComparison.Ordinal);
        string call = text[..bracket];
        List<string> words = Words(text.AsSpan(bracket + 1));
        string path = call switch
        {
            "openat" or "mkdirat" or "unlinkat" => Name(words[1]),
            "renameat" or "renameat2" or "linkat" => Name(words[1]),
            "mkdir" or "unlink" or "rmdir" or "rename" or "link" or "truncate" => Name(words[0]),
            "copy_file_range" => Of(words[2]),
            _ => Of(words[0]),
        };
        string second = call switch
        {
            "rename" or "link" => Name(words[1]),
            "renameat" or "renameat2" or "linkat" => Name(words[3]),
            _ => "",
        };
        if (!path.StartsWith(folder, StringComparison.Ordinal) && !second.StartsWith(folder, StringComparison.Ordinal))
            return null;

        DiskEvent what = new() { Kind = DiskEventKind.Folder, Path = path, At = at };
        switch (call)
        {
            case "openat":
                return words[2].Contains("O_CREAT", StringComparison.Ordinal) || words[2].Contains("O_TRUNC", StringComparison.Ordinal)
                    ? what with { Kind = DiskEventKind.Create, IsEmptied = words[2].Contains("O_TRUNC", StringComparison.Ordinal) }
                    : null;
            case "pwrite64":
                return what with { Kind = DiskEventKind.Write, Offset = long.Parse(words[3], CultureInfo.InvariantCulture), Bytes = Bytes(words[1]) };
            case "fsync" or "fdatasync":
                return what with { Kind = DiskEventKind.Sync };
            case "ftruncate":
                return what with { Kind = DiskEventKind.Truncate, Offset = long.Parse(words[1], CultureInfo.InvariantCulture) };
            case "unlink" or "unlinkat" or "rmdir":
                return what with { Kind = DiskEventKind.Remove };
            case "mkdir" or "mkdirat":
                return what;
            case "rename" or "renameat" or "renameat2":
                return what with { Kind = DiskEventKind.Rename, To = second };
            default:
                throw new NotSupportedException($"{call} in the folder that is watched: the model of the disk does not know it");
        }
    }

    /// <summary>Cuts arguments at commas; strings are hexadecimal and hold none.</summary>
    private static List<string> Words(ReadOnlySpan<char> text)
    {
        List<string> words = [];
        foreach (Range range in text.Split(", "))
            words.Add(text[range].ToString());
        if (words[^1].IndexOf(") = ", StringComparison.Ordinal) is > -1 and int end)
            words[^1] = words[^1][..end].TrimEnd();
        words[^1] = words[^1].TrimEnd(')');
        return words;
    }

    private static string Of(string word) =>
        word.IndexOf('<', StringComparison.Ordinal) is > -1 and int from && !word.EndsWith("(deleted)", StringComparison.Ordinal) ? Encoding.UTF8.GetString(Bytes(word.AsSpan(from + 1))) : "";

    private static string Name(string word) => Encoding.UTF8.GetString(Bytes(word));

    private static byte[] Bytes(ReadOnlySpan<char> word)
    {
        ReadOnlySpan<char> text = word.Trim("\"<>").ToString();
        if (text.IndexOf("...", StringComparison.Ordinal) >= 0)
            throw new InvalidOperationException("A call was written down in part only.");
        byte[] bytes = new byte[text.Length / 4];
        for (int i = 0; i < bytes.Length; i++)
            bytes[i] = byte.Parse(text.Slice((i * 4) + 2, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
        return bytes;
    }
}

/// <summary>What a call does.</summary>
internal enum DiskEventKind
{
    /// <summary>A folder is made; here folders come with their files.</summary>
    Folder = 0,

    /// <summary>A file is made, or opened and emptied.</summary>
    Create = 1,

    /// <summary>Bytes are written.</summary>
    Write = 2,

    /// <summary>A file gets another length.</summary>
    Truncate = 3,

    /// <summary>The disk is waited for.</summary>
    Sync = 4,

    /// <summary>A file gets another name.</summary>
    Rename = 5,

    /// <summary>A name goes away.</summary>
    Remove = 6,

    /// <summary>A call that was begun has ended.</summary>
    End = 7,
}

/// <summary>The beginning of a call, or its end.</summary>
internal sealed record DiskEvent
{
    public required DiskEventKind Kind { get; init; }

    public required string Path { get; init; }

    public required DateTime At { get; init; }

    /// <summary>Gets the other name.</summary>
    public string To { get; init; } = "";

    public bool IsEmptied { get; init; }

    /// <summary>Gets where it is written, or the new length.</summary>
    public long Offset { get; init; }

    public byte[] Bytes { get; init; } = [];

    /// <summary>Gets the beginning, of an end.</summary>
    public DiskEvent? Begun { get; init; }

    /// <summary>Gets or sets what the system said at the end; -1: it was not done.</summary>
    public long Answer { get; set; }

    /// <summary>Gets or sets a value indicating whether it has ended and was done.</summary>
    public bool HasEnded { get; set; }

    /// <summary>Gets or sets the changes that a wait for the disk is for.</summary>
    public IReadOnlyList<object> Covers { get; set; } = [];
}
