using System.Collections.Frozen;
using System.Text;
using WebEdi.Engine.Formats.Schema;
using WebEdi.Engine.Mapping;
using WebEdi.Engine.Mapping.Kinds;
using WebEdi.Engine.Text;

namespace WebEdi.Engine.Writing.Tree;

/// <summary>Turns a map for messages round.</summary>
internal sealed class WritePlanBuilder
{
    private const string FormatOfDate = "2379";
    private const string Date = "2380";
    private const string Empty = "";

    private readonly InboundPlan _map;
    private readonly EdiDirectory _directory;
    private readonly MessageSchema _message;
    private readonly WriteNodes _nodes;
    private readonly Dictionary<LevelPlan, PartNodes> _parts = new(ReferenceEqualityComparer.Instance);

    private WritePlanBuilder(InboundPlan map, EdiDirectory directory, MessageSchema message)
    {
        (_map, _directory, _message) = (map, directory, message);
        _nodes = new WriteNodes(directory, message.Body);
    }

    /// <summary>Turns a map round.</summary>
    /// <param name="map">The map.</param>
    /// <returns>Null: its messages have no structure that is known, or no place for lines.</returns>
    public static WritePlan? Build(InboundPlan map)
    {
        EdiDirectory? directory = map.Reading.Format switch
        {
            "edifact" => EdiDirectories.Edifact,
            "x12" => EdiDirectories.X12,
            _ => null,
        };
        if (map.Tree is not { MessageTypes: [{ } type, ..] } || directory?.FindMessage(type) is not { } message)
            return null;

        return new WritePlanBuilder(map, directory, message).Build();
    }

    private WritePlan? Build()
    {
        // Segments that begin parts are made first, so that fields of the head find them where they are.
        MakeNodes(_map.Head, new PartNodes(_nodes.Root, _nodes.Root, _nodes.Root));
        if (!_parts.ContainsKey(_map.Line))
            return null;

        WriteLevel head = Level(_map.Kind.Head, _map.Head);
        foreach (PathConstant constant in _map.Tree!.Constants)
            AddConstant(constant);

        Keep(head, []);
        _nodes.Complete();
        return new WritePlan(_map.Kind, _message.Type, _nodes.Root, head);
    }

    /// <summary>Makes the segments that begin the parts of levels.</summary>
    private void MakeNodes(LevelPlan plan, PartNodes nodes)
    {
        _parts.Add(plan, nodes);
        foreach (LevelPlan below in plan.Below)
        {
            // The first way of several is the one that is written. What stands in the message beside its lines sums up and stands behind them.
            foreach (FieldPath way in below.Ways.Where(w => !w.Path.IsSelf))
            {
                if (_nodes.Follow(nodes.Begins, [.. way.Steps], last: nodes.Begins == _nodes.Root && below.Level != _map.Kind.Line) is not { } begins)
                    continue;

                MakeNodes(below, new PartNodes(nodes.Begins, begins, IsWhole(below, way) ? ChildAbove(begins, nodes.Begins) : begins));
                break;
            }
        }
    }

    /// <summary>Tells whether all segments on the way are written anew for every part: some of them say something about the part.</summary>
    private static bool IsWhole(LevelPlan plan, FieldPath way) =>
        plan.Fields.Any(f => f.Plan.Paths.Any(p => p.Path.From == PathStart.Above && p.Steps[0].Step.Key == way.Steps[0].Step.Key));

    private static WriteNode ChildAbove(WriteNode node, WriteNode above) => node.Parent is { } parent && parent != above ? ChildAbove(parent, above) : node;

