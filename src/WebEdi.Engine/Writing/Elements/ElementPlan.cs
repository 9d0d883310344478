using WebEdi.Engine.Formats.Xml;
using WebEdi.Engine.Mapping;
using WebEdi.Engine.Mapping.Kinds;

namespace WebEdi.Engine.Writing.Elements;

/// <summary>A map for XML or JSON turned round. Immutable, safe for concurrent use.</summary>
/// <param name="Kind">The kind of documents.</param>
/// <param name="Types">The names of the document's element, and which is for what.</param>
/// <param name="Form">What the family of XML documents wants; null: JSON.</param>
/// <param name="Head">The head, and the levels below.</param>
/// <param name="Constants">What no field says.</param>
internal sealed record ElementPlan(DocumentKind Kind, MessageChoice Types, XmlForm? Form, ElementLevel Head, IReadOnlyList<PathConstant> Constants)
{
    /// <summary>Gets a value indicating whether a file holds one document.</summary>
    public bool HoldsOne => Form is { Wrapper: not null, At.Length: > 0 };

    /// <summary>Turns a map round.</summary>
    /// <returns>Null: it is for XML of a family whose order of elements nobody knows, or has no place for lines.</returns>
    public static ElementPlan? Build(InboundPlan map)
    {
        if (map.Tree is not { } tree || map.Reading.Format is not ("xml" or "json"))
            return null;

        string root = tree.MessageTypes is [{ } type, ..] ? type : "";
        XmlForm? form = map.Reading.Format == "xml" ? XmlForm.Of(root) : null;
        if (map.Reading.Format == "xml" && form is null)
            return null;

        ElementLevel head = ElementLevel.Of(map.Kind.Head, map.Head, isHead: true);
        MessageChoice types = MessageChoice.Of([.. tree.MessageTypes.Where(t => form is null || form.Has(t))], head.Fields.Select(f => f.Source));
        return head.Below.Any(b => b.Level == map.Kind.Line && b.Steps is { Count: > 0 }) ? new ElementPlan(map.Kind, types, form, head, tree.Constants) : null;
    }
}
