using System.Text.Json.Nodes;
using WebEdi.Diagnostics;
using WebEdi.Engine.Formats;
using WebEdi.Engine.Mapping;
using WebEdi.Storage;

namespace WebEdi.Engine.Partners;

/// <summary>Checks a partner's profile and makes it ready. Thread-safe.</summary>
internal static class PartnerCompiler
{
    /// <summary>What a profile cannot change: the direction of a map, and what belongs to maps for writing.</summary>
    private static readonly string[] Fixed = ["$schema", "read", "write", "columns", "newline", "bom", "substitutions"];

    /// <summary>Checks a profile against its schema and what it overrides against the schema of maps.</summary>
    /// <param name="partner">The partner.</param>
    /// <param name="version">The profile's version.</param>
    /// <param name="json">The profile, JSON with comments.</param>
    /// <returns>The profile, or everything that is wrong with it, each with the property it is about.</returns>
    public static Result<PartnerProfile> Compile(string partner, int version, string json)
    {
        Result<DefinitionText> read = DefinitionText.Read(FileOf(partner), json, DefinitionKind.Profile);
        if (!read.Succeeded)
            return new Result<PartnerProfile>(read.Diagnostics);

        DefinitionText text = read.Value;
        List<Diagnostic> faults = SchemaCheck.Check(PartnerSchema.Schema, text.Root, text.Locator, DefinitionKind.Profile);
        CheckOverrides(text, faults);
        CheckRest(text, faults);
        return faults.Count > 0 ? new Result<PartnerProfile>(faults) : new Result<PartnerProfile>(Make(partner, version, text));
    }

    /// <summary>Says that a map which the profile names is not there.</summary>
    public static Diagnostic UnknownMap(PartnerProfile profile, IReadOnlyList<string> names) =>
        Diagnostic.Create(DiagnosticCodes.ProfileValue, profile.Places.Find("map"), "map", profile.Map, names.Count == 0 ? Expect.MapThatReads : Expect.OneOf(names));

    private static string FileOf(string partner) => partner + ".profile.json";

    private static void CheckOverrides(DefinitionText text, List<Diagnostic> faults)
    {
        if (!text.Root.TryGetProperty(MapPatch.Property, out DefinitionNode? overrides) || overrides.Kind != NodeKind.Object)
            return;

        faults.AddRange(SchemaCheck.CheckPatch(MapSchema.Schema, overrides, MapPatch.Property, text.Locator, DefinitionKind.Profile));
        foreach (string name in Fixed.Where(n => overrides.TryGetProperty(n, out _)))
            faults.Add(Unknown(text, $"{MapPatch.Property}.{name}", name, Expect.OnlyReadingProperties));
        if (overrides.TryGetProperty("encoding", out _))
            faults.Add(Unknown(text, $"{MapPatch.Property}.encoding", "encoding", Expect.EncodingBesideOverrides));
    }

    private static void CheckRest(DefinitionText text, List<Diagnostic> faults)
    {
        if (Text(text.Root, "map") is { Length: > 0 and <= 60 } map && !MapName.IsValid(map))
            faults.Add(Wrong(text, "map", map, Expect.MapName));
        if (text.Root.TryGetProperty("duplicates", out DefinitionNode? duplicates) && duplicates.Kind == NodeKind.Object
            && Text(duplicates, "policy") == "refuse" && duplicates.TryGetProperty("days", out DefinitionNode? days))
            faults.Add(Wrong(text, "duplicates.days", days.GetRawText(), Expect.NoDays));
    }

    private static PartnerProfile Make(string partner, int version, DefinitionText text)
    {
        string? encoding = Text(text.Root, "encoding");
        JsonObject every = encoding is null ? [] : new JsonObject { ["encoding"] = encoding };
        JsonObject its = text.Root.TryGetProperty(MapPatch.Property, out DefinitionNode? overrides) ? JsonNode.Parse(overrides.GetRawText(), null, DefinitionCheck.Strict)!.AsObject() : [];
        if (encoding is not null)
            its = new JsonObject([.. its.Select(p => KeyValuePair.Create(p.Key, p.Value?.DeepClone())), KeyValuePair.Create("encoding", (JsonNode?)JsonValue.Create(encoding))]);

        return new PartnerProfile
        {
            Partner = partner,
            Version = version,
            Json = text.Json,
            Map = Text(text.Root, "map"),
            Duplicates = Duplicates(text.Root),
            Acknowledge = Text(text.Root, "acknowledge"),
            Tolerances = text.Root.TryGetProperty("tolerances", out DefinitionNode? names) ? Tolerances.Of([.. names.Children.Select(n => n.GetString()!)]) : Tolerances.None,
            Interchange = Interchange(text.Root),
            Places = text.Locator,
            OfEveryMap = every.Count == 0 ? null : every.ToJsonString(),
            OfItsMap = its.Count == 0 ? null : its.ToJsonString(),
        };
    }

    private static InterchangeProfile Interchange(DefinitionNode root)
    {
        if (!root.TryGetProperty("interchange", out DefinitionNode? said))
            return InterchangeProfile.None;

        return new InterchangeProfile
        {
            Sender = Text(said, "sender"),
            SenderQualifier = Text(said, "senderQualifier"),
            Receiver = Text(said, "receiver"),
            ReceiverQualifier = Text(said, "receiverQualifier"),
            Version = Text(said, "version"),
            Syntax = Text(said, "syntax"),
            SyntaxVersion = said.TryGetProperty("syntaxVersion", out DefinitionNode? version) ? version.GetInt32() : null,
            IsTest = IsTrue(said, "test"),
            HasLineBreaks = IsTrue(said, "lineBreaks"),
        };
    }

    private static bool IsTrue(DefinitionNode at, string property) => at.TryGetProperty(property, out DefinitionNode? value) && value.GetBoolean();

    private static DuplicateRule Duplicates(DefinitionNode root)
    {
        if (!root.TryGetProperty("duplicates", out DefinitionNode? duplicates))
            return default;

        DuplicatePolicy policy = Text(duplicates, "policy") switch
        {
            "hold" => DuplicatePolicy.Hold,
            "accept" => DuplicatePolicy.Accept,
            _ => DuplicatePolicy.Refuse,
        };
        return new DuplicateRule(policy, duplicates.TryGetProperty("days", out DefinitionNode? days) ? days.GetInt32() : 0);
    }

    private static string? Text(DefinitionNode at, string property) =>
        at.TryGetProperty(property, out DefinitionNode? value) && value.Kind == NodeKind.String ? value.GetString() : null;

    private static Diagnostic Wrong(DefinitionText text, string path, string found, Expectation expected) =>
        Diagnostic.Create(DiagnosticCodes.ProfileValue, text.Locator.Find(path), path, found, expected);

    private static Diagnostic Unknown(DefinitionText text, string path, string found, Expectation expected) =>
        Diagnostic.Create(DiagnosticCodes.ProfileProperty, text.Locator.Find(path), path, found, expected);
}
