using WebEdi.Engine.Formats;
using WebEdi.Engine.Mapping;
using WebEdi.Engine.Mapping.Kinds;

namespace WebEdi.Engine.Writing.Records;

/// <summary>Turns a map for records of several types round.</summary>
/// <param name="map">The map.</param>
internal sealed class RecordFilePlanBuilder(InboundPlan map)
{
    private readonly IReadOnlyDictionary<string, RecordType> _types = map.Reading.Records!.Types;
    private readonly List<RecordSlot> _slots = [];
    private readonly Dictionary<string, RecordSlot> _byKey = new(StringComparer.Ordinal);
    private RecordType? _order;

    /// <summary>Turns it round.</summary>
    /// <returns>Null: it has no place for lines.</returns>
    public RecordFilePlan? Build()
    {
        // A document has one record that begins it; fields in another one would begin a second document.
        _order = map.Head.Fields.SelectMany(f => f.Plan.Paths).Select(TypeOf).FirstOrDefault(t => t is { Role: RecordRole.Order })
            ?? _types.Values.First(t => t.Role == RecordRole.Order);
        RecordSlot order = HeadSlot(_order, null);
        RecordLevel head = Level(map.Kind.Head, map.Head, null, null);
        if (!head.Below.Any(l => l.Level == map.Kind.Line && l.Slot is not null))
            return null;

        RecordConstant[] constants = [.. map.Tree!.Constants.Select(Constant).OfType<RecordConstant>()];
        foreach (RecordType type in _types.Values.Where(t => t.Role is RecordRole.FileHeader or RecordRole.FileTrailer || (t.Role == RecordRole.Detail && IsCounting(t))))
            HeadSlot(type, null).IsAlways = true;

        string[] names = [.. _types.Keys];
        RecordTurn[] turns =
        [
            .. _byKey.Values.Where(s => s.Type.Role == RecordRole.Detail).Select(s => new RecordTurn(s, null))
                .Concat(head.Below.Where(l => l.Slot is not null).Select(l => new RecordTurn(l.Slot!, l)))
                .OrderBy(t => t.Level is null && IsCounting(t.Slot.Type)).ThenBy(t => Array.IndexOf(names, t.Slot.Type.Name)),
        ];
        return new RecordFilePlan(map.Kind, map.Reading, head, [.. _slots], order, turns, constants);
    }

    private RecordLevel Level(DocumentLevel level, LevelPlan? plan, LevelPlan? above, RecordSlot? aboveSlot)
    {
        FieldPath? way = plan?.Ways.FirstOrDefault(w => !w.Path.IsSelf && TypeOf(w) is { Role: RecordRole.Detail });
        bool isHead = plan is not null && plan == map.Head;
        bool isSelf = !isHead && way is null && aboveSlot is not null && plan?.Ways.Any(w => w.Path.IsSelf) == true;

        // Records stand beside one another: what a way from a line leads to is in no line.
        RecordSlot? slot = way is null || above != map.Head ? null : Add(TypeOf(way)!, Presets(way.Steps[0]));
        RecordSlot? own = isSelf ? aboveSlot : slot;
        RecordField[] fields = [.. SourceField.Of(level, plan).Select(f => new RecordField(
            f,
            [.. f.Plan.Paths.Where(p => isHead || p.Path.From == PathStart.Part).Select(p => Place(p, isHead ? null : own, isHead)).OfType<RecordPlace>()],
            isHead ? [] : [.. f.Plan.Paths.Where(p => p.Path.From != PathStart.Part).Select(p => Place(p, null, isHead: true)).OfType<RecordPlace>()],
            f.Plan.Paths.Any(p => p.Path.IsLineCount)))];
        return new RecordLevel(level, fields, slot, isSelf, [.. level.Below.Select(l => Level(l, plan?.Below.FirstOrDefault(p => p.Level == l), plan, own))]);
    }

    private RecordType? TypeOf(FieldPath path) => path.Steps.Length == 1 && !path.Steps[0].Step.IsRepeated ? _types.GetValueOrDefault(path.Steps[0].Step.Name) : null;

    /// <summary>Finds the place at the end of a way.</summary>
    /// <param name="path">The way.</param>
    /// <param name="own">The record of the part; null: it is a record of the head.</param>
    /// <param name="isHead">Whether records of the head are meant.</param>
    /// <returns>Null: nobody reads it there, or nobody can say what to write beside it.</returns>
    private RecordPlace? Place(FieldPath path, RecordSlot? own, bool isHead)
    {
        if (path.Path.IsLineCount || TypeOf(path) is not { } type || path.Values is not [{ } value, ..] || (uint)value.Place.Element >= (uint)type.Layout.Fields.Count || value is { Beside: not null, Holds: false })
            return null;
        if (type.Role == RecordRole.FileTrailer || (type.Role == RecordRole.Order && type != _order) || path.Steps[0].Conditions.Any(c => !c.Holds || c.Places.Length == 0 || c.Names.Count > 0))
            return null;

        RecordSlot? slot = isHead ? HeadSlot(type, path.Steps[0]) : own is not null && own.Type == type && path.Steps[0].Conditions.Length == 0 ? own : null;
        return slot is null ? null : new RecordPlace(slot, value.Place.Element, value.Beside?.Element ?? -1, value.Qualifiers);
    }

    private RecordSlot HeadSlot(RecordType type, NodeStep? step)
    {
        string key = type.Role == RecordRole.Detail && step is not null ? step.Step.Key : type.Name;
        if (_byKey.TryGetValue(key, out RecordSlot? known))
            return known;

        RecordSlot made = Add(type, step is null ? [] : Presets(step));
        _byKey.Add(key, made);
        return made;
    }

    private RecordSlot Add(RecordType type, (int Field, string Text)[] presets)
    {
        RecordSlot made = new(_slots.Count, type, presets);
        _slots.Add(made);
        return made;
    }

    private static (int Field, string Text)[] Presets(NodeStep step) => [.. step.Conditions.Where(c => c.Holds && c.Places.Length > 0).Select(c => (c.Places[0].Element, c.Values[0]))];

    private RecordConstant? Constant(PathConstant constant)
    {
        if (TypeOf(constant.Path) is not { } type || constant.Path.Values is not [{ } value, ..] || (uint)value.Place.Element >= (uint)type.Layout.Fields.Count)
            return null;

        // A record that nothing but constants fill is written always: there is no other reason to name them.
        if (type.Role == RecordRole.Detail && !_slots.Exists(s => s.Type == type))
            HeadSlot(type, constant.Path.Steps[0]).IsAlways = true;
        return new RecordConstant(type, value.Place.Element, constant.Text, value is { Beside: { } beside, Holds: false, Qualifiers: [""] } ? beside.Element : -1);
    }

    private static bool IsCounting(RecordType type) => type.CountField >= 0 || type.TotalField >= 0;
}
