using WebEdi.Engine;
using WebEdi.Engine.Mapping;
using WebEdi.Fuzz.Targets;

namespace WebEdi.Fuzz;

/// <summary>What is given any bytes.</summary>
/// <param name="Name">Its name on the command line.</param>
/// <param name="Run">Reads the bytes; an exception is a fault.</param>
/// <param name="Folders">The folders of a corpus whose files are of its kind.</param>
internal sealed record FuzzTarget(string Name, Action<byte[]> Run, params string[] Folders)
{
    /// <summary>Gets all of them.</summary>
    public static IReadOnlyList<FuzzTarget> All { get; } =
    [
        new("edifact", new MessageTarget("edifact").Run, "edifact", "tradacoms"),
        new("x12", new MessageTarget("x12").Run, "x12"),
        new("xml", new MessageTarget("xml").Run, "ubl", "cxml", "cii"),
        new("json", new MessageTarget("json").Run, "sme-common-edi/Order"),
        new("records", new MessageTarget("records", Compile(Seeds.RecordMap)).Run, "fixed-length"),
        new("records-columns", new MessageTarget("records", Compile(Seeds.ColumnRecordMap)).Run, "csv"),
        new("csv", new RowTarget(Compile(Seeds.CsvMap)).Run, "csv", "sme-common-edi/DeliveryNotice"),
        new("csv-bare", new RowTarget(Compile(Seeds.BareCsvMap)).Run, "csv"),
        new("fixed", new RowTarget(Compile(Seeds.FixedMap)).Run, "fixed-length"),
        new("file", FileTarget.Run, "edifact", "x12", "ubl", "cxml", "cii", "csv", "fixed-length", "sme-common-edi", "tradacoms"),
        new("codecs", TextTarget.Codecs),
        new("map", DefinitionTarget.Map),
        new("partner", DefinitionTarget.Partner),
        new("path", DefinitionTarget.Path),
        new("copybook", DefinitionTarget.CopybookText),
        new("table", DefinitionTarget.Table),
        new("values", TextTarget.Values),
    ];

    /// <summary>Gets the small files to begin with; of maps, those that come with the engine too.</summary>
    public IEnumerable<byte[]> Beginnings()
    {
        IEnumerable<byte[]> own = Seeds.All(Name);
        ReadyMadeMaps maps = new();
        return Name switch
        {
            "map" => own.Concat(maps.Names.Select(n => System.Text.Encoding.UTF8.GetBytes(maps.Find(n)!))),
            "file" => All.Where(t => t.Name is "edifact" or "x12" or "xml" or "json" or "csv" or "fixed").SelectMany(t => Seeds.All(t.Name)),
            _ => own,
        };
    }

    private static CompiledMap Compile(string json) => MapCompiler.Compile("map", 1, json, Vocabulary.Instance).GetValueOrThrow();
}
