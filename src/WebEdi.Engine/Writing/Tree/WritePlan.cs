using WebEdi.Documents;

namespace WebEdi.Engine.Writing.Tree;

/// <summary>A map turned round: how orders are written as messages. Made once per map; immutable when it is complete, safe for concurrent use.</summary>
/// <param name="MessageType">The type of message.</param>
/// <param name="Root">The message.</param>
/// <param name="Order">The fields of the head.</param>
/// <param name="Line">The fields of a line.</param>
internal sealed record WritePlan(string MessageType, WriteNode Root, WriteField<Order>[] Order, WriteField<OrderLine>[] Line)
{
    /// <summary>Gets the names of the tenant's own fields that the map has.</summary>
    public required IReadOnlySet<string> OrderExtensions { get; init; }

    /// <summary>Gets the names of the tenant's own fields of lines that the map has.</summary>
    public required IReadOnlySet<string> LineExtensions { get; init; }
}
