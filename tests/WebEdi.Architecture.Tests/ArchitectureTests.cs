using Xunit;

namespace WebEdi.Architecture.Tests;

/// <summary>The table of the architecture: which room may know which.</summary>
public sealed class ArchitectureTests
{
    private static readonly string[] Words = ["WebEdi.Documents", "WebEdi.Diagnostics"];

    private static readonly string[] Seams =
        ["WebEdi.Formats", "WebEdi.Mapping", "WebEdi.Rules", "WebEdi.Storage", "WebEdi.Transports", "WebEdi.Templates"];

    /// <summary>Segments, elements, where they are and how messages are built of them: the room itself and Schema, without the workshops below it.</summary>
    private const string NeutralTree = "WebEdi.Engine.Formats";

    /// <summary>The steps of the corridor, in the order in which data walks.</summary>
    private static readonly string[] Steps =
    [
        "Receiving", "Reading", "Mapping", "Validating", "Storing", "Notifying", "Responding", "Rendering", "Writing", "Sending",
    ];

    private static readonly string[] OutboundMap =
    [
        "CompiledMap", "OutboundPlan", "OutboundColumn", "ReplyFields", "ReplyRow",

        // A map for messages is turned round: its plan, its ways and what takes values out of documents.
        "InboundPlan", "TreePlan", "PathConstant", "FieldPath", "TreePath", "TreeStep", "NodeStep", "NodeCondition", "ValuePlace", "FieldPlan", "CodeList", "BoundField",
        "LevelPlan", "Value", "ValueKind", "CodesElse", "EnvelopePart", "Codes.StandardCodes",
        "Kinds.DocumentKind", "Kinds.DocumentLevel", "Kinds.Target", "Kinds.Getter", "Kinds.Presence",
    ];

    private static IEnumerable<string> Workshops => TheHouse.Built.Namespaces.Select(n => n.FullName)
        .Where(n => (n.StartsWith("WebEdi.Engine.Formats.", StringComparison.Ordinal) && !IsIn(n, NeutralTree)) || IsIn(n, "WebEdi.Engine.Transports"));

    public static TheoryData<string> Packages => [.. TheHouse.Packages.Keys];

    public static TheoryData<string> StepNames => [.. Steps];

    [Theory]
    [MemberData(nameof(Packages))]
    public void A_package_references_only_what_the_drawing_allows(string package)
    {
        string[] referenced = [.. System.Reflection.Assembly.Load(package).GetReferencedAssemblies()
            .Select(a => a.Name!).Where(TheHouse.Packages.ContainsKey)];

        Assert.Empty(referenced.Except(TheHouse.Packages[package]));
    }

    [Theory]
    [InlineData("WebEdi.Documents")]
    [InlineData("WebEdi.Diagnostics")]
    public void The_words_know_nothing_else(string room) =>
        AssertOnly(room, []);

    [Fact]
    public void The_seams_know_words_and_one_another_only()
    {
        foreach (string seam in Seams)
            AssertOnly(seam, [.. Words, .. Seams]);
    }

    [Fact]
    public void The_text_layer_knows_diagnostics_only() =>
        AssertOnly("WebEdi.Engine.Text", ["WebEdi.Diagnostics", NeutralTree]);

    [Fact]
    public void A_format_knows_syntax_diagnostics_and_text_only_never_another_format()
    {
        IEnumerable<string> formats = TheHouse.Dependencies().Select(d => d.From)
            .Where(n => n.StartsWith("WebEdi.Engine.Formats.", StringComparison.Ordinal)).Distinct();

        foreach (string format in formats)
            AssertOnly(format, ["WebEdi.Formats", "WebEdi.Diagnostics", "WebEdi.Engine.Text", NeutralTree]);
    }

    /// <summary>The neutral tree (a block of segments) lies at the root of the format workshops; the workshops themselves lie below it.</summary>
    [Fact]
    public void Mapping_knows_the_neutral_tree_and_the_words_only()
    {
        AssertOnly("WebEdi.Engine.Mapping", [.. Words, "WebEdi.Formats", "WebEdi.Mapping", "WebEdi.Engine.Text", NeutralTree]);
    }

    [Theory]
    [MemberData(nameof(StepNames))]
    public void A_step_does_not_know_another_step(string step)
    {
        // A map has two directions: writing knows the outbound half (the compiled columns and the row that they read), nothing else of Mapping.
        string[] others = [.. Steps.Where(s => s != step).Select(s => $"WebEdi.Engine.{s}")];

        string[] found = [.. TheHouse.Dependencies()
            .Where(d => IsIn(d.From, $"WebEdi.Engine.{step}") && others.Any(o => IsIn(d.To, o)))
            .Where(d => step != "Writing" || !OutboundMap.Any(t => d.Because.EndsWith($"-> WebEdi.Engine.Mapping.{t}", StringComparison.Ordinal)))
            .Select(d => d.Because).Distinct()];

        Assert.True(found.Length == 0, string.Join(Environment.NewLine, found));
    }

