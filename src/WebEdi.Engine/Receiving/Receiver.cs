using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using WebEdi.Diagnostics;
using WebEdi.Formats;
using WebEdi.Engine.Formats;

namespace WebEdi.Engine.Receiving;

/// <summary>Reads a file at the door once, hashing and counting while it reads; refuses what is empty, too long or of no known format.</summary>
internal sealed class Receiver(IEnumerable<IFormatDetector> detectors, IOptions<EdiOptions> options)
{
    /// <summary>What the detectors see.</summary>
    internal const int HeadBytes = 64 * 1024;

    /// <summary>Up to here a file stays in memory; most order files are smaller.</summary>
    internal const int MemoryBytes = 1024 * 1024;

    private readonly IFormatDetector[] _detectors = [.. detectors];

    /// <summary>Reads the file.</summary>
    /// <param name="content">The bytes; read to the end, or to the point where the file is refused.</param>
    /// <param name="fileName">For diagnostics.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <returns>The file, to be disposed; or why it is refused.</returns>
    public async Task<Result<SpooledFile>> ReceiveAsync(Stream content, string fileName, CancellationToken cancellationToken)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(HeadBytes);
        Stream? spool = null;
        try
        {
            int read = await content.ReadAtLeastAsync(buffer.AsMemory(0, HeadBytes), HeadBytes, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
            if (CheckHead(buffer.AsSpan(0, read), fileName) is { } fault)
                return new Result<SpooledFile>([fault]);

            using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            spool = new MemoryStream(read < HeadBytes ? read : MemoryBytes);
            while (read > 0)
            {
                if (spool.Length + read > options.Value.MaxFileBytes)
                {
                    await spool.DisposeAsync().ConfigureAwait(false);
                    return new Result<SpooledFile>([TooLarge(content, fileName)]);
                }

                hash.AppendData(buffer, 0, read);
                spool = await MakeRoomAsync(spool, read, cancellationToken).ConfigureAwait(false);
                await spool.WriteAsync(buffer.AsMemory(0, read), cancellationToken).ConfigureAwait(false);
                read = await content.ReadAsync(buffer.AsMemory(0, HeadBytes), cancellationToken).ConfigureAwait(false);
            }

            spool.Position = 0;
            return new Result<SpooledFile>(new SpooledFile(spool, Convert.ToHexStringLower(hash.GetHashAndReset())));
        }
        catch
        {
            if (spool is not null)
                await spool.DisposeAsync().ConfigureAwait(false);
            throw;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>A name is data, but it is shown and written beside archived files: no path, no control characters, bounded.</summary>
    /// <param name="name">As the sender gave it.</param>
    /// <returns>1-200 characters.</returns>
    public static string CleanName(string name)
    {
        ReadOnlySpan<char> last = name.AsSpan(name.AsSpan().LastIndexOfAny('/', '\\') + 1);
        string clean = string.Concat(last.ToString().EnumerateRunes().Select(r => IsHarmless(r) ? r.ToString() : "_"));
        if (clean.Length > 200)
            clean = clean[..(char.IsHighSurrogate(clean[199]) ? 199 : 200)];

        return clean.Trim() is "" or "." or ".." ? "file" : clean;
    }

    private static bool IsHarmless(System.Text.Rune rune) =>
        rune.Value != 0xFFFD
        && System.Text.Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);

    private Diagnostic? CheckHead(ReadOnlySpan<byte> head, string fileName)
    {
        SourcePosition position = new(fileName, 0, 0);
        if (BlankFile.IsMatch(head))
            return Diagnostic.Create(DiagnosticCodes.FileEmpty, position);

        List<string> evidence = [];
        foreach (IFormatDetector detector in _detectors)
        {
            FormatMatch match = detector.Match(head);
            if (match.Confidence > 0)
                return null;

            evidence.Add(match.Evidence);
        }

        return _detectors.Length == 0
            ? null
            : Diagnostic.Create(DiagnosticCodes.FormatUnknown, position, found: string.Join("; ", evidence), expected: Expect.Value(string.Join(", ", _detectors.Select(d => d.Format))));
    }

    private Diagnostic TooLarge(Stream content, string fileName)
    {
        string max = options.Value.MaxFileBytes.ToString(CultureInfo.InvariantCulture);
        string found = content.CanSeek ? content.Length.ToString(CultureInfo.InvariantCulture) : ">" + max;
        return Diagnostic.Create(DiagnosticCodes.FileTooLarge, new SourcePosition(fileName, 0, 0), found: found, expected: Expect.Value(max));
    }

    private static async ValueTask<Stream> MakeRoomAsync(Stream spool, int more, CancellationToken cancellationToken)
    {
        if (spool is not MemoryStream memory || memory.Length + more <= MemoryBytes)
            return spool;

        // The name is ours and random; the system removes the file with the handle, also when the process is killed on Windows; on Unix it is unlinked on close.
        string folder = Path.GetTempPath();
        Directory.CreateDirectory(folder);
        FileStreamOptions how = new()
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Share = FileShare.None,
            Options = FileOptions.DeleteOnClose | FileOptions.Asynchronous,
            BufferSize = 0,
        };
        if (!OperatingSystem.IsWindows())
            how.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;

        FileStream file = new(Path.Combine(folder, $"webedi-{Path.GetRandomFileName()}.spool"), how);
        memory.Position = 0;
        await memory.CopyToAsync(file, cancellationToken).ConfigureAwait(false);
        await memory.DisposeAsync().ConfigureAwait(false);
        return file;
    }
}