    private WriteLevel Level(DocumentLevel level, LevelPlan? plan)
    {
        PartNodes? nodes = plan is null ? null : _parts.GetValueOrDefault(plan);
        WriteField[] fields =
            [.. SourceField.Of(level, plan).Select(f => new WriteField(f.Plan, f.Get, nodes is null ? [] : [.. f.Plan.Paths.Select((p, i) => Way(p, f.Plan, nodes, isFirst: i == 0)).OfType<WriteWay>()], f.Target))];
        WriteLevel made = new(level, fields, Extensions(fields, level.Key), nodes?.Repeats, [.. level.Below.Select(l => Level(l, plan?.Below.FirstOrDefault(p => p.Level == l)))]);
        if (level.Ways is not null)
            nodes?.Repeats.Level = made;
        if (nodes?.Repeats is { Rank: > 0 } begins)
            AddOuter(made, begins);
        return made;
    }

    private static void AddOuter(WriteLevel level, WriteNode begins)
    {
        IEnumerable<WriteSlot> slots = level.Fields.SelectMany(f => f.Ways).SelectMany(w => w.Places).SelectMany(p => p.Qualifier is { } qualifier ? new[] { p.Value, qualifier } : [p.Value]);
        level.OuterSlots.AddRange(slots.Where(s => !IsWithin(s.Node, begins)).Distinct());
        level.Outer.AddRange(begins.Parent!.Children.Where(c => c.Rank > 0 && c != begins).OrderBy(c => c.Rank));
        level.IsPlain = false;
    }

    private static void Keep(WriteLevel level, IEnumerable<WriteField> above)
    {
        WriteField[] all = [.. above, .. level.Fields];
        foreach (WriteLevel below in level.Below)
        {
            IEnumerable<WriteSlot> slots = all.SelectMany(f => f.Ways).SelectMany(w => w.Places).SelectMany(p => p.Qualifier is { } qualifier ? new[] { p.Value, qualifier } : [p.Value]);
            below.Kept.AddRange(slots.Where(s => below.Node is { } node && IsWithin(s.Node, node)).Distinct());
            Keep(below, all);
        }

        level.IsPlain &= level.Kept.Count == 0 && level.Below.All(b => b.IsPlain);
    }

    private static FrozenSet<string> Extensions(WriteField[] fields, string level)
    {
        string start = level + ".extensions.";
        return fields.Where(f => f.Plan.Path.StartsWith(start, StringComparison.Ordinal)).Select(f => f.Plan.Path[start.Length..]).ToFrozenSet(StringComparer.Ordinal);
    }

    private WriteWay? Way(FieldPath path, FieldPlan plan, PartNodes nodes, bool isFirst)
    {
        if (path.Path.IsLineCount || Node(path, nodes, isFirst) is not { } node)
            return null;

        List<WritePlace> places = Places(path, node);
        if (places.Count == 0)
            return null;

        if (places[0] is { Qualifier: not null, Qualifiers: [{ } first, ..] } && _nodes.Twin(node, Encoding.UTF8.GetString(first)) is { } twin)
            places.AddRange(Places(path, twin));

        foreach (WritePlace place in places)
            AddDateFormat(place.Value, plan);
        return new WriteWay([.. places], plan.Join is null ? 1 : WriteNodes.MostSegments(node));
    }

    private WriteNode? Node(FieldPath path, PartNodes nodes, bool isFirst)
    {
        // What parts inherit from the head is written at their own places; what they inherit from the part above, where it is written once for each.
        WriteNode from = path.Path.From == PathStart.Part ? nodes.Begins : nodes.Above;
        if (path.Path.From == PathStart.Message && nodes.Begins != _nodes.Root)
        {
            // A level around the part is begun anew for a value that it says first of all.
            bool isLevel = isFirst && nodes.Begins.Rank > 0 && path.Steps[0].Step.IsRepeated;
            return isLevel && _nodes.Follow(_nodes.Root, [.. path.Steps]) is { } outer && !IsWithin(outer, nodes.Repeats) ? outer : null;
        }

        // LIN/1082 in a line that LIN begins means that segment itself.
        NodeStep[] steps = [.. path.Steps];
        bool isSelf = from != _nodes.Root && steps[0].Step.Name == from.Tag && steps[0].Conditions.Length == 0;
        WriteNode? node = _nodes.Follow(from, isSelf ? steps.AsSpan(1) : steps);
        return path.Path.From == PathStart.Above && !IsWithin(node, nodes.Repeats) ? null : node;
    }

