using WebEdi.Engine.Mapping;

namespace WebEdi;

/// <summary>The format of maps, for editors, documentation and tools.</summary>
public static class MapFormat
{
    /// <summary>Gets the JSON Schema (draft 7) that every map is checked against.</summary>
    public static string Schema => MapSchema.Json;
}
