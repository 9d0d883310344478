using WebEdi.Diagnostics;
using WebEdi.Engine.Text;

namespace WebEdi;

/// <summary>Characters of hosts whose tables do not come with the engine.</summary>
/// <remarks>Tables hold for the whole process; add them before maps are loaded.</remarks>
public static class EdiCharacterTables
{
    /// <summary>Gets the names that maps may give as an encoding.</summary>
    public static IReadOnlyList<string> Encodings => TextCodecs.Names;

    /// <summary>Adds a table, or replaces the one of the same name.</summary>
    /// <param name="text">The table, one statement per line; the page about maps describes them.</param>
    /// <exception cref="FormatException">A line is not understood; the message names it.</exception>
    public static void Add(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        TextCodecs.Add(HostTable.Parse(text));
    }

    /// <summary>Adds every <c>*.txt</c> of a folder, in the order of their names.</summary>
    /// <param name="folder">The folder, only for tables; one that is not there holds none.</param>
    /// <exception cref="EdiSetupException">A table is wrong; the message names file and line.</exception>
    public static void AddFolder(string folder)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        if (!Directory.Exists(folder))
            return;

        foreach (string file in Directory.EnumerateFiles(folder, "*.txt").Order(StringComparer.Ordinal))
        {
            try
            {
                Add(File.ReadAllText(file));
            }
            catch (FormatException fault)
            {
                throw new EdiSetupException($"The character table {file} is wrong: {fault.Message}", fault);
            }
        }
    }
}