    [Theory]
    [InlineData("WebEdi.Engine.InboundPipeline")]
    [InlineData("WebEdi.Engine.OutboundPipeline")]
    public void The_pipelines_know_no_workshop(string pipeline)
    {
        string[] found = [.. TheHouse.Built.Types.Where(t => t.FullName.StartsWith(pipeline, StringComparison.Ordinal))
            .SelectMany(t => t.Dependencies)
            .Select(d => d.Target.FullName)
            .Where(n => Workshops.Any(w => IsIn(n, w)))
            .Distinct()];

        Assert.Contains(TheHouse.Built.Types, t => t.FullName == pipeline);
        Assert.True(found.Length == 0, string.Join(Environment.NewLine, found));
    }

    [Fact]
    public void The_portal_knows_the_door_and_the_words_only()
    {
        string[] found = [.. TheHouse.Dependencies()
            .Where(d => IsIn(d.From, "WebEdi.Portal") && !IsIn(d.To, "WebEdi.Portal"))
            .Where(d => IsIn(d.To, "WebEdi.Engine") || IsIn(d.To, "WebEdi.Formats") || IsIn(d.To, "WebEdi.Transports"))
            .Select(d => d.Because).Distinct()];

        Assert.True(found.Length == 0, string.Join(Environment.NewLine, found));
    }

    [Theory]
    [InlineData("WebEdi.Engine.Reading")]
    [InlineData("WebEdi.Engine.Mapping")]
    [InlineData("WebEdi.Engine.Validating")]
    [InlineData("WebEdi.Engine.Formats.Csv")]
    [InlineData("WebEdi.Engine.Formats.Xml")]
    [InlineData("WebEdi.Engine.Formats.Json")]
    [InlineData("WebEdi.Engine.Text")]
    public void What_can_be_replayed_knows_no_clock_and_no_store(string room)
    {
        string[] found = [.. TheHouse.Built.Types.Where(t => IsIn(t.Namespace.FullName, room))
            .SelectMany(t => t.Dependencies, (t, d) => (t, d.Target))
            .Where(p => p.Target.FullName == "System.TimeProvider" || IsIn(p.Target.Namespace?.FullName ?? "", "WebEdi.Storage"))
            .Select(p => $"{p.t.FullName} -> {p.Target.FullName}").Distinct()];

        Assert.True(found.Length == 0, string.Join(Environment.NewLine, found));
    }

    [Fact]
    public void S02_no_package_starts_a_process() =>
        Assert.Equal("", string.Join(Environment.NewLine, Uses("System.Diagnostics.Process", "System.Diagnostics.ProcessStartInfo")));

    /// <summary>One factory makes XML readers, without DTDs, resolvers and entities; nothing else of the platform that parses XML is used.</summary>
    [Fact]
    public void S05_xml_is_parsed_behind_one_factory()
    {
        Assert.Equal("", string.Join(Environment.NewLine, Uses(
            "System.Xml.XmlDocument", "System.Xml.XmlTextReader", "System.Xml.XmlResolver", "System.Xml.Linq.XDocument", "System.Xml.Linq.XElement", "System.Xml.Serialization.XmlSerializer")));
        Assert.Equal("WebEdi.Engine.Formats.Xml.SafeXml -> System.Xml.XmlReaderSettings", string.Join(Environment.NewLine, Uses("System.Xml.XmlReaderSettings").Distinct()));
        Assert.Equal("WebEdi.Engine.Formats.Xml.SafeXml", string.Join(Environment.NewLine, Calls("System.Xml.XmlReader", "Create").Distinct()));
    }

    private static IEnumerable<string> Calls(string type, string method) =>
        from caller in TheHouse.Built.Types
        where TheHouse.Packages.ContainsKey(caller.Assembly.Name.Split(',')[0])
        from call in caller.Dependencies.OfType<ArchUnitNET.Domain.Dependencies.MethodCallDependency>()
        where call.Target.FullName == type && call.TargetMember.Name.StartsWith(method + "(", StringComparison.Ordinal)
        select caller.FullName;

    private static IEnumerable<string> Uses(params string[] types) =>
        from type in TheHouse.Built.Types
        where TheHouse.Packages.ContainsKey(type.Assembly.Name.Split(',')[0])
        from dependency in type.Dependencies
        where types.Contains(dependency.Target.FullName)
        select $"{type.FullName} -> {dependency.Target.FullName}";

    private static void AssertOnly(string room, string[] allowed)
    {
        string[] found = [.. TheHouse.Dependencies()
            .Where(d => IsIn(d.From, room) && !IsIn(d.To, room) && !allowed.Any(a => IsIn(d.To, a)))
            .Where(d => !d.Because.EndsWith("-> WebEdi.EdiOptions", StringComparison.Ordinal)) // settings are for every room of the engine
            .Select(d => d.Because).Distinct()];

        Assert.True(found.Length == 0, string.Join(Environment.NewLine, found));
    }

    private static bool IsIn(string name, string room) =>
        room == NeutralTree ? name == room || name == room + ".Schema" : name == room || name.StartsWith(room + ".", StringComparison.Ordinal);
}
