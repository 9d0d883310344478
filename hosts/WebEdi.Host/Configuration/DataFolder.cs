namespace WebEdi.Host.Configuration;

/// <summary>The one folder that everything is kept in.</summary>
internal sealed class DataFolder(string path)
{
    /// <summary>The uid of the image's own user.</summary>
    private const string ImageUid = "1654";

    public string Root { get; } = Path.GetFullPath(path);

    public string Characters => Path.Combine(Root, "characters");

    public string Keys => Path.Combine(Root, "keys");

    public string Maps => Path.Combine(Root, "maps");

    public string Partners => Path.Combine(Root, "partners");

    public string Tables => Path.Combine(Root, "tables");

    public string Templates => Path.Combine(Root, "templates");

    public string In => Path.Combine(Root, "in");

    public string Out => Path.Combine(Root, "out");

    public string Samples => Path.Combine(Root, "samples");

    /// <summary>Makes the folders and tries to write.</summary>
    /// <returns>What is wrong and how to mend it, on one line; null: all is well.</returns>
    public string? Prepare()
    {
        try
        {
            foreach (string folder in new[] { Root, Characters, Maps, Partners, Tables, Templates })
                Directory.CreateDirectory(folder);
            if (OperatingSystem.IsWindows())
                Directory.CreateDirectory(Keys);
            else
                Directory.CreateDirectory(Keys, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

            foreach (string folder in new[] { Root, Keys })
                Probe(folder);
            UseTemporaryFolder();
            return null;
        }
        catch (UnauthorizedAccessException)
        {
            return NotWritable("is not writable");
        }
        catch (IOException failed)
        {
            return NotWritable($"cannot be used ({failed.Message.TrimEnd('.')})");
        }
    }

    /// <summary>With a read-only root, what is too long for memory is put aside in the data folder.</summary>
    private void UseTemporaryFolder()
    {
        try
        {
            Probe(Path.GetTempPath());
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
        {
            string own = Path.Combine(Root, "tmp");
            Directory.CreateDirectory(own);
            Environment.SetEnvironmentVariable("TMPDIR", own);
        }
    }

    private static void Probe(string folder)
    {
        string probe = Path.Combine(folder, $".webedi-{Environment.ProcessId}");
        File.WriteAllBytes(probe, []);
        File.Delete(probe);
    }

    private string NotWritable(string what)
    {
        string uid = EffectiveUid();
        string wanted = uid is "" or "0" ? ImageUid : uid;
        return $"the data folder {Root} {what}{(uid.Length == 0 ? "" : $" by uid {uid}")}: run 'chown -R {wanted} {Root}' on its host, " +
            "mount a writable volume there, or name another folder with --data or WEBEDI_Data";
    }

    /// <summary>Reads who runs the program; the base library has no call for it.</summary>
    private static string EffectiveUid()
    {
        try
        {
            return File.ReadLines("/proc/self/status").FirstOrDefault(l => l.StartsWith("Uid:", StringComparison.Ordinal))?.Split('\t') is { Length: > 2 } ids ? ids[2] : "";
        }
        catch (IOException)
        {
            return "";
        }
        catch (UnauthorizedAccessException)
        {
            return "";
        }
    }
}
