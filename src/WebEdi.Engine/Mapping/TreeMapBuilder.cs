using System.Text.Json;

using WebEdi.Diagnostics;
using WebEdi.Engine.Formats;
using WebEdi.Engine.Text;

namespace WebEdi.Engine.Mapping;

/// <summary>Compiles a map for messages, whose fields name ways to values.</summary>
internal sealed class TreeMapBuilder(JsonElement root, JsonLocator locator, IVocabulary vocabulary) : InboundMapBuilder(root, locator)
{
    private TreePathBinder? _binder;

    private TreePathBinder Binder => _binder ??= new TreePathBinder(Text(Root, "read")!, vocabulary, Wrong);

    protected override Expectation SourceWord => Expect.WayOrConstant;

    protected override void Prepare()
    {
        RefuseAs(Expect.OnlyInMapsOfRows, "separator", "quote", "header", "skipLines", "rows");
    }

    protected override InboundPlan? Plan(List<BoundField<OrderDraft>> order, List<BoundField<LineDraft>> line)
    {
        if (Text(Root, "lines") is not { } text)
        {
            Missing("lines", Binder.IsSegmented ? Expect.LineSegment : Expect.LineElement);
            return null;
        }

        if (Binder.Node(text, "lines") is not { } lines)
            return null;

        ReadingPlan reading = new()
        {
            Format = Text(Root, "read")!,
            Codec = TextCodec.Find(Text(Root, "encoding")),
            IsTree = true,
            Columns = [],
            KeyColumns = [],
        };
        return new InboundPlan(reading, order, line, new TreePlan(Texts(Root, "message"), lines));
    }

    protected override FieldPlan Source(JsonElement name, FieldPlan basis) => WithPaths(name, basis, basis.Path);

    protected override FieldPlan SourceOf(JsonElement field, bool hasConstant, FieldPlan plan)
    {
        bool hasPath = field.TryGetProperty("path", out JsonElement path);
        string? envelope = Text(field, "envelope");
        if ((hasPath || envelope is not null) == hasConstant)
            Missing(plan.Path, Expect.ExactlyOneOf("\"path\"", "\"envelope\"", "\"constant\""));

        foreach (string other in new[] { "column", "position", "when" })
        {
            if (field.TryGetProperty(other, out _))
                Unknown($"{plan.Path}.{other}", other, Expect.OnlyInMapsOfRows);
        }

        if (Text(field, "join") is { } join)
        {
            plan = plan with { Join = join };
            if (plan.Kind != ValueKind.Text)
                Wrong(plan.Path + ".join", join, Expect.OnlyForTexts);
        }

        plan = plan with { Envelope = envelope is null ? null : Enum.Parse<EnvelopePart>(envelope, ignoreCase: true) };
        return hasPath ? WithPaths(path, plan, plan.Path + ".path") : plan;
    }

    private FieldPlan WithPaths(JsonElement paths, FieldPlan plan, string at)
    {
        List<FieldPath> read = [];
        string[] texts = paths.ValueKind == JsonValueKind.Array ? [.. paths.EnumerateArray().Select(p => p.GetString()!)] : [paths.GetString()!];
        foreach (string text in texts)
        {
            if (Binder.Value(text, at) is { } path)
                read.Add(path);
        }

        return plan with { Paths = read };
    }
}

/// <summary>Stands in where no format is asked: elements can be named by position only.</summary>
internal sealed class NoVocabulary : IVocabulary
{
    public static NoVocabulary Instance { get; } = new();

    public bool IsSegmented(string format) => format is not ("xml" or "json");

    public IReadOnlyList<Place>? PlacesOf(string format, string tag, string code) => null;
}
