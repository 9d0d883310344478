using WebEdi.Engine.Formats;

namespace WebEdi.Engine.Mapping;

/// <summary>A map, checked and made ready once per version. Immutable, safe for concurrent use.</summary>
internal sealed class CompiledMap
{
    /// <summary>Gets its name.</summary>
    public required string Name { get; init; }

    /// <summary>Gets its version.</summary>
    public required int Version { get; init; }

    /// <summary>Gets what it is for.</summary>
    public required MapDirection Direction { get; init; }

    /// <summary>Gets what it asks of the reader.</summary>
    /// <exception cref="InvalidOperationException">It is a map for writing.</exception>
    public ReadingPlan Reading => ReadingOrNull ?? throw new InvalidOperationException($"Map {Name} writes files; it cannot read one.");

    internal ReadingPlan? ReadingOrNull { get; init; }
}

/// <summary>What a map is for.</summary>
internal enum MapDirection
{
    /// <summary>Files of the buyer become orders.</summary>
    Read = 0,

    /// <summary>Replies become a file for the buyer.</summary>
    Write = 1,
}
