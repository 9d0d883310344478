using WebEdi.Diagnostics;
using WebEdi.Documents;

namespace WebEdi.Engine;

/// <summary>An order that was mapped and validated, with its hash taken where it was read.</summary>
/// <param name="Order">The order; null: refused.</param>
/// <param name="Diagnostics">Everything found.</param>
/// <param name="Number">The order number as far as known.</param>
/// <param name="Revision">The revision as far as known.</param>
/// <param name="Supplier">The supplier's code as far as known.</param>
/// <param name="SourceLines">The physical lines.</param>
/// <param name="Rows">The number of rows.</param>
/// <param name="Position">Where it begins.</param>
internal sealed record CheckedOrder(
    Order? Order, IReadOnlyList<Diagnostic> Diagnostics, string? Number, int Revision, string? Supplier, string SourceLines, int Rows, SourcePosition Position);
