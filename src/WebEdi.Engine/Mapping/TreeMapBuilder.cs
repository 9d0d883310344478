using System.Text.Json;

using WebEdi.Diagnostics;
using WebEdi.Engine.Formats;
using WebEdi.Engine.Mapping.Kinds;
using WebEdi.Engine.Text;

namespace WebEdi.Engine.Mapping;

/// <summary>Compiles a map for messages, whose fields name ways to values.</summary>
internal sealed class TreeMapBuilder(JsonElement root, JsonLocator locator, IVocabulary vocabulary, MapTools tools) : InboundMapBuilder(root, locator, tools)
{
    private TreePathBinder? _binder;
    private IVocabulary _vocabulary = vocabulary;
    private readonly Dictionary<DocumentLevel, string[][]> _outer = [];
    private RecordPlan? _records;
    private DocumentLevel? _level;
    private DocumentLevel? _above;

    private string Format => Text(Root, "read")!;

    private TreePathBinder Binder => _binder ??= new TreePathBinder(Format, _vocabulary, Wrong);

    private List<PathConstant> Constants { get; set; } = [];

    protected override Expectation SourceWord => Expect.WayOrConstant;

    protected override IReadOnlyList<DatePicture> Pictures => Binder.IsSegmented ? DatePicture.Defaults : DatePicture.IsoDefaults;

    /// <summary>Gets numbers without marks between thousands: no standard of messages has them, in EDIFACT a comma is a decimal mark, and X12 and JSON know powers of ten.</summary>
    protected override NumberFormat Numbers => field ??= _records?.Columns is not null ? NumberFormat.Default : new NumberFormat(Group: 0, Exponent: Format is "x12" or "json");

    protected override void Prepare()
    {
        RefuseAs(Expect.OnlyInMapsOfRows, "rows", "skip");
        if (Format == "records")
        {
            PrepareRecords();
        }
        else
        {
            RefuseAs(Expect.OnlyInMapsOfRows, "separator", "quote", "header", "skipLines");
            RefuseAs(Expect.OnlyInMapsOfFixedLength, "layout", "copybook", "recordLength", "lineEnds", "zoned", "records");
        }

        string[] messages = Texts(Root, "message");
        if (messages.Distinct(StringComparer.Ordinal).Count() < messages.Length)
            Wrong("message", string.Join(", ", messages), Expect.OnlyOnce);
        Constants = ReadConstants();
    }

    private void PrepareRecords()
    {
        RefuseAs(Expect.OnlyInMapsOfRows, "layout", "copybook");
        _records = new RecordPlanBuilder(Wrong, Missing).Read(Root);
        if (_records is null)
            return;

        _vocabulary = new RecordVocabulary(_records);
        if (_records.Columns is null)
        {
            RefuseAs(Expect.OnlyInRecordsOfColumns, "separator", "quote", "header", "skipLines");
            if (Text(Root, "encoding") is null or "detect")
                Missing("encoding", Expect.RecordEncoding);
            return;
        }

        RefuseAs(Expect.OnlyInRecordsOfBytes, "recordLength", "lineEnds", "zoned");
        if (Delimiting.NeedsEncoding(Root))
            Missing("encoding", Expect.EncodingOfSeparator);
        if (Delimiting.IsAmbiguous(Root))
            Wrong("quote", Text(Root, "quote") ?? "\"", Expect.OtherSign);
        if (Text(Root, "quote") is "minimal" or "all")
            Wrong("quote", Text(Root, "quote")!, Expect.QuoteToRead);
        if (TextCodec.Find(Text(Root, "encoding")) is HostCodec host)
            Wrong("encoding", host.Name, Expect.OnlyInRecordsOfBytes);
    }

