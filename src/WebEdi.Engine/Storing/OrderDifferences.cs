using System.Text.Json;
using System.Text.Json.Nodes;
using WebEdi.Documents;

namespace WebEdi.Engine.Storing;

/// <summary>Compares two orders field by field; lines by their number, not by their place.</summary>
internal static class OrderDifferences
{
    /// <summary>More differences than a person reads.</summary>
    internal const int Max = 200;

    /// <summary>Compares.</summary>
    /// <param name="stored">The stored order; null: everything is new, and nothing is listed.</param>
    /// <param name="received">The received order.</param>
    /// <returns>The differing fields in the order of their paths, at most <see cref="Max"/>.</returns>
    public static IReadOnlyList<FieldDifference> Between(Order? stored, Order received)
    {
        if (stored is null)
            return [];

        SortedDictionary<string, string> before = Flatten(stored);
        SortedDictionary<string, string> after = Flatten(received);
        return
        [
            .. before.Keys.Union(after.Keys).Order(StringComparer.Ordinal)
                .Select(path => new FieldDifference(path, before.GetValueOrDefault(path), after.GetValueOrDefault(path)))
                .Where(d => d.Stored != d.Received && d.Path != "revision")
                .Take(Max),
        ];
    }

    private static SortedDictionary<string, string> Flatten(Order order)
    {
        SortedDictionary<string, string> fields = new(StringComparer.Ordinal);
        JsonObject document = JsonSerializer.SerializeToNode(order, DocumentJson.Order)!.AsObject();
        foreach ((string name, JsonNode? value) in document)
        {
            if (name != "lines")
            {
                Add(fields, name, value);
                continue;
            }

            foreach (JsonNode? line in value!.AsArray())
            {
                string number = (string?)line!["number"] ?? "";
                foreach ((string field, JsonNode? content) in line.AsObject())
                    Add(fields, $"lines[{number}].{field}", content);
            }
        }

        return fields;
    }

    private static void Add(SortedDictionary<string, string> fields, string path, JsonNode? value)
    {
        switch (value)
        {
            case JsonObject inner:
                foreach ((string name, JsonNode? content) in inner)
                    Add(fields, $"{path}.{name}", content);
                break;
            case JsonValue number when number.GetValueKind() == JsonValueKind.Number:
                fields[path] = (number.GetValue<decimal>() / 1.0000000000000000000000000000m).ToString(System.Globalization.CultureInfo.InvariantCulture);
                break;
            case not null:
                fields[path] = value.ToString();
                break;
        }
    }
}
