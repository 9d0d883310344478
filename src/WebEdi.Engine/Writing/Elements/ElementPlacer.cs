using WebEdi.Engine.Formats;
using WebEdi.Engine.Formats.Xml;
using WebEdi.Engine.Mapping;

namespace WebEdi.Engine.Writing.Elements;

/// <summary>Brings values to their places in a document of elements.</summary>
/// <param name="form">What the family of documents allows; null: everything (JSON).</param>
internal sealed class ElementPlacer(XmlForm? form)
{
    /// <summary>Brings a value to the end of a way.</summary>
    /// <returns>False: the document has no such place, or another value stands there; nothing was changed.</returns>
    public bool TryPlace(ElementOut from, IReadOnlyList<NodeStep> steps, string text, bool isBare)
    {
        if (LongestOf(from, steps) is > 0 and int longest && text.Length > longest)
            return false;

        (ElementOut Parent, ElementOut Made)? first = null;
        ElementOut? end = Follow(from, steps, text, ref first);
        if (end is null)
        {
            first?.Parent.Children.Remove(first.Value.Made);
            return false;
        }

        (end.Text, end.IsBare) = (text, isBare);
        return true;
    }

    /// <summary>Brings a value to the end of a way in an element of its own, beside those that are there.</summary>
    /// <returns>False: nothing on the way may stand several times.</returns>
    public bool TryPlaceBeside(ElementOut from, IReadOnlyList<NodeStep> steps, string text)
    {
        int repeated = steps.Count - 1;
        while (repeated >= 0 && form?.PartOf(repeated == 0 ? from.Name : steps[repeated - 1].Step.Name, steps[repeated].Step.Name)?.IsRepeated != true)
            repeated--;
        if (repeated < 0 || Begin(from, [.. steps.Take(repeated + 1)]) is not { } made)
            return false;

        if (repeated == steps.Count - 1)
            made.Text = text;
        return repeated == steps.Count - 1 || TryPlace(made, [.. steps.Skip(repeated + 1)], text, isBare: false);
    }

    /// <summary>Gets how long a text at the end of a way may be, in characters; 0: as long as it likes.</summary>
    public int LongestOf(ElementOut from, IReadOnlyList<NodeStep> steps) =>
        form?.PartOf(steps.Count == 1 ? from.Name : steps[^2].Step.Name, steps[^1].Step.Name)?.MaxLength ?? 0;

    /// <summary>Tells whether the document can have the end of a way at all.</summary>
    public bool CanHave(ElementOut from, IReadOnlyList<NodeStep> steps)
    {
        string at = from.Name;
        foreach (NodeStep step in steps)
        {
            if (step.Step.IsRepeated || !Allows(at, step.Step.Name))
                return false;

            at = step.Step.Name;
        }

        return true;
    }

    /// <summary>Makes the element that begins a part.</summary>
    /// <returns>Null: the document has no such place.</returns>
    public ElementOut? Begin(ElementOut from, IReadOnlyList<NodeStep> steps)
    {
        (ElementOut Parent, ElementOut Made)? first = null;
        ElementOut? parent = Follow(from, [.. steps.Take(steps.Count - 1)], null, ref first);
        string name = steps[^1].Step.Name;
        if (parent is null || !Allows(parent.Name, name))
            return null;

        ElementOut made = new(name) { IsListed = true };
        parent.Children.Add(made);
        Meet(made, steps[^1]);
        return made;
    }

    private ElementOut? Follow(ElementOut from, IReadOnlyList<NodeStep> steps, string? text, ref (ElementOut Parent, ElementOut Made)? first)
    {
        ElementOut at = from;
        for (int i = 0; i < steps.Count; i++)
        {
            NodeStep step = steps[i];
            string name = step.Step.Name;
            if (step.Step.IsRepeated || !Allows(at.Name, name))
                return null;

            bool isLast = i == steps.Count - 1;
            ElementOut? next = at.Children.Find(c => c.Name == name && Fits(c, step, isLast ? text : null));
            if (next is null)
            {
                if (at.Children.Exists(c => c.Name == name) && form?.PartOf(at.Name, name)?.IsRepeated != true)
                    return null;

                next = new ElementOut(name);
                at.Children.Add(next);
                first ??= (at, next);
            }

            Meet(next, step);
            at = next;
        }

        return at;
    }

    private bool Allows(string parent, string name) => form is null || name[0] == '@' || form.PartOf(parent, name) is not null;

    /// <summary>Tells whether an element is the one that a step means, or can become it.</summary>
    private static bool Fits(ElementOut element, NodeStep step, string? text)
    {
        foreach (NodeCondition condition in step.Conditions)
        {
            string? standing = element.Find(condition.Names)?.Text;
            if (standing is null ? condition.Holds && element.Text is not null : condition.Values.Contains(standing) != condition.Holds)
                return false;
        }

        return text is null || element.Text is null || element.Text == text;
    }

    private static void Meet(ElementOut element, NodeStep step)
    {
        foreach (NodeCondition condition in step.Conditions.Where(c => c.Holds))
        {
            ElementOut at = element;
            foreach (string name in condition.Names)
            {
                ElementOut? child = at.Children.Find(c => c.Name == name);
                if (child is null)
                    at.Children.Add(child = new ElementOut(name));
                at = child;
            }

            at.Text ??= condition.Values[0];
        }
    }
}
