using WebEdi.Diagnostics;
using WebEdi.Engine.Formats;

namespace WebEdi.Engine.Mapping;

/// <summary>Reads from a map which types of records a file has.</summary>
/// <param name="wrong">Told what is wrong: path, found, expected.</param>
/// <param name="missing">Told what is missing: path, expected.</param>
internal sealed class RecordPlanBuilder(Action<string, string, Expectation> wrong, Action<string, Expectation> missing)
{
    /// <summary>Reads the plan.</summary>
    /// <param name="root">The map, valid against the schema.</param>
    /// <returns>Null when it is wrong, which has been told.</returns>
    public RecordPlan? Read(DefinitionNode root)
    {
        if (!root.TryGetProperty("records", out DefinitionNode? records))
        {
            missing("records", Expect.ObjectWith(["type", "types"]));
            return null;
        }

        DefinitionNode type = records.GetProperty("type");
        bool delimited = type.TryGetProperty("column", out DefinitionNode? column);
        if (delimited == type.TryGetProperty("start", out DefinitionNode? start) || (!delimited && !type.TryGetProperty("length", out _)) || (delimited && type.TryGetProperty("length", out _)))
        {
            missing("records.type", Expect.ExactlyOneOf("\"column\"", "\"start\", \"length\""));
            return null;
        }

        LayoutBuilder layouts = new(wrong, missing);
        bool netCobol = root.TryGetProperty("zoned", out DefinitionNode? zoned) && zoned.ValueEquals("netcobol");
        Dictionary<string, RecordType> types = new(StringComparer.Ordinal);
        bool sound = true;
        foreach (DefinitionNode property in records.GetProperty("types").Children)
        {
            string at = $"records.types.{property.Name}.";
            RecordLayout? layout = delimited ? Columns(property, at) : OfBytes(property, at) ? layouts.Read(property, at, netCobol) : null;
            sound &= layout is not null;
            RecordRole role = (property.TryGetProperty("role", out DefinitionNode? r) ? r.GetString() : null) switch
            {
                "order" => RecordRole.Order,
                "fileHeader" => RecordRole.FileHeader,
                "fileTrailer" => RecordRole.FileTrailer,
                _ => RecordRole.Detail,
            };
            types.Add(property.Name, new RecordType(property.Name, layout ?? RecordLayout.None) { Role = role });
        }

        if (!sound)
            return null;

        if (!types.Values.Any(t => t.Role == RecordRole.Order))
        {
            missing("records.types", Expect.OrderRecord);
            return null;
        }

        foreach (DefinitionNode property in records.GetProperty("types").Children)
            types[property.Name] = WithControls(types[property.Name], property, types, $"records.types.{property.Name}");

        return delimited
            ? new RecordPlan(types)
            {
                Columns = new RecordColumns(column!.GetInt32() - 1, Delimiting.Separator(root), Delimiting.Quote(root), Number(root, "skipLines"), root.TryGetProperty("header", out DefinitionNode? header) && header.GetBoolean()),
            }
            : new RecordPlan(types) { Bytes = Bytes(root, start!.GetInt32() - 1, type.GetProperty("length").GetInt32(), Math.Max(types.Values.Max(t => t.Layout.Length), start.GetInt32() - 1 + type.GetProperty("length").GetInt32())) };
    }

    private RecordBytes Bytes(DefinitionNode root, int typeStart, int typeLength, int longest)
    {
        int length = Number(root, "recordLength");
        if (length > 0 && longest > length)
            wrong("recordLength", length.ToString(System.Globalization.CultureInfo.InvariantCulture), Expect.AtLeastBytes(longest));
        LineEnds ends = (root.TryGetProperty("lineEnds", out DefinitionNode? e) ? e.GetString() : null) switch { "none" => LineEnds.None, "present" => LineEnds.Present, _ => LineEnds.Detect };
        return new RecordBytes(typeStart, typeLength, length, ends);
    }

    /// <summary>Reads the columns of a type from left to right; one that nobody needs has an empty name.</summary>
    private RecordLayout? Columns(DefinitionNode type, string path)
    {
        foreach (string other in new[] { "layout", "copybook" })
        {
            if (type.TryGetProperty(other, out _))
                wrong(path + other, other, Expect.OnlyInRecordsOfBytes);
        }

        if (!type.TryGetProperty("columns", out DefinitionNode? columns))
        {
            missing(path + "columns", Expect.ColumnNames);
            return null;
        }

        string[] names = [.. columns.Children.Select(c => c.GetString()!.Trim())];
        foreach (string twice in names.Where(n => n.Length > 0).GroupBy(n => n).Where(n => n.Count() > 1).Select(n => n.Key))
            wrong(path + "columns", twice, Expect.OtherName);
        return RecordLayout.OfColumns(names);
    }

    private bool OfBytes(DefinitionNode type, string path)
    {
        if (!type.TryGetProperty("columns", out _))
            return true;

        wrong(path + "columns", "columns", Expect.OnlyInRecordsOfColumns);
        return false;
    }

    private static int Number(DefinitionNode root, string property) => root.TryGetProperty(property, out DefinitionNode? value) ? value.GetInt32() : 0;

    private RecordType WithControls(RecordType type, DefinitionNode at, Dictionary<string, RecordType> types, string path)
    {
        if (at.TryGetProperty("count", out DefinitionNode? count))
        {
            DefinitionNode of = count.GetProperty("of");
            string[] counted = of.Kind == NodeKind.Array ? [.. of.Children.Select(t => t.GetString()!)] : [of.GetString()!];
            foreach (string other in counted.Where(t => !types.ContainsKey(t)))
                wrong(path + ".count.of", other, Expect.OneOf(types.Keys));
            type = type with { CountField = Field(type, count.GetProperty("field").GetString()!, path + ".count.field"), Counted = counted };
        }

        if (!at.TryGetProperty("total", out DefinitionNode? total))
            return type;

        string[] way = total.GetProperty("of").GetString()!.Split('/', 2);
        if (!types.TryGetValue(way[0], out RecordType? summed) || way.Length < 2)
        {
            wrong(path + ".total.of", way[0], Expect.OneOf(types.Keys));
            return type;
        }

        return type with
        {
            TotalField = Field(type, total.GetProperty("field").GetString()!, path + ".total.field"),
            TotalOf = way[0],
            Summand = Field(summed, way[1], path + ".total.of"),
        };
    }

    private int Field(RecordType type, string name, string path)
    {
        int index = type.Layout.Find(name);
        if (index < 0)
            wrong(path, name, Expect.OneOf(type.Layout.Fields.Select(f => f.Name)));
        return index;
    }
}

/// <summary>The names in a file of records are those of its map.</summary>
internal sealed class RecordVocabulary(RecordPlan plan) : IVocabulary
{
    public bool IsSegmented(string format) => true;

    public Place[]? PlacesOf(string format, string tag, string code)
    {
        if (!plan.Types.TryGetValue(tag, out RecordType? type))
            return null;

        int index = type.Layout.Find(code);
        return index < 0 ? [] : [new Place(index)];
    }

    public bool CanHave(string format, IReadOnlyList<string> messageTypes, IReadOnlyList<string> tags) => tags.Count == 1 && plan.Types.ContainsKey(tags[0]);
}
