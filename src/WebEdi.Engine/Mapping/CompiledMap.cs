using WebEdi.Engine.Formats;
using WebEdi.Engine.Mapping.Codes;
using WebEdi.Engine.Mapping.Kinds;
using WebEdi.Engine.Mapping.Steps;

namespace WebEdi.Engine.Mapping;

/// <summary>A map, checked and made ready once per version. Immutable, safe for concurrent use.</summary>
internal sealed class CompiledMap
{
    private const string UnitList = "unit";

    private readonly InboundPlan? _inbound;
    private readonly OutboundPlan? _outbound;

    public CompiledMap(string name, int version, InboundPlan inbound)
    {
        Name = name;
        Version = version;
        _inbound = inbound;
        Units = inbound.Line.Fields.FirstOrDefault(f => f.Plan is { CodeList: UnitList })?.Plan.Standard;
    }

    public CompiledMap(string name, int version, OutboundPlan outbound)
    {
        Name = name;
        Version = version;
        _outbound = outbound;
    }

    /// <summary>Gets its name.</summary>
    public string Name { get; }

    /// <summary>Gets its version.</summary>
    public int Version { get; }

    /// <summary>Gets a value indicating whether replies become a file for the buyer; if not, files become documents.</summary>
    public bool Writes => _outbound is not null;

    /// <summary>Gets the kind of documents that it reads.</summary>
    /// <exception cref="InvalidOperationException">It is a map for writing.</exception>
    public DocumentKind Kind => Inbound.Kind;

    /// <summary>Gets what it asks of the reader.</summary>
    /// <exception cref="InvalidOperationException">It is a map for writing.</exception>
    public ReadingPlan Reading => Inbound.Reading;

    /// <summary>Gets the codes that its files have for the units of lines; null: those of documents.</summary>
    public StandardCodes? Units { get; }

    /// <summary>Gives a map for reading what is forgiven while it reads; one for writing stays as it is.</summary>
    public CompiledMap With(Tolerances tolerances) =>
        _inbound is null ? this : new CompiledMap(Name, Version, _inbound with { Reading = _inbound.Reading with { Tolerances = tolerances } });

    /// <summary>Gets how it makes documents.</summary>
    internal InboundPlan Inbound => _inbound ?? throw new InvalidOperationException($"Map {Name} writes files; it cannot read one.");

    /// <summary>Gets how it writes replies.</summary>
    internal OutboundPlan Outbound => _outbound ?? throw new InvalidOperationException($"Map {Name} reads files; it cannot write one.");
}

/// <summary>How a map makes documents.</summary>
/// <param name="Reading">What it asks of the reader.</param>
/// <param name="Kind">The kind of documents.</param>
/// <param name="Head">The fields of the head, and the levels below.</param>
/// <param name="Tree">How it finds them in messages; null: they come from rows.</param>
internal sealed record InboundPlan(ReadingPlan Reading, DocumentKind Kind, LevelPlan Head, TreePlan? Tree = null)
{
    /// <summary>Gets the fields of the lines.</summary>
    public LevelPlan Line => Head.Below.First(l => l.Level == Kind.Line);
}

/// <summary>How a map fills a level of documents.</summary>
/// <param name="Level">The level.</param>
/// <param name="Fields">Its fields.</param>
/// <param name="Ways">Where in a message its parts begin, from the part above; empty: it is the head, or comes from rows.</param>
/// <param name="Below">The levels below that the map fills.</param>
internal sealed record LevelPlan(DocumentLevel Level, BoundField[] Fields, FieldPath[] Ways, LevelPlan[] Below)
{
    /// <summary>Gets what is made of the fields when they have been read; null: nothing.</summary>
    public LevelSteps? Steps { get; init; }
}
