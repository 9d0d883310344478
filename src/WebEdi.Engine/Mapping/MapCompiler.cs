using WebEdi.Diagnostics;

namespace WebEdi.Engine.Mapping;

/// <summary>Checks a map and makes it ready. Thread-safe.</summary>
internal static class MapCompiler
{
    /// <summary>Checks a map against its schema and against itself, and compiles it.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="version">Its version.</param>
    /// <param name="json">The map, JSON with comments.</param>
    /// <param name="vocabulary">What the formats know about their names; null: elements are named by position only.</param>
    /// <param name="patch">What a partner's profile says otherwise; null: nothing.</param>
    /// <param name="isTrusted">Whether the map came with the engine: its tests have checked it against the schema.</param>
    /// <param name="tools">What it can use beside the file; null: nothing.</param>
    /// <returns>The map, or everything that is wrong with it, each with the property it is about and its place in the map or in the profile.</returns>
    public static Result<CompiledMap> Compile(string name, int version, string json, IVocabulary? vocabulary = null, MapPatch? patch = null, bool isTrusted = false, MapTools? tools = null)
    {
        ArgumentNullException.ThrowIfNull(json);

        string file = name + ".json";
        Result<DefinitionText> read = DefinitionText.Read(file, json, DefinitionKind.Map, isTrusted && patch is null);
        if (!read.Succeeded)
            return new Result<CompiledMap>(read.Diagnostics);

        DefinitionText map = read.Value;
        if (patch is null)
            return Build(name, version, map, map.Locator, vocabulary, isTrusted, tools ?? MapTools.None);

        Result<DefinitionText> patched = DefinitionText.Read(file, patch.Apply(json), DefinitionKind.Map);
        if (!patched.Succeeded)
            return new Result<CompiledMap>(patched.Diagnostics);

        DefinitionText merged = patched.Value;
        Result<CompiledMap> built = Build(name, version, merged, JsonLocator.Over(map.Locator, patch.Places, MapPatch.Property), vocabulary, isTrusted: false, tools ?? MapTools.None);
        return built.Succeeded ? new Result<CompiledMap>(built.Value.With(patch.Tolerances), built.Diagnostics) : built;
    }

    /// <summary>Tells which messages a sound map is for.</summary>
    /// <returns>The format, empty for a map for writing, and the types of messages.</returns>
    public static (string Format, string[] MessageTypes) Describe(string json)
    {
        DefinitionNode root = DefinitionNode.Parse(json);
        string format = root.TryGetProperty("read", out DefinitionNode? read) ? read.GetString()! : "";
        if (!root.TryGetProperty("message", out DefinitionNode? message))
            return (format, []);

        return (format, message.Kind == NodeKind.Array ? MapBuilder.TextsOf(message) : [message.GetString()!]);
    }

    private static Result<CompiledMap> Build(string name, int version, DefinitionText map, JsonLocator places, IVocabulary? vocabulary, bool isTrusted, MapTools tools)
    {
        List<Diagnostic> faults = Direction(map, places);
        if (!isTrusted)
            faults.AddRange(SchemaCheck.Check(MapSchema.Schema, map.Root, places, DefinitionKind.Map));
        if (faults.Count > 0)
            return new Result<CompiledMap>(faults);

        if (!map.Root.TryGetProperty("read", out DefinitionNode? format))
            return new OutboundMapBuilder(map.Root, places).Build(name, version);

        InboundMapBuilder builder = format.ValueEquals("csv") || format.ValueEquals("fixed")
            ? new RowMapBuilder(map.Root, places, tools) { IsTrusted = isTrusted }
            : new TreeMapBuilder(map.Root, places, vocabulary ?? NoVocabulary.Instance, tools) { IsTrusted = isTrusted };
        return builder.Build(name, version);
    }

    private static List<Diagnostic> Direction(DefinitionText map, JsonLocator places)
    {
        bool reads = map.Root.TryGetProperty("read", out _);
        bool writes = map.Root.TryGetProperty("write", out _);
        return reads != writes
            ? []
            :
            [
                Diagnostic.Create(
                    DiagnosticCodes.MapTarget, places.Find(reads ? "write" : ""), "read / write", expected: Expect.ExactlyOneOf("\"read\": \"csv\"", "\"write\": \"csv\"")),
            ];
    }
}
