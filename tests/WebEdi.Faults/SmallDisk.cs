using System.Diagnostics;
using System.Globalization;

namespace WebEdi.Faults;

/// <summary>A disk of its own for the data of the hosts or of the database server, which something else can fill up. Needs the right to mount.</summary>
internal sealed class SmallDisk : IDisposable
{
    private const long Bytes = 2L << 30;

    private readonly string _folder;

    private SmallDisk(string folder) => _folder = folder;

    /// <summary>Puts the disk under a folder.</summary>
    /// <returns>Null: this process may not mount.</returns>
    public static SmallDisk? Mount(string folder)
    {
        Directory.CreateDirectory(folder);
        return Environment.UserName == "root" && Run("mount", "-t", "tmpfs", "-o", string.Create(CultureInfo.InvariantCulture, $"size={Bytes}"), "tmpfs", folder) ? new SmallDisk(folder) : null;
    }

    /// <summary>Lets something else take all the room that is left, for a while.</summary>
    public async Task FillAsync(TimeSpan time)
    {
        string filler = Path.Combine(_folder, "somebody-else");
        try
        {
            await using (FileStream file = new(filler, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0))
                Fill(file);
            await Task.Delay(time);
        }
        finally
        {
            File.Delete(filler);
        }
    }

    public void Dispose() => Run("umount", "-l", _folder);

    private static void Fill(FileStream file)
    {
        byte[] block = new byte[1 << 20];
        try
        {
            while (file.Length < Bytes)
                file.Write(block);
        }
        catch (IOException)
        {
            // Full to the last byte: single ones.
            try
            {
                while (true)
                    file.Write(block, 0, 512);
            }
            catch (IOException)
            {
                // Now it is.
            }
        }
    }

    private static bool Run(string program, params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0;
    }
}