    protected override IReadOnlyList<FieldPath> Ways(DocumentLevel level, DocumentLevel? above)
    {
        (_level, _above) = (level, above);
        if (level.Ways is not { } property)
        {
            _outer[level] = [[]];
            return [];
        }

        List<FieldPath> ways = [];
        string[] texts = Texts(Root, property);
        for (int i = 0; i < texts.Length; i++)
        {
            string at = texts.Length == 1 ? property : $"{property}[{i}]";
            if (texts.AsSpan(0, i).Contains(texts[i]))
                Wrong(at, texts[i], Expect.OnlyOnce);
            if (texts[i] == TreePath.Self && above?.Ways is not null)
                ways.Add(new FieldPath(new TreePath(TreePath.Self, PathStart.Part, [], null), [], []));
            else if (Binder.Node(texts[i], at) is { } way)
                ways.Add(way);
        }

        if (texts.Length == 0)
            Missing(property, Binder.IsSegmented ? Expect.LineSegment : Expect.LineElement);
        _outer[level] = [.. _outer[above!].SelectMany(outer => ways.Select(w => Below(outer, w)))];
        return ways;
    }

    protected override InboundPlan? Plan(DocumentKind kind, LevelPlan head)
    {
        ReadingPlan reading = new()
        {
            Format = Format,
            Codec = TextCodec.Find(Text(Root, "encoding")),
            IsTree = true,
            Records = _records,
            MessageTypes = Texts(Root, "message"),
            Columns = [],
            KeyColumns = [],
        };
        return new InboundPlan(reading, kind, head, new TreePlan(reading.MessageTypes, Constants));
    }

    protected override FieldPlan Source(JsonElement name, FieldPlan basis) => WithPaths(name, basis, basis.Path);

    public override FieldPlan? Read(string source, FieldPlan basis)
    {
        List<FieldPath> paths = [];
        foreach (string text in Binder.IsSegmented ? [source] : source.Split(" | "))
        {
            if (Binder.Value(text, basis.Path) is not { } path || !IsReachableHere(path, basis.Path))
                return null;

            paths.Add(path);
        }

        return basis with { Paths = paths };
    }

    /// <summary>What the head has said before a line is taken over by it, as every way from the message is.</summary>
    public override FieldPlan? FromHead(FieldPlan plan) =>
        plan with { Paths = [.. plan.Paths.Select(p => p with { Path = p.Path with { From = PathStart.Message } })], Step = null };

    protected override FieldPlan SourceOf(JsonElement field, bool hasConstant, FieldPlan plan)
    {
        bool hasPath = field.TryGetProperty("path", out JsonElement path);
        string? envelope = Text(field, "envelope");
        if ((hasPath || envelope is not null) == hasConstant)
            Missing(plan.Path, Expect.ExactlyOneOf("\"path\"", "\"envelope\"", "\"constant\""));

        plan = plan with { First = Flag(field, "first", otherwise: false) };
        foreach (string other in new[] { "column", "position", "when" })
        {
            if (field.TryGetProperty(other, out JsonElement said) && !(other == "when" && said.ValueKind == JsonValueKind.String))
                Unknown($"{plan.Path}.{other}", other, Expect.OnlyInMapsOfRows);
        }

        if (Text(field, "join") is { } join)
        {
            plan = plan with { Join = join };
            if (plan.Kind != ValueKind.Text)
                Wrong(plan.Path + ".join", join, Expect.OnlyForTexts);
        }

        plan = plan with { Envelope = envelope is null ? null : PartOf(envelope) };
        return hasPath ? WithPaths(path, plan, plan.Path + ".path") : plan;
    }

    private static EnvelopePart PartOf(string word) => word switch
    {
        "sender" => EnvelopePart.Sender,
        "receiver" => EnvelopePart.Receiver,
        "interchangeReference" => EnvelopePart.InterchangeReference,
        "messageReference" => EnvelopePart.MessageReference,
        "messageType" => EnvelopePart.MessageType,
        _ => EnvelopePart.Version,
    };

