using System.Globalization;
using WebEdi.Engine.Mapping;
using WebEdi.Engine.Mapping.Kinds;
using WebEdi.Engine.Writing.Tree;

namespace WebEdi.Engine.Writing.Records;

/// <summary>Brings the values of fields to their places in records, and tells what finds none.</summary>
/// <param name="sheets">The records, by the numbers of their slots.</param>
/// <param name="to">Knows what there is room for.</param>
/// <param name="losses">Told what is lost.</param>
internal sealed class RecordPlacer(RecordSheet[] sheets, RecordOut to, LossBook losses)
{
    /// <summary>Places the values of a part.</summary>
    /// <param name="level">Its level.</param>
    /// <param name="part">The part.</param>
    /// <param name="number">Its running number, from 1; 0: it is the head.</param>
    public void Place(RecordLevel level, object part, int number)
    {
        foreach (RecordField field in level.Fields)
        {
            bool isInherited = field is { Own.Length: 0, Inherited.Length: > 0 };
            if (isInherited || !IsSaid(field, part, out Value value))
                continue;

            FieldPlan said = field.Source.Plan;
            if (field.Own.Length > 0)
                Tell(said, value, TryPlace(field.Own, said, value));
            else if (!field.IsCounted || value.ToText(said.Kind) != number.ToString(CultureInfo.InvariantCulture))
                Tell(said, value, WriteLossReason.NoPlaceInMap);
        }

        TellForeign(level, part);
    }

    /// <summary>Places what the parts of a level say in a record of the head: there it holds for all of them, so that all must say the same.</summary>
    public void PlaceInherited(RecordLevel level, object above)
    {
        IReadOnlyList<object> parts = level.Level.Parts(above);
        foreach (RecordField field in level.Fields.Where(f => f is { Own.Length: 0, Inherited.Length: > 0 }))
        {
            FieldPlan said = field.Source.Plan;
            int count = 0;
            Value? common = null;
            bool isSame = true;
            foreach (object part in parts)
            {
                if (!IsSaid(field, part, out Value value))
                    continue;

                count++;
                isSame &= common is not { } first || ValueText.Same(said.Kind, first, value);
                common ??= value;
            }

            if (common is not { } all)
                continue;

            WriteLossReason? fault = isSame && count == parts.Count ? TryPlace(field.Inherited, said, all) : WriteLossReason.NoPlaceLeft;
            if (fault is not null)
                TellAll(level, field, parts, fault.Value);
        }
    }

    /// <summary>Places what stands below a part: one part of a level that shares the record; others have no place.</summary>
    public void PlaceBelow(RecordLevel level, object part)
    {
        foreach (RecordLevel below in level.Below)
        {
            IReadOnlyList<object> parts = below.Level.Parts(part);
            if (!below.IsSelf || parts.Count == 0)
            {
                TellParts(parts, below, WriteLossReason.NoPlaceInMap);
                continue;
            }

            Place(below, parts[0], 1);
            PlaceBelow(below, parts[0]);
            TellParts(parts.Skip(1), below, WriteLossReason.NoPlaceLeft);
        }
    }

    /// <summary>Tells everything that the parts of a level say.</summary>
    public void TellParts(RecordLevel level, object above, WriteLossReason reason) => TellParts(level.Level.Parts(above), level, reason);

    private void TellParts(IEnumerable<object> parts, RecordLevel level, WriteLossReason reason)
    {
        foreach (object part in parts)
        {
            foreach (RecordField field in level.Fields)
            {
                if (IsSaid(field, part, out Value value))
                    Tell(field.Source.Plan, value, field.Own.Length == 0 ? WriteLossReason.NoPlaceInMap : reason);
            }

            TellForeign(level, part);
            foreach (RecordLevel below in level.Below)
                TellParts(below, part, reason);
        }
    }

    private void TellAll(RecordLevel level, RecordField field, IReadOnlyList<object> parts, WriteLossReason reason)
    {
        string? line = losses.Line;
        foreach (object part in parts)
        {
            losses.Line = level.Level.Number?.Invoke(part);
            if (IsSaid(field, part, out Value value))
                Tell(field.Source.Plan, value, reason);
        }

        losses.Line = line;
    }

    private static bool IsSaid(RecordField field, object part, out Value value)
    {
        Presence presence = field.Source.Get(part, out value);
        return presence != Presence.None && !FieldWords.IsSilent(field.Source.Plan, presence, value, field.Own.Length + field.Inherited.Length > 0);
    }

    /// <returns>Null: it has been placed.</returns>
    private WriteLossReason? TryPlace(RecordPlace[] places, FieldPlan said, in Value value)
    {
        WriteLossReason fault = WriteLossReason.NoPlaceLeft;
        foreach (RecordPlace place in places)
        {
            RecordSheet sheet = sheets[place.Slot.Index];
            string qualifier = place.Beside < 0 ? "" : sheet[place.Beside];
            if (qualifier.Length > 0 && !place.Qualifiers.Contains(qualifier))
                continue;

            string? words = CellWords.Of(said, value, to.RoomOf(sheet.Type, place.Field));
            if (string.IsNullOrEmpty(words))
            {
                fault = WriteLossReason.Form;
                continue;
            }

            // A reader would take the other value for this one: a place further back would not help.
            if (!sheet.TryPut(place.Field, words, said, value))
                return WriteLossReason.NoPlaceLeft;

            if (place.Beside >= 0)
                sheet.Set(place.Beside, qualifier.Length > 0 ? qualifier : place.Qualifiers[0]);
            if (FieldWords.IsNear(said, value))
                losses.Add(said.Path, value.Text, WriteLossReason.Form, words);
            return null;
        }

        return fault;
    }

    private void Tell(FieldPlan said, in Value value, WriteLossReason? reason)
    {
        if (reason is { } why)
            losses.Add(said.Path, RecordSheet.ValueOf(said, value), why);
    }

    private void TellForeign(RecordLevel level, object part)
    {
        if (level.Level.Extensions?.Invoke(part) is not { Count: > 0 } extensions)
            return;

        string start = level.Level.Key + ".extensions.";
        foreach ((string name, string value) in extensions.Where(e => !Array.Exists(level.Fields, f => f.Source.Plan.Path == start + e.Key)))
            losses.Add(start + name, value, WriteLossReason.NoPlaceInMap);
    }
}
