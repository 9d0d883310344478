using System.Text;
using WebEdi.Engine.Formats;
using WebEdi.Engine.Formats.Schema;
using WebEdi.Engine.Mapping;

namespace WebEdi.Engine.Writing.Tree;

/// <summary>Makes the segments of a plan where the structure of the message has them.</summary>
internal sealed class WriteNodes(EdiDirectory directory, GroupSchema message)
{
    private const int MaxSegments = 99;

    /// <summary>Gets the message.</summary>
    public WriteNode Root { get; } = new("", "", 0, null, message, null);

    /// <summary>Finds or makes the segment at the end of some steps.</summary>
    /// <param name="from">Where they begin.</param>
    /// <param name="steps">The steps.</param>
    /// <param name="last">Whether the last place of several is meant.</param>
    /// <returns>Null: the structure has no such place, or nobody can say which qualifier to write.</returns>
    public WriteNode? Follow(WriteNode from, ReadOnlySpan<NodeStep> steps, bool last = false)
    {
        WriteNode? at = from;
        for (int i = 0; i < steps.Length && at is not null; i++)
        {
            // Levels above others are written side by side; which is above which their numbers say.
            if (!steps[i].Step.IsRepeated)
                at = Next(at, steps[i], steps[(i + 1)..], last);
        }

        return at;
    }

    /// <summary>Makes another segment beside one, for a value whose qualifier the first one may already have given away.</summary>
    /// <returns>Null: the structure allows one only, or it opens a group.</returns>
    public WriteNode? Twin(WriteNode node, string qualifier)
    {
        if (node.Entry is not { Max: > 1, Group: null } entry || node.Parent is not { } parent)
            return null;

        string key = $"{node.Key} {qualifier}";
        return parent.Children.Find(c => c.Key == key) ?? Add(parent, new WriteNode(node.Tag, key, node.Order, entry, null, parent));
    }

    /// <summary>Gets the place of a value.</summary>
    public WriteSlot Slot(WriteNode node, Place place) => node.SlotAt(place, directory.FindSegment(node.Tag));

    /// <summary>Tells in how many segments a text may go on.</summary>
    public static int MostSegments(WriteNode node) => node.Key == node.Tag ? Math.Min(node.Entry?.Max ?? 1, MaxSegments) : 1;

    /// <summary>Finds all segments whose tags and qualifiers are those of some steps.</summary>
    public IEnumerable<WriteNode> Matching(IReadOnlyList<NodeStep> steps) => Matching(Root, steps, 0);

    /// <summary>Puts everything in order and numbers it.</summary>
    public void Complete()
    {
        (int node, int slot) = (0, 0);
        Complete(Root, ref node, ref slot);
    }

    private static IEnumerable<WriteNode> Matching(WriteNode parent, IReadOnlyList<NodeStep> steps, int from)
    {
        foreach (WriteNode child in parent.Children.Where(c => c.Tag == steps[from].Step.Name && HasQualifiers(c, steps[from])))
        {
            if (from == steps.Count - 1)
            {
                yield return child;
                continue;
            }

            foreach (WriteNode below in Matching(child, steps, from + 1))
                yield return below;
        }
    }

    private static bool HasQualifiers(WriteNode node, NodeStep step) =>
        step.Conditions.All(c => node.Slots.Exists(s => c.Places.Contains(s.Place) && s.Constant is { } constant && c.Values.Contains(Encoding.UTF8.GetString(constant)) == c.Holds));

