using WebEdi.Diagnostics;

namespace WebEdi.Engine.Mapping;

/// <summary>Checks a map and makes it ready. Thread-safe.</summary>
internal static class MapCompiler
{
    /// <summary>Checks a map against its schema and against itself, and compiles it.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="version">Its version.</param>
    /// <param name="json">The map, JSON with comments.</param>
    /// <returns>The map, or everything that is wrong with it, each with the property it is about.</returns>
    public static Result<CompiledMap> Compile(string name, int version, string json) =>
        throw new NotSupportedException();
}
