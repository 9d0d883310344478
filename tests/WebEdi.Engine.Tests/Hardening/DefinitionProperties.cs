using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

using FsCheck;
using FsCheck.Fluent;

using WebEdi.Fuzz.Targets;

using Xunit;

namespace WebEdi.Engine.Tests.Hardening;

/// <summary>What people write for the engine is taken or refused with a reason, however wrong it is.</summary>
public sealed class DefinitionProperties
{
    private static readonly string[] Words =
    [
        "read", "write", "csv", "fixed", "records", "edifact", "x12", "xml", "json", "message", "lines", "order", "line", "number", "supplier", "quantity", "column", "position", "path", "constant", "default",
        "codes", "*", "date", "wareki", "undecided", "when", "required", "layout", "name", "length", "start", "type", "packed", "copybook", "encoding", "cp932", "recordLength", "header", "separator", "extensions",
        "extensionSchema", "join", "envelope", "types", "role", "count", "of", "total", "field", "$schema", "", "NAD+SU/3039", "PO1/02", "LIN", "#", "定数",
    ];

    private static Gen<JsonNode?> Leaf => Gen.OneOf(
        Gen.Elements(Words).Select(w => (JsonNode?)JsonValue.Create(w)),
        Gen.Choose(-3, 70_000).Select(n => (JsonNode?)JsonValue.Create(n)),
        Gen.Elements<JsonNode?>(null, JsonValue.Create(true), JsonValue.Create(0.5)));

    public static TheoryData<string> ReadyMade => [.. new ReadyMadeMaps().Names];

    [Fact]
    public void Any_json_is_a_map_or_is_refused_with_a_reason() =>
        Properties.Hold(Json(4), json => DefinitionTarget.Map(Encoding.UTF8.GetBytes(json?.ToJsonString() ?? "null")));

    [Fact]
    public void Any_json_is_a_profile_or_is_refused_with_a_reason() =>
        Properties.Hold(Json(4), json => DefinitionTarget.Partner(Encoding.UTF8.GetBytes(json?.ToJsonString() ?? "null")));

    [Theory]
    [MemberData(nameof(ReadyMade))]
    public void A_ready_made_map_with_something_else_at_one_place_never_throws(string name)
    {
        JsonNode map = JsonNode.Parse(new ReadyMadeMaps().Find(name)!, null, new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip })!;
        int places = Count(map);

        Properties.Hold(Gen.Choose(1, places - 1).Zip(Json(2)), change =>
        {
            JsonNode copy = map.DeepClone();
            int at = change.Item1;
            Replace(copy, ref at, change.Item2);
            DefinitionTarget.Map(Encoding.UTF8.GetBytes(copy.ToJsonString()));
        }, cases: 60);
    }

    [Fact]
    public void Any_text_is_a_way_or_is_none() => Properties.Hold(
        Gen.Elements("NAD", "LIN", "+", "|", "BY", "/", "3039", "#", "04", "4.1", "[", "]", "=", "!=", "7143", "@", "ns:", "ID", "*", ".", " ", "六").ArrayOf(),
        parts => DefinitionTarget.Path(Encoding.UTF8.GetBytes(string.Concat(parts))),
        cases: 2000);

    private static Gen<JsonNode?> Json(int depth) => depth == 0 ? Leaf : Gen.Frequency(
        (2, Leaf),
        (3, Gen.Elements(Words).Zip(Json(depth - 1)).ArrayOf().Select(members =>
        {
            JsonObject made = [];
            foreach ((string name, JsonNode? value) in members)
                made[name] = value?.DeepClone();
            return (JsonNode?)made;
        })),
        (1, Json(depth - 1).ArrayOf().Select(items => (JsonNode?)new JsonArray([.. items.Select(i => i?.DeepClone())]))));

    private static int Count(JsonNode? node) => 1 + node switch
    {
        JsonObject members => members.Sum(m => Count(m.Value)),
        JsonArray items => items.Sum(Count),
        _ => 0,
    };

    /// <summary>Puts something else at a place, counted from the root in the order of the text.</summary>
    private static bool Replace(JsonNode node, ref int at, JsonNode? by)
    {
        if (node is JsonObject members)
        {
            foreach (string name in members.Select(m => m.Key).ToArray())
            {
                if (--at == 0)
                {
                    members[name] = by?.DeepClone();
                    return true;
                }

                if (members[name] is { } inner && Replace(inner, ref at, by))
                    return true;
            }
        }
        else if (node is JsonArray items)
        {
            for (int i = 0; i < items.Count; i++)
            {
                if (--at == 0)
                {
                    items[i] = by?.DeepClone();
                    return true;
                }

                if (items[i] is { } inner && Replace(inner, ref at, by))
                    return true;
            }
        }

        return false;
    }
}
