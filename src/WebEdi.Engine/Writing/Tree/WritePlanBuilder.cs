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
        if (Nodes(_map.Head, _nodes.Root) is not { } nodes || nodes.GetValueOrDefault(_map.Line) is null)
            return null;

        WriteLevel head = Level(_map.Kind.Head, _map.Head, nodes);
        foreach (PathConstant constant in _map.Tree!.Constants)
            AddConstant(constant);

        _nodes.Complete();
        return new WritePlan(_map.Kind, _message.Type, _nodes.Root, head);
    }

    /// <summary>Makes the segments that begin the parts of levels.</summary>
    private Dictionary<LevelPlan, WriteNode?> Nodes(LevelPlan plan, WriteNode? node)
    {
        Dictionary<LevelPlan, WriteNode?> nodes = new(ReferenceEqualityComparer.Instance) { [plan] = node };
        foreach (LevelPlan below in plan.Below)
        {
            // The first way of several is the one that is written.
            WriteNode? begins = node is null ? null : below.Ways.Where(w => !w.Path.IsSelf).Select(w => _nodes.Follow(node, [.. w.Steps])).FirstOrDefault(n => n is not null);
            foreach ((LevelPlan key, WriteNode? value) in Nodes(below, begins))
                nodes[key] = value;
        }

        return nodes;
    }

    private WriteLevel Level(DocumentLevel level, LevelPlan? plan, Dictionary<LevelPlan, WriteNode?> nodes)
    {
        WriteNode? node = plan is null ? null : nodes.GetValueOrDefault(plan);
        WriteField[] fields =
            [.. SourceField.Of(level, plan).Select(f => new WriteField(f.Plan, f.Get, node is null ? [] : [.. f.Plan.Paths.Select(p => Way(p, f.Plan, node)).OfType<WriteWay>()], f.Target))];
        WriteLevel made = new(level, fields, Extensions(fields, level.Key), node, [.. level.Below.Select(l => Level(l, plan?.Below.FirstOrDefault(p => p.Level == l), nodes))]);
        if (level.Ways is not null)
            node?.Level = made;
        return made;
    }

    private static FrozenSet<string> Extensions(WriteField[] fields, string level)
    {
        string start = level + ".extensions.";
        return fields.Where(f => f.Plan.Path.StartsWith(start, StringComparison.Ordinal)).Select(f => f.Plan.Path[start.Length..]).ToFrozenSet(StringComparer.Ordinal);
    }

    private WriteWay? Way(FieldPath path, FieldPlan plan, WriteNode from)
    {
        // What a line inherits from the head is written at the line's own places.
        if (path.Path.IsLineCount || (path.Path.FromMessage && from != _nodes.Root) || Node(path, from) is not { } node)
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

    private WriteNode? Node(FieldPath path, WriteNode from)
    {
        NodeStep[] steps = [.. path.Steps];

        // LIN/1082 in a line that LIN begins means that segment itself.
        bool isSelf = from != _nodes.Root && !path.Path.FromMessage && steps[0].Step.Name == from.Tag && steps[0].Conditions.Count == 0;
        return _nodes.Follow(from, isSelf ? steps.AsSpan(1) : steps);
    }

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

        IReadOnlyList<ComponentSchema> components = segment.Parts[slot.Place.Element].Components;
        if (components[slot.Place.Component].Element.Code != Date || FormatOf(plan.Pictures[0]) is not { } format)
            return;

        for (int i = 0; i < components.Count; i++)
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
        bool isCount = constant.Text == TreePath.LineCount;
        WriteNode[] nodes = [.. _nodes.Matching(constant.Path.Steps)];
        if (nodes.Length == 0 && _nodes.Follow(_nodes.Root, [.. constant.Path.Steps]) is { } made)
        {
            // A segment that nothing but constants fill is written where the standard wants it or where it counts the lines.
            made.IsAlways = isCount || made.Entry is not { Need: SegmentNeed.Optional };
            nodes = [made];
        }

        foreach (WriteNode node in nodes)
        {
            node.IsAlways |= isCount;
            ValuePlace at = constant.Path.Values[0];
            WriteSlot slot = _nodes.Slot(node, at.Place);
            if (slot.Constant is not null || slot.IsLineCount)
                continue;

            slot.IsLineCount = isCount;
            slot.Constant = isCount ? null : Encoding.UTF8.GetBytes(constant.Text);
            slot.ConstantWhen = at is { Beside: { } beside, Holds: false, Qualifiers: [Empty] } ? _nodes.Slot(node, beside) : null;
        }
    }
}
