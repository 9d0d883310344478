using System.Runtime.Intrinsics;

using WebEdi.Engine.Formats;
using WebEdi.Engine.Formats.Schema;

namespace WebEdi.Engine.Mapping;

/// <summary>What segments of a message have in common from which a map takes the same values at the same places: their tags, the sequences of their delimiters, the qualifiers that decide.</summary>
/// <param name="segments">A segment and those below it: see <see cref="SegmentRun.Relative"/>.</param>
/// <param name="keys">The qualifiers.</param>
internal sealed class GroupPattern(Vector256<int>[] segments, QualifierAt[] keys)
{
    /// <summary>The most segments that are compared.</summary>
    public const int MaxSegments = 32;

    private GroupForm? _form;

    /// <summary>Gets how many segments there are.</summary>
    public int Segments => segments.Length;

    /// <summary>Tells whether other segments are alike.</summary>
    /// <param name="run">The segments of the message.</param>
    /// <param name="node">The first one; those below it belong to it.</param>
    /// <param name="form">The form of all of them; null: it is not known.</param>
    public bool IsFor(scoped in SegmentRun run, int node, GroupForm? form)
    {
        if (form is null || form != _form)
        {
            if (!IsAlike(run, node))
                return false;

            // All of a form are alike.
            _form = form;
        }

        int first = run[node].FirstMark;
        foreach (ref readonly QualifierAt wanted in keys.AsSpan())
        {
            if (!run.TryKey(first + wanted.Mark, out ulong key) || key != wanted.Key)
                return false;
        }

        return true;
    }

    private bool IsAlike(scoped in SegmentRun run, int node)
    {
        if (run[node].End - node != segments.Length)
            return false;

        Vector256<int> origin = run.OriginOf(node);
        Vector256<int> different = (run.Relative(node, origin) ^ segments[0]) & SegmentRun.OfOpener;
        for (int i = 1; i < segments.Length; i++)
            different |= run.Relative(node + i, origin) ^ segments[i];
        return different == Vector256<int>.Zero;
    }
}

/// <summary>A qualifier that decides what is taken from segments.</summary>
/// <param name="mark">The delimiter in front of it, counted from the first one of the first segment.</param>
/// <param name="key">Its <see cref="QualifierKey"/>.</param>
internal readonly struct QualifierAt(int mark, ulong key)
{
    /// <summary>The delimiter in front of it, counted from the first one of the first segment.</summary>
    public readonly int Mark = mark;

    /// <summary>Its <see cref="QualifierKey"/>.</summary>
    public readonly ulong Key = key;
}
