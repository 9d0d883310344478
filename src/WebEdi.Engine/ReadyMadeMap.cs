using WebEdi.Engine;

namespace WebEdi;

/// <summary>The maps that come with the engine, for the standards' own messages.</summary>
public static class ReadyMadeMap
{
    private static readonly ReadyMadeMaps Maps = new();

    /// <summary>Gets their names.</summary>
    public static IReadOnlyList<string> Names => Maps.Names;

    /// <summary>Finds a map, to read it or to begin an own one with it.</summary>
    /// <param name="name">Its name, for instance edifact-orders.</param>
    /// <returns>The map as JSON with comments; null when there is none of that name.</returns>
    public static string? Find(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return Maps.Find(name);
    }
}
