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
}