    private WriteNode? Next(WriteNode parent, NodeStep step, ReadOnlySpan<NodeStep> rest, bool last)
    {
        if (parent.Group is not { } group || step.Conditions.Any(c => !c.Holds || c.Places.Length == 0 || c.Names.Count > 0))
            return null;

        foreach (WriteNode known in parent.Children)
        {
            if ((known.Key == step.Step.Key || (known.Rank >= 0 && known.Rank == RankOf(step))) && (rest.IsEmpty || (known.Group is { } inner && CanHave(inner, rest))))
                return known;
        }

        int begin = parent == Root ? 0 : 1;
        for (int n = begin; n < group.Entries.Count; n++)
        {
            int i = last ? group.Entries.Count - 1 - n + begin : n;
            GroupEntry entry = group.Entries[i];
            if (entry.Tag != step.Step.Name || (!rest.IsEmpty && (entry.Group is null || !CanHave(entry.Group, rest))))
                continue;

            bool isLevel = entry.Group is { IsHierarchical: true };
            int rank = isLevel ? RankOf(step) : -1;
            if (isLevel && rank < 0)
                return null;

            WriteNode made = Add(parent, new WriteNode(entry.Tag, step.Step.Key, i, entry, entry.Group, parent) { Rank = rank });
            if (isLevel)
                AddNumbers(made);
            foreach (NodeCondition condition in step.Conditions)
            {
                WriteSlot slot = Slot(made, condition.Places[0]);
                (slot.Constant, slot.IsFixed) = (Encoding.UTF8.GetBytes(condition.Values[0]), true);
            }

            return made;
        }

        return null;
    }

    /// <summary>Tells how far inside the level stands that is written for a step; of several kinds the first one is.</summary>
    private static int RankOf(NodeStep step) => step.Conditions is [{ Places: [var at, ..], Values: [var kind, ..] }] && at == Hierarchy.KindPlace ? Hierarchy.RankOf(kind) : -1;

    private void AddNumbers(WriteNode level)
    {
        Slot(level, Hierarchy.NumberPlace).Role = WriteRole.LevelNumber;
        Slot(level, Hierarchy.AbovePlace).Role = WriteRole.LevelAbove;
        Slot(level, Hierarchy.BelowPlace).Role = WriteRole.LevelBelow;
    }

    private WriteNode Add(WriteNode parent, WriteNode node)
    {
        node.IsAlways = parent == Root && node is { Entry.Need: SegmentNeed.Mandatory, Rank: <= 0 };
        parent.Children.Add(node);
        return node;
    }

    private static bool CanHave(GroupSchema group, ReadOnlySpan<NodeStep> steps)
    {
        while (steps.Length > 1 && steps[0].Step.IsRepeated)
            steps = steps[1..];
        for (int i = 1; i < group.Entries.Count; i++)
        {
            GroupEntry entry = group.Entries[i];
            if (entry.Tag == steps[0].Step.Name && (steps.Length == 1 || (entry.Group is { } inner && CanHave(inner, steps[1..]))))
                return true;
        }

        return false;
    }

    private void Complete(WriteNode node, ref int index, ref int slot)
    {
        AddNeeded(node);
        node.Slots.Sort(static (a, b) => (a.Place.Element, a.Place.Component).CompareTo((b.Place.Element, b.Place.Component)));
        (node.Index, node.FirstSlot) = (index++, slot);
        foreach (WriteSlot own in node.Slots)
            own.Index = slot++;

        WriteNode[] ordered = [.. node.Children.OrderBy(c => c.Order).ThenBy(c => c.Rank)];
        node.Children.Clear();
        node.Children.AddRange(ordered);
        foreach (WriteNode child in ordered)
            Complete(child, ref index, ref slot);
        (node.EndIndex, node.EndSlot) = (index, slot);
    }

    private void AddNeeded(WriteNode node)
    {
        if (directory.FindSegment(node.Tag) is not { } segment)
            return;

        node.Conditions = [.. segment.Conditions.Where(c => c.Kind != ConditionKind.Exclusion)];
        for (int element = 0; element < segment.Parts.Length; element++)
        {
            PartSchema part = segment.Parts[element];
            for (int component = 0; component < part.Components.Length; component++)
            {
                bool needed = part.IsComposite ? part.Components[component].Mandatory : part.Mandatory;
                bool onlyWithOthers = part.IsComposite && !part.Mandatory;
                if (!needed || (onlyWithOthers && !node.Slots.Exists(s => s.Place.Element == element)))
                    continue;

                WriteSlot slot = Slot(node, new Place(element, component));
                if (slot.Role == WriteRole.None && (slot.Constant is null || slot.ConstantWhen is not null))
                    node.Needed.Add(new NeededPlace(slot, onlyWithOthers));
            }
        }
    }
}