    private List<PathConstant> ReadConstants()
    {
        List<PathConstant> read = [];
        if (!Root.TryGetProperty("constants", out JsonElement constants))
            return read;

        foreach (JsonProperty constant in constants.EnumerateObject())
        {
            string at = "constants." + constant.Name;
            if (constant.Name == TreePath.LineCount)
                Wrong(at, constant.Name, Expect.SegmentPath);
            else if (Binder.Value(constant.Name, at) is { } path && IsReachable(path, at))
                read.Add(new PathConstant(path, constant.Value.GetString()!));
        }

        return read;
    }

    private FieldPlan WithPaths(JsonElement paths, FieldPlan plan, string at)
    {
        List<FieldPath> read = [];
        string[] texts = TextsOf(paths);
        for (int i = 0; i < texts.Length; i++)
        {
            // As in XPath, a | b takes both in the order of the file. Conditions have no spaces around theirs.
            string place = paths.ValueKind == JsonValueKind.Array ? $"{at}[{i}]" : at;
            foreach (string text in Binder.IsSegmented ? [texts[i]] : texts[i].Split(" | "))
            {
                if (Binder.Value(text, place) is not { } path || !IsReachableHere(path, place))
                    continue;

                // The same way again is never asked: the first one has taken what is there.
                if (read.Exists(earlier => IsSame(earlier.Path, path.Path)))
                    Wrong(place, text, Expect.OnlyOnce);
                read.Add(path with { Rank = i });
            }
        }

        return plan with { Paths = read };
    }

    private static bool IsSame(TreePath one, TreePath other) =>
        one.From == other.From && one.Steps.Select(s => s.Key).SequenceEqual(other.Steps.Select(s => s.Key), StringComparer.Ordinal)
        && one.Place?.ToString() == other.Place?.ToString() && Beside(one) == Beside(other);

    private static string Beside(TreePath path) =>
        path.Place?.Beside is { } beside ? $"{beside.Of}{(beside.Holds ? "=" : "!=")}{string.Join('|', beside.Values)}" : "";

    /// <summary>A way that no message has is a typing error; found now, or never.</summary>
    private bool IsReachableHere(FieldPath path, string at)
    {
        if (IsTrusted || !Binder.IsSegmented || path.Path.IsLineCount)
            return true;

        // A wrong way to the level has been told; what lies below it is not asked any more.
        string[][] outer = path.Path.From switch { PathStart.Message => [[]], PathStart.Above => _outer[_above ?? _level!], _ => _outer[_level!] };
        if (outer.Length == 0 || outer.Any(o => _vocabulary.CanHave(Format, Texts(Root, "message"), Below(o, path))))
            return true;

        Wrong(at, path.Path.Text, Expect.ReachableSegment(Texts(Root, "message")));
        return false;
    }

    /// <summary>Names the segments from the message inwards.</summary>
    private static string[] Below(string[] outer, FieldPath path)
    {
        string[] tags = [.. path.Steps.Where(s => !s.Step.IsRepeated).Select(s => s.Step.Name)];
        return outer.Length > 0 && tags.Length > 0 && tags[0] == outer[^1] ? [.. outer, .. tags[1..]] : [.. outer, .. tags];
    }

    private bool IsReachable(FieldPath path, string at)
    {
        if (IsTrusted || !Binder.IsSegmented || _vocabulary.CanHave(Format, Texts(Root, "message"), Below([], path)))
            return true;

        Wrong(at, path.Path.Text, Expect.ReachableSegment(Texts(Root, "message")));
        return false;
    }
}

/// <summary>Stands in where no format is asked: elements can be named by position only.</summary>
internal sealed class NoVocabulary : IVocabulary
{
    public static NoVocabulary Instance { get; } = new();

    public bool IsSegmented(string format) => format is not ("xml" or "json");

    public Place[]? PlacesOf(string format, string tag, string code) => null;

    public bool CanHave(string format, IReadOnlyList<string> messageTypes, IReadOnlyList<string> tags) => true;
}
