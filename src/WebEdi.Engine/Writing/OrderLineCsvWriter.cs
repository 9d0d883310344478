using WebEdi.Diagnostics;
using WebEdi.Storage;

namespace WebEdi.Engine.Writing;

/// <summary>Writes order lines as CSV.</summary>
internal static class OrderLineCsvWriter
{
    /// <summary>Writes the lines.</summary>
    /// <param name="rows">The lines.</param>
    /// <param name="options">How.</param>
    /// <param name="output">Where; left open.</param>
    /// <param name="cancellationToken">Stops writing.</param>
    /// <returns>How many lines, and what the encoding could not carry.</returns>
    public static Task<CsvWritten> WriteAsync(
        IAsyncEnumerable<OrderLineRow> rows, CsvExportOptions options, Stream output, CancellationToken cancellationToken) =>
        throw new NotSupportedException();
}

/// <summary>What was written.</summary>
/// <param name="Lines">How many data lines.</param>
/// <param name="Diagnostics">What the encoding could not carry, at most 100.</param>
internal sealed record CsvWritten(int Lines, IReadOnlyList<Diagnostic> Diagnostics);
