using System.Globalization;

using WebEdi.Diagnostics;
using WebEdi.Engine.Formats;
using WebEdi.Engine.Mapping.Kinds;
using WebEdi.Engine.Text;

namespace WebEdi.Engine.Mapping;

/// <summary>Compiles a map for messages, whose fields name ways to values.</summary>
internal sealed class TreeMapBuilder(DefinitionNode root, JsonLocator locator, IVocabulary vocabulary, MapTools tools) : InboundMapBuilder(root, locator, tools)
{
    private static readonly string[] OfRows = ["column", "position", "when"];

    private TreePathBinder? _binder;
    private IVocabulary _vocabulary = vocabulary;
    private RecordPlan? _records;
    private DocumentLevel? _level;
    private DocumentLevel? _above;

    private string Format => Text(Root, "read")!;

    private TreePathBinder Binder => _binder ??= new TreePathBinder(Format, _vocabulary, Wrong);

    private Dictionary<DocumentLevel, string[][]> Outer => field ??= [];

    private PathConstant[] Constants { get; set; } = [];

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

        if (!IsTrusted)
            RefuseTwice(Texts(Root, "message"));
        Constants = ReadConstants();
    }

    private void RefuseTwice(string[] messages)
    {
        if (messages.Distinct(StringComparer.Ordinal).Count() < messages.Length)
            Wrong("message", string.Join(", ", messages), Expect.OnlyOnce);
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

    protected override FieldPath[] Ways(DocumentLevel level, DocumentLevel? above)
    {
        (_level, _above) = (level, above);
        if (level.Ways is not { } property)
        {
            if (!IsTrusted)
                Outer[level] = [[]];
            return [];
        }

        FieldPath[] ways = [];
        string[] texts = Texts(Root, property);
        for (int i = 0; i < texts.Length; i++)
        {
            string at = texts.Length == 1 ? property : string.Concat(property, "[", i.ToString(CultureInfo.InvariantCulture), "]");
            if (Array.IndexOf(texts, texts[i]) < i)
                Wrong(at, texts[i], Expect.OnlyOnce);
            if (texts[i] == TreePath.Self && above?.Ways is not null)
                ways = [.. ways, new FieldPath(new TreePath(TreePath.Self, PathStart.Part, [], null), [], [])];
            else if (Binder.Node(texts[i], at) is { } way)
                ways = [.. ways, way];
        }

        if (texts.Length == 0)
            Missing(property, Binder.IsSegmented ? Expect.LineSegment : Expect.LineElement);
        if (!IsTrusted)
            Outer[level] = [.. Outer[above!].SelectMany(outer => ways.Select(w => Below(outer, w)))];
        return ways;
    }

    protected override InboundPlan? Plan(DocumentKind kind, LevelPlan head)
    {
        string[] types = Texts(Root, "message");
        ReadingPlan reading = new()
        {
            Format = Format,
            Codec = TextCodec.Find(Text(Root, "encoding")),
            IsTree = true,
            Records = _records,
            MessageTypes = types,
            Columns = [],
            KeyColumns = [],
        };
        return new InboundPlan(reading, kind, head, new TreePlan(types, Constants));
    }

    protected override FieldPlan Source(DefinitionNode name, FieldPlan basis) => WithPaths(name, basis, basis.Path);

    public override FieldPlan? Read(string source, FieldPlan basis)
    {
        List<FieldPath> paths = [];
        foreach (string text in Binder.IsSegmented ? [source] : source.Split(" | "))
        {
            if (Binder.Value(text, basis.Path) is not { } path || !IsReachableHere(path, basis.Path))
                return null;

            paths.Add(path);
        }

        return basis with { Paths = [.. paths] };
    }

    /// <summary>What the head has said before a line is taken over by it, as every way from the message is.</summary>
    public override FieldPlan? FromHead(FieldPlan plan) =>
        plan with { Paths = [.. plan.Paths.Select(p => p with { Path = p.Path with { From = PathStart.Message } })], Step = null };

    protected override FieldPlan SourceOf(DefinitionNode field, bool hasConstant, FieldPlan plan)
    {
        bool hasPath = field.TryGetProperty("path", out DefinitionNode? path);
        string? envelope = Text(field, "envelope");
        if ((hasPath || envelope is not null) == hasConstant)
            Missing(plan.Path, Expect.ExactlyOneOf("\"path\"", "\"envelope\"", "\"constant\""));

        plan = plan with { First = Flag(field, "first", otherwise: false) };
        foreach (string other in OfRows)
        {
            if (field.TryGetProperty(other, out DefinitionNode? said) && !(other == "when" && said.Kind == NodeKind.String))
                Unknown(string.Concat(plan.Path, ".", other), other, Expect.OnlyInMapsOfRows);
        }

        if (Text(field, "join") is { } join)
        {
            plan = plan with { Join = join };
            if (plan.Kind != ValueKind.Text)
                Wrong(plan.Path + ".join", join, Expect.OnlyForTexts);
        }

        plan = plan with { Envelope = envelope is null ? null : PartOf(envelope) };
        return hasPath ? WithPaths(path!, plan, plan.Path + ".path") : plan;
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

    private PathConstant[] ReadConstants()
    {
        PathConstant[] read = [];
        if (!Root.TryGetProperty("constants", out DefinitionNode? constants))
            return read;

        foreach (DefinitionNode constant in constants.Children)
        {
            string at = "constants." + constant.Name;
            if (constant.Name == TreePath.LineCount)
                Wrong(at, constant.Name, Expect.SegmentPath);
            else if (Binder.Value(constant.Name, at) is { } path && IsReachable(path, at))
                read = [.. read, new PathConstant(path, constant.GetString()!)];
        }

        return read;
    }

    private FieldPlan WithPaths(DefinitionNode paths, FieldPlan plan, string at)
    {
        FieldPath[] read = [];
        string[] texts = TextsOf(paths);
        for (int i = 0; i < texts.Length; i++)
        {
            // As in XPath, a | b takes both in the order of the file. Conditions have no spaces around theirs.
            string place = paths.Kind == NodeKind.Array ? string.Concat(at, "[", i.ToString(CultureInfo.InvariantCulture), "]") : at;
            foreach (string text in Binder.IsSegmented ? [texts[i]] : texts[i].Split(" | "))
            {
                if (Binder.Value(text, place) is not { } path || !IsReachableHere(path, place))
                    continue;

                // The same way again is never asked: the first one has taken what is there.
                if (!IsTrusted && IsAmong(read, path))
                    Wrong(place, text, Expect.OnlyOnce);
                read = [.. read, path with { Rank = i }];
            }
        }

        return plan with { Paths = read };
    }

    private static bool IsAmong(FieldPath[] earlier, FieldPath path) => Array.Exists(earlier, e => IsSame(e.Path, path.Path));

    private static bool IsSame(TreePath one, TreePath other) =>
        one.From == other.From && one.Steps.Select(s => s.Key).SequenceEqual(other.Steps.Select(s => s.Key), StringComparer.Ordinal)
        && one.Place?.ToString() == other.Place?.ToString() && Beside(one) == Beside(other);

    private static string Beside(TreePath path) =>
        path.Place?.Beside is { } beside ? $"{beside.Of}{(beside.Holds ? "=" : "!=")}{string.Join('|', beside.Values)}" : "";

    /// <summary>A way that no message has is a typing error; found now, or never.</summary>
    private bool IsReachableHere(FieldPath path, string at) => IsTrusted || !Binder.IsSegmented || path.Path.IsLineCount || CanReach(path, at);

    private bool CanReach(FieldPath path, string at)
    {
        // A wrong way to the level has been told; what lies below it is not asked any more.
        string[][] outer = path.Path.From switch { PathStart.Message => [[]], PathStart.Above => Outer[_above ?? _level!], _ => Outer[_level!] };
        if (outer.Length == 0 || Array.Exists(outer, o => _vocabulary.CanHave(Format, Texts(Root, "message"), Below(o, path))))
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
