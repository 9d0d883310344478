using System.Text;

using WebEdi.Diagnostics;
using WebEdi.Engine;
using WebEdi.Engine.Formats;
using WebEdi.Engine.Mapping;
using WebEdi.Engine.Partners;
using WebEdi.Engine.Text;

namespace WebEdi.Fuzz.Targets;

/// <summary>Loads what people write for the engine: maps, profiles, ways, copybooks, character tables. What is wrong with them is told, never thrown.</summary>
internal static class DefinitionTarget
{
    private static readonly string[] PatchedMaps = ["edifact-orders", "ubl-order"];
    private static readonly ReadyMadeMaps Ours = new();

    /// <summary>Loads a map; one that is sound reads a file, and is turned round.</summary>
    public static void Map(byte[] bytes)
    {
        string json = Encoding.UTF8.GetString(bytes);
        Result<CompiledMap> map = MapCompiler.Compile("map", 1, json, Vocabulary.Instance);
        Check(map.Diagnostics, json);
        Promise.That(map.Succeeded || map.Diagnostics.Count > 0, () => "a map was refused without a reason");
        if (map.Succeeded && !map.Value.Writes)
            Use(map.Value, json);
    }

    /// <summary>Loads a profile; one that is sound patches ready-made maps.</summary>
    public static void Partner(byte[] bytes)
    {
        string json = Encoding.UTF8.GetString(bytes);
        Result<PartnerProfile> profile = PartnerCompiler.Compile("acme", 1, json);
        Check(profile.Diagnostics, json);
        if (!profile.Succeeded)
            return;

        foreach (string name in PatchedMaps)
        {
            if (profile.Value.PatchFor(name) is { } patch)
                Check(MapCompiler.Compile(name, 1, Ours.Find(name)!, Vocabulary.Instance, patch).Diagnostics, null);
        }
    }

    /// <summary>Reads ways. One that is understood is understood again in its own words.</summary>
    public static void Path(byte[] bytes)
    {
        string text = Encoding.UTF8.GetString(bytes);
        foreach (bool segments in (bool[])[true, false])
        {
            if (TreePathParser.Parse(text, segments) is { IsLineCount: false } path)
            {
                string again = PathText.Of(path, segments);
                Promise.That(TreePathParser.Parse(again, segments) is { } same && PathText.Of(same, segments) == again, () => $"{text} became {again}, which is not understood as the same");
            }

            if (TreePathParser.ParseNode(text, segments) is { } node)
                Promise.That(TreePathParser.ParseNode(PathText.Of(node, segments), segments) is not null, () => $"{text} is not understood as {PathText.Of(node, segments)}");

            foreach (string format in segments ? (string[])["edifact", "x12"] : ["xml"])
            {
                TreePathBinder binder = new(format, Vocabulary.Instance, (_, _, _) => { });
                _ = binder.Value(text, "order.number");
                _ = binder.Node(text, "lines");
            }
        }
    }

    /// <summary>Reads record descriptions.</summary>
    public static void CopybookText(byte[] bytes)
    {
        string text = Encoding.UTF8.GetString(bytes);
        RecordLayout? layout = Copybook.Read(text, netCobol: bytes.Length % 2 == 0, out CopybookFault? fault);
        Promise.That(layout is null == fault is not null, () => "a copybook is understood, and is not");
        foreach (LayoutField field in layout?.Fields ?? [])
        {
            Promise.That(field.Start >= 0 && field.Length > 0 && field.Start + (long)field.Length <= layout!.Length, () => $"{field.Name} lies at {field.Start}, {field.Length} long, in {layout!.Length}");
            _ = field.TryRead(bytes.AsSpan(0, Math.Min(layout!.Length, bytes.Length)), bytes.Length % 3 == 0 ? TextCodec.Find("ibm290")! : TextCodec.Cp932, out _);
        }
    }

    /// <summary>Reads character tables. An encoding made of one keeps what encodings promise.</summary>
    public static void Table(byte[] bytes)
    {
        HostTable table;
        try
        {
            table = HostTable.Parse(Encoding.UTF8.GetString(bytes));
        }
        catch (FormatException)
        {
            return;
        }

        TextTarget.Codec(new HostCodec(table), bytes, mayRefuse: false);
        TextTarget.Codec(new HostCodec(table).WideForm, bytes, mayRefuse: table.Wide.Count > 0);
    }

    private static void Use(CompiledMap map, string json)
    {
        if (map.Reading.IsTree)
        {
            MessageTarget target = new(map.Reading.Format, map);
            target.Run(Seeds.Of(map.Reading.Format));
        }
        else
        {
            new RowTarget(map).Run(Seeds.Of(map.Reading.Format));
        }

        try
        {
            _ = new EdiFileWriter(new EdiWriteOptions { Map = "map", MapJson = json, Sender = "BUYER", Receiver = "SUPPLIER" });
        }
        catch (Exception e) when (e is ArgumentException or EdiFormatException)
        {
            // Many maps cannot be turned round, and say so.
        }
    }

    private static void Check(IReadOnlyList<Diagnostic> diagnostics, string? json)
    {
        int lines = json is null ? int.MaxValue : json.Count(c => c == '\n') + 1;
        foreach (Diagnostic d in diagnostics)
        {
            Promise.That(d.GetMessage(Languages.English).Length > 0 && d.GetMessage(Languages.Japanese).Length > 0, () => $"{d.Code} has no text");
            Promise.That(d.Position.Line >= 0 && d.Position.Line <= lines, () => $"{d} is in line {d.Position.Line} of {lines}");
        }
    }
}
