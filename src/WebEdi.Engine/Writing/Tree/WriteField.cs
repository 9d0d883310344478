using WebEdi.Engine.Mapping;
using WebEdi.Engine.Mapping.Kinds;

namespace WebEdi.Engine.Writing.Tree;

/// <summary>A field of a document with its ways out, best first.</summary>
/// <param name="Plan">What the map says about it.</param>
/// <param name="Get">Takes it out of the document.</param>
/// <param name="Ways">Where it can be written; none: the map has no place for it.</param>
/// <param name="Target">What it is in documents; null: a field of the tenant's own.</param>
internal sealed record WriteField(FieldPlan Plan, Getter Get, WriteWay[] Ways, Target? Target)
{
    /// <summary>Gets a value indicating whether it holds words, not a code.</summary>
    public bool IsWording { get; } = FieldWords.IsWording(Plan);
}

/// <summary>One of the ways of a field.</summary>
/// <param name="Places">The places in the segment that it may stand at, best first.</param>
/// <param name="MaxSegments">In how many segments in a row a long text may go on.</param>
internal sealed record WriteWay(WritePlace[] Places, int MaxSegments);

/// <summary>A place of a value, with the qualifier that must stand beside it.</summary>
/// <param name="Value">The place.</param>
/// <param name="Qualifier">The place of the qualifier; null: there is none.</param>
/// <param name="Qualifiers">Those with which the value is read back; the first is written.</param>
internal sealed record WritePlace(WriteSlot Value, WriteSlot? Qualifier, byte[][] Qualifiers);
