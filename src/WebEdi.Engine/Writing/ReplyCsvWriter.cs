using WebEdi.Diagnostics;
using WebEdi.Engine.Mapping;
using WebEdi.Storage;

namespace WebEdi.Engine.Writing;

/// <summary>Writes replies as CSV for the buyer's system: one line per promised delivery.</summary>
internal static class ReplyCsvWriter
{
    /// <summary>Writes the replies.</summary>
    /// <param name="items">The replies, in the order of the feed.</param>
    /// <param name="map">A map for writing; null: the built-in layout.</param>
    /// <param name="output">Where; left open.</param>
    /// <param name="cancellationToken">Stops writing.</param>
    /// <returns>What the layout or its encoding could not carry; empty when all is well.</returns>
    public static Task<IReadOnlyList<Diagnostic>> WriteAsync(
        IReadOnlyList<ReplyFeedItem> items, CompiledMap? map, Stream output, CancellationToken cancellationToken) =>
        throw new NotSupportedException();
}
