using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

using WebEdi.Engine.Formats;

namespace WebEdi.Engine.Mapping;

/// <summary>What a partner's profile says otherwise than a ready-made map.</summary>
/// <param name="Json">A JSON Merge Patch: an object replaces property by property, null removes, everything else takes the place of what was there.</param>
/// <param name="Places">Where the profile says it, under <see cref="Property"/>.</param>
/// <param name="Tolerances">What is forgiven while reading.</param>
/// <remarks>Source: RFC 7396.</remarks>
internal sealed record MapPatch(string Json, JsonLocator Places, Tolerances Tolerances)
{
    /// <summary>The property of a profile that holds fields of maps.</summary>
    public const string Property = "overrides";

    // The result is read by the compiler only, never put into a page.
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Merges the patch into a map.</summary>
    /// <param name="map">The map, an object as JSON.</param>
    /// <returns>The map that is compiled; comments are gone.</returns>
    public string Apply(string map)
    {
        JsonNode merged = JsonNode.Parse(map, null, DefinitionCheck.Strict)!;
        Merge(merged.AsObject(), JsonNode.Parse(Json, null, DefinitionCheck.Strict)!.AsObject());
        return merged.ToJsonString(Plain);
    }

    private static void Merge(JsonObject target, JsonObject patch)
    {
        foreach ((string name, JsonNode? value) in patch)
        {
            if (value is null)
            {
                target.Remove(name);
            }
            else if (value is JsonObject inner)
            {
                if (target[name] is not JsonObject known)
                    target[name] = known = [];
                Merge(known, inner);
            }
            else
            {
                target[name] = value.DeepClone();
            }
        }
    }
}
