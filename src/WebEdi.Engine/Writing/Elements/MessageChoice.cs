using WebEdi.Engine.Mapping;
using WebEdi.Engine.Mapping.Kinds;
using WebEdi.Engine.Writing.Tree;

namespace WebEdi.Engine.Writing.Elements;

/// <summary>Chooses as which of the messages of a map a document is written: the one whose type says what the map takes from it.</summary>
/// <param name="types">The types of message that the map is for, the usual one first.</param>
/// <param name="field">The field that the map takes from the type; null: there is none.</param>
internal sealed class MessageChoice(IReadOnlyList<string> types, SourceField? field)
{
    /// <summary>Makes the choice of a map.</summary>
    /// <param name="types">The types of message.</param>
    /// <param name="fields">The fields of the head.</param>
    public static MessageChoice Of(IReadOnlyList<string> types, IEnumerable<SourceField> fields) =>
        new(types.Count == 0 ? [""] : types, types.Count < 2 ? null : fields.FirstOrDefault(f => f.Plan is { Envelope: EnvelopePart.MessageType, Codes: not null }));

    /// <summary>Chooses.</summary>
    /// <returns>The usual one where none says what the document says.</returns>
    public string For(object document)
    {
        if (field is null || field.Get(document, out Value value) == Presence.None)
            return types[0];

        foreach (string type in types)
        {
            if (Says(field.Plan, type, value))
                return type;
        }

        return types[0];
    }

    /// <summary>Tells whether a reader finds a value in the type of the message.</summary>
    public static bool Says(FieldPlan plan, string type, in Value value) =>
        plan is { Envelope: EnvelopePart.MessageType, Codes: { } codes }
        && (codes.TryGetValue(type, out Value meant) ? ValueText.Same(plan.Kind, meant, value) : plan.Else == CodesElse.Value && ValueText.Same(plan.Kind, plan.ElseValue, value));
}
