using WebEdi.Engine.Formats;

namespace WebEdi.Engine.Mapping;

/// <summary>A map, checked and made ready once per version. Immutable, safe for concurrent use.</summary>
internal sealed class CompiledMap
{
    private readonly InboundPlan? _inbound;
    private readonly OutboundPlan? _outbound;

    public CompiledMap(string name, int version, InboundPlan inbound)
    {
        Name = name;
        Version = version;
        Direction = MapDirection.Read;
        _inbound = inbound;
    }

    public CompiledMap(string name, int version, OutboundPlan outbound)
    {
        Name = name;
        Version = version;
        Direction = MapDirection.Write;
        _outbound = outbound;
    }

    /// <summary>Gets its name.</summary>
    public string Name { get; }

    /// <summary>Gets its version.</summary>
    public int Version { get; }

    /// <summary>Gets what it is for.</summary>
    public MapDirection Direction { get; }

    /// <summary>Gets what it asks of the reader.</summary>
    /// <exception cref="InvalidOperationException">It is a map for writing.</exception>
    public ReadingPlan Reading => Inbound.Reading;

    /// <summary>Gives a map for reading what is forgiven while it reads; one for writing stays as it is.</summary>
    public CompiledMap With(Tolerances tolerances) =>
        _inbound is null ? this : new CompiledMap(Name, Version, _inbound with { Reading = _inbound.Reading with { Tolerances = tolerances } });

    /// <summary>Gets how it makes orders.</summary>
    internal InboundPlan Inbound => _inbound ?? throw new InvalidOperationException($"Map {Name} writes files; it cannot read one.");

    /// <summary>Gets how it writes replies.</summary>
    internal OutboundPlan Outbound => _outbound ?? throw new InvalidOperationException($"Map {Name} reads files; it cannot write one.");
}

/// <summary>What a map is for.</summary>
internal enum MapDirection
{
    /// <summary>Files of the buyer become orders.</summary>
    Read = 0,

    /// <summary>Replies become a file for the buyer.</summary>
    Write = 1,
}

/// <summary>How a map makes orders.</summary>
/// <param name="Reading">What it asks of the reader.</param>
/// <param name="Order">The fields of the head.</param>
/// <param name="Line">The fields of a line.</param>
/// <param name="Tree">How it finds them in messages; null: they come from rows.</param>
internal sealed record InboundPlan(
    ReadingPlan Reading, IReadOnlyList<BoundField<OrderDraft>> Order, IReadOnlyList<BoundField<LineDraft>> Line, TreePlan? Tree = null);