    private static bool IsWithin(WriteNode? node, WriteNode above) => node is not null && (node == above || IsWithin(node.Parent, above));

    private List<WritePlace> Places(FieldPath path, WriteNode node)
    {
        List<WritePlace> places = [];
        foreach (ValuePlace value in path.Values)
        {
            if (value.Beside is null)
                places.Add(new WritePlace(_nodes.Slot(node, value.Place), null, []));
            else if (value.Holds)
                places.Add(new WritePlace(_nodes.Slot(node, value.Place), _nodes.Slot(node, value.Beside.Value), [.. value.Qualifiers.Select(Encoding.UTF8.GetBytes)]));
        }

        return places;
    }

    /// <summary>The form of a date stands beside it in EDIFACT.</summary>
    private void AddDateFormat(WriteSlot slot, FieldPlan plan)
    {
        if (plan.Kind is not (ValueKind.Date or ValueKind.DueDate) || _directory.FindSegment(slot.Node.Tag) is not { } segment)
            return;

        ComponentSchema[] components = segment.Parts[slot.Place.Element].Components;
        if (components[slot.Place.Component].Element.Code != Date || FormatOf(plan.Pictures[0]) is not { } format)
            return;

        for (int i = 0; i < components.Length; i++)
        {
            if (components[i].Element.Code != FormatOfDate)
                continue;

            WriteSlot beside = _nodes.Slot(slot.Node, new Formats.Place(slot.Place.Element, i));
            (beside.Constant, beside.ConstantWhen) = (Encoding.ASCII.GetBytes(format), slot);
        }
    }

    private static string? FormatOf(DatePicture picture) => picture.Text switch
    {
        "yyMMdd" => "101",
        "yyyyMMdd" => "102",
        "yyMMddHHmm" => "201",
        "yyyyMMddHHmm" => "203",
        "yyyyMMddHHmmss" => "204",
        _ => null,
    };

    private void AddConstant(PathConstant constant)
    {
        WriteRole role = RoleOf(constant.Text);
        WriteNode[] nodes = [.. _nodes.Matching(constant.Path.Steps)];
        if (nodes.Length == 0 && _nodes.Follow(_nodes.Root, [.. constant.Path.Steps]) is { } made)
        {
            // A segment that nothing but constants fill is written where the standard wants it or where it counts the lines.
            made.IsAlways = role != WriteRole.None || made.Entry is not { Need: SegmentNeed.Optional };
            nodes = [made];
        }

        foreach (WriteNode node in nodes)
        {
            node.IsAlways |= role is WriteRole.LineCount or WriteRole.LevelCount;
            ValuePlace at = constant.Path.Values[0];
            WriteSlot slot = _nodes.Slot(node, at.Place);
            if (slot.Constant is not null || slot.Role != WriteRole.None)
                continue;

            slot.Role = role;
            slot.Constant = role != WriteRole.None ? null : Encoding.UTF8.GetBytes(constant.Text);
            slot.ConstantWhen = at is { Beside: { } beside, Holds: false, Qualifiers: [Empty] } ? _nodes.Slot(node, beside) : null;
        }
    }

    private static WriteRole RoleOf(string constant) => constant switch
    {
        TreePath.LineCount => WriteRole.LineCount,
        TreePath.LevelCount => WriteRole.LevelCount,
        TreePath.PreparedTime => WriteRole.PreparedTime,
        _ => WriteRole.None,
    };

    /// <summary>The segments of a level.</summary>
    /// <param name="Above">The one that begins the part above.</param>
    /// <param name="Begins">The one that begins a part: its ways begin there.</param>
    /// <param name="Repeats">The one that is written anew for every part: that one, or one above it.</param>
    private sealed record PartNodes(WriteNode Above, WriteNode Begins, WriteNode Repeats);
}
