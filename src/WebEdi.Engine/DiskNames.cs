namespace WebEdi.Engine;

/// <summary>Names of files that outlive a power cut.</summary>
internal static class DiskNames
{
    /// <summary>Waits until the disk has the name that a file was given: its bytes may be there, and its name not yet.</summary>
    /// <param name="path">The file under its new name.</param>
    /// <remarks>.NET opens no folders; file systems that keep a journal of names write it before they answer for any of the files in it.</remarks>
    public static void Keep(string path)
    {
        try
        {
            using Microsoft.Win32.SafeHandles.SafeFileHandle file = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
            RandomAccess.FlushToDisk(file);
        }
        catch (FileNotFoundException)
        {
            // Whom it was for has taken it already.
        }
    }
}
