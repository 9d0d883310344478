using System.Buffers.Text;

using WebEdi.Diagnostics;
using WebEdi.Engine.Text;

namespace WebEdi.Engine.Formats;

/// <summary>Compares what a trailer says with what was counted and with its header.</summary>
internal static class TrailerCheck
{
    /// <summary>Checks a trailer.</summary>
    /// <param name="sink">Told what is wrong.</param>
    /// <param name="tree">Holds the trailer.</param>
    /// <param name="node">Where.</param>
    /// <param name="places">Where in it the count and the reference stand.</param>
    /// <param name="count">What was counted.</param>
    /// <param name="reference">What the header says.</param>
    public static void Check(DiagnosticSink sink, SegmentTree tree, int node, TrailerPlaces places, int count, string? reference)
    {
        if (CountIn(tree, node, places) != count)
        {
            string said = SegmentValues.Text(tree, node, places.Count.Element) ?? "";
            sink.AddOfEnvelope(Diagnostic.Create(DiagnosticCodes.ControlCountWrong, tree.PositionOf(node, places.Count), places.CountPath, said, Expect.Value(count)));
        }

        if (places.Reference is not { } place)
            return;

        string? found = SegmentValues.Text(tree, node, place.Element, place.Component);
        if (found != reference)
            sink.AddOfEnvelope(Diagnostic.Create(DiagnosticCodes.ControlReferenceWrong, tree.PositionOf(node, place), places.ReferencePath, found ?? "", Expect.Value(reference ?? "")));
    }

    /// <summary>Tells whether a trailer says what was counted, and the same bytes as the header of its message; false: it must be looked at more closely.</summary>
    public static bool IsSound(SegmentTree tree, int node, TrailerPlaces places, int count, Place reference) =>
        places.Reference is { } place && CountIn(tree, node, places) == count && tree.Value(node, place) is { IsEmpty: false } said && said.SequenceEqual(tree.Value(1, reference));

    /// <summary>Reads the count of a trailer; -1 when it is none.</summary>
    public static long CountIn(SegmentTree tree, int node, TrailerPlaces places)
    {
        ReadOnlySpan<byte> said = TextCodec.Utf8.TrimSpaces(tree.Value(node, places.Count));
        return Utf8Parser.TryParse(said, out long number, out int read) && read == said.Length ? number : -1;
    }
}
