using WebEdi.Diagnostics;

namespace WebEdi.Storage.Sql.Internal.Dialects;

/// <summary>Where a database file may lie. Shared memory and locks of WAL do not work across a network: such databases are lost, not slow.</summary>
internal static class FileSystems
{
    private static readonly string[] Network =
        ["nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "virtiofs", "fuse.sshfs", "afs", "ceph", "glusterfs", "fuse.glusterfs", "lustre", "beegfs", "davfs", "fuse.s3fs", "fuse.rclone", "prl_fs", "vboxsf", "fakeowner"];

    public static void RefuseNetwork(string path)
    {
        string? kind = OperatingSystem.IsLinux() ? Mounts("/proc/self/mounts", path) : OperatingSystem.IsWindows() ? Drive(path) : null;
        if (kind is not null && Network.Contains(kind, StringComparer.Ordinal))
            throw new EdiStoreException($"The database {path} lies on a network file system ({kind}), where SQLite loses data. Use a local disk or volume.", isTransient: false);
    }

    internal static string? KindOf(string mounts, string path)
    {
        string best = "";
        string? kind = null;
        foreach (string line in mounts.Split('\n'))
        {
            string[] fields = line.Split(' ');
            if (fields.Length < 3)
                continue;

            string point = fields[1].Replace("\\040", " ", StringComparison.Ordinal);
            bool isBelow = path == point || path.StartsWith(point.EndsWith('/') ? point : point + "/", StringComparison.Ordinal);
            if (isBelow && point.Length >= best.Length)
                (best, kind) = (point, fields[2]);
        }

        return kind;
    }

    private static string? Mounts(string file, string path)
    {
        try
        {
            return KindOf(File.ReadAllText(file), path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static string? Drive(string path)
    {
        if (path.StartsWith(@"\\", StringComparison.Ordinal))
            return "smb3";

        return new DriveInfo(Path.GetPathRoot(path)!).DriveType == DriveType.Network ? "smb3" : null;
    }
}
