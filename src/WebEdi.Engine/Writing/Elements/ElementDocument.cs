using WebEdi.Documents;
using WebEdi.Engine.Formats;
using WebEdi.Engine.Formats.Xml;
using WebEdi.Engine.Mapping;
using WebEdi.Engine.Mapping.Kinds;
using WebEdi.Engine.Writing.Tree;

namespace WebEdi.Engine.Writing.Elements;

/// <summary>Makes documents of elements of documents, with the map that reads them.</summary>
/// <param name="plan">The map, turned round.</param>
/// <param name="envelope">What no field says; null: nothing.</param>
/// <param name="losses">Told what is lost.</param>
internal sealed class ElementDocument(ElementPlan plan, ElementEnvelope? envelope, LossBook losses)
{
    private readonly ElementPlacer _placer = new(plan.Form);
    private readonly ElementWording _wording = new(new ElementPlacer(plan.Form));
    private readonly List<Placed> _placed = [];
    private readonly List<Placed> _inLines = [];
    private readonly IReadOnlyList<NodeStep> _lines = plan.Head.Below.First(b => b.Level == plan.Kind.Line).Steps!;

    /// <summary>Gets the type of the last document.</summary>
    public string Type { get; private set; } = "";

    /// <summary>Makes a document.</summary>
    public ElementOut Make(IEdiDocument document)
    {
        losses.Begin(document.Number);
        Type = plan.Types.For(document);
        envelope?.Clear();
        ElementOut root = new(plan.Form?.ElementOf(Type) ?? Type);
        _placed.Clear();
        _inLines.Clear();
        Fill(root, plan.Head, document);
        foreach (Placed waiting in _inLines)
            PlaceInLines(root, waiting);
        if (plan.Form is not null)
            Repeat(plan.Form);
        int lines = plan.Kind.CountLines(document);
        foreach (PathConstant constant in plan.Constants)
            AddConstant(root, constant.Path.Steps, constant.Text == TreePath.LineCount ? lines.ToString(System.Globalization.CultureInfo.InvariantCulture) : constant.Text);

        if (plan.Form is { } form)
        {
            if (form.AmountEnd is not null)
                AddCurrency(root, form, root.Find(form.Currency)?.Text);
            envelope?.Complete(root, Type);
            TellMissing(root, form, "");
        }

        return root;
    }

    private void Fill(ElementOut element, ElementLevel level, object part)
    {
        foreach (ElementLevel.Field field in level.Fields)
            Place(element, field, part, level == plan.Head);
        if (level.Level.Extensions?.Invoke(part) is { Count: > 0 } extensions)
        {
            string start = level.Level.Key + ".extensions.";
            foreach ((string name, string value) in extensions.Where(e => !Array.Exists(level.Fields, f => f.Source.Plan.Path == start + e.Key)))
                losses.Add(start + name, value, WriteLossReason.NoPlaceInMap);
        }

        foreach (ElementLevel below in level.Below)
        {
            bool isLine = below.Level == plan.Kind.Line;
            foreach (object inner in below.Level.Parts(part))
            {
                if (isLine)
                    losses.Line = below.Level.Number?.Invoke(inner);

                // What has no place is asked for all the same, so that it is told.
                ElementOut? begun = below.Steps is { Count: > 0 } steps ? _placer.Begin(element, steps) : null;
                Fill(begun ?? new ElementOut(""), below, inner);
            }

            if (isLine)
                losses.Line = null;
        }
    }

    private void Place(ElementOut element, ElementLevel.Field field, object part, bool isHead)
    {
        Presence presence = field.Source.Get(part, out Value value);
        FieldPlan said = field.Source.Plan;
        if (presence == Presence.None || FieldWords.IsSilent(said, presence, value, field.Ways.Length > 0) || MessageChoice.Says(said, Type, value) || IsInEnvelope(field, value))
            return;

        if (field.Ways.Length == 0)
        {
            losses.Add(said.Path, value.ToText(said.Kind), WriteLossReason.NoPlaceInMap);
            return;
        }

        if (FieldWords.Of(said, value) is not { Length: > 0 } words)
        {
            losses.Add(said.Path, said.Kind == ValueKind.DueDate && value.Date is null ? "undecided" : value.ToText(said.Kind), WriteLossReason.Form);
            return;
        }

        string clean = FieldWords.Printable(words);
        if (clean != words)
            losses.Add(said.Path, words, WriteLossReason.Character, clean);
        bool isBare = said.Codes is null && said.Kind is ValueKind.Number or ValueKind.Integer or ValueKind.Flag;
        if (_wording.Divide(element, field, clean) is { } divided)
        {
            if (divided != clean)
                losses.Add(said.Path, words, WriteLossReason.TooLong, divided);
            return;
        }

        int way = Array.FindIndex(field.Ways, w => !(isHead && IsInLines(w)) && _placer.TryPlace(element, w.Steps, clean, isBare));
        if (way < 0 && isHead && Array.FindIndex(field.Ways, IsInLines) is >= 0 and int inLines)
            _inLines.Add(new Placed(element, field, inLines, clean, isBare));
        else if (way < 0)
            losses.Add(said.Path, said.Standard is null ? words : value.Text, Why(element, field, clean));
        else if (way < field.Ways.Length - 1)
            _placed.Add(new Placed(element, field, way, clean, isBare));
        if (way >= 0 && FieldWords.IsNear(said, value))
            losses.Add(said.Path, value.Text, WriteLossReason.Form, words);
    }

    private WriteLossReason Why(ElementOut element, ElementLevel.Field field, string words) =>
        Array.Exists(field.Ways, w => _placer.LongestOf(element, w.Steps) is > 0 and int longest && words.Length > longest) ? WriteLossReason.TooLong
        : Array.Exists(field.Ways, w => _placer.CanHave(element, w.Steps)) ? WriteLossReason.NoPlaceLeft : WriteLossReason.NoPlaceInMap;

    /// <summary>Tells whether a way of the head goes through the lines.</summary>
    private bool IsInLines(FieldPath way) => way.Steps.Length > _lines.Count && _lines.Select(s => s.Step.Name).SequenceEqual(way.Steps.Take(_lines.Count).Select(s => s.Step.Name));

    /// <summary>What the head says stands in every line that does not say something else; a reader takes it from the first one.</summary>
    private void PlaceInLines(ElementOut root, Placed waiting)
    {
        IEnumerable<ElementOut> lines = _lines.Aggregate<NodeStep, IEnumerable<ElementOut>>([root], (at, step) => at.SelectMany(e => e.Children.Where(c => c.Name == step.Step.Name)));
        NodeStep[] steps = [.. waiting.Field.Ways[waiting.Way].Steps.Skip(_lines.Count)];
        bool[] placed = [.. lines.ToArray().Select(line => _placer.TryPlace(line, steps, waiting.Words, waiting.IsBare))];
        if (placed is not [true, ..])
            losses.Add(waiting.Field.Source.Plan.Path, waiting.Words, WriteLossReason.NoPlaceLeft);
    }

    private bool IsInEnvelope(ElementLevel.Field field, in Value value)
    {
        if (envelope is null || plan.Form is not { HasEnvelope: true } || field.Source.Plan.Envelope is not (EnvelopePart.Sender or EnvelopePart.Receiver))
            return false;

        bool isSender = field.Source.Plan.Envelope == EnvelopePart.Sender;
        if (isSender)
            envelope.Sender = value.Text;
        else
            envelope.Receiver = value.Text;
        return field.Ways.Length == 0 && envelope.IsSaid(isSender, value.Text);
    }

    /// <summary>A value stands at its further places too where something must stand: a reader takes it from the first one.</summary>
    private void Repeat(XmlForm form)
    {
        foreach (Placed placed in _placed)
        {
            foreach (FieldPath way in placed.Field.Ways.Skip(placed.Way + 1))
            {
                if (IsWanted(form, placed.From, way.Steps))
                    _placer.TryPlace(placed.From, way.Steps, placed.Words, placed.IsBare);
            }
        }
    }

    private static bool IsWanted(XmlForm form, ElementOut from, IReadOnlyList<NodeStep> steps)
    {
        ElementOut at = from;
        foreach (NodeStep step in steps)
        {
            if (at.Find([step.Step.Name]) is not { } next)
                return form.PartOf(at.Name, step.Step.Name) is { IsNeeded: true };

            at = next;
        }

        return false;
    }

    /// <summary>A constant stands where its surroundings do; they are only made where they must be there.</summary>
    private void AddConstant(ElementOut from, NodeStep[] steps, string text)
    {
        if (steps.Length == 1)
        {
            if (!from.Children.Exists(c => c.Name == steps[0].Step.Name))
                _placer.TryPlace(from, steps, text, isBare: false);
            return;
        }

        ElementOut[] next = [.. from.Children.Where(c => c.Name == steps[0].Step.Name)];
        if (next.Length == 0 && plan.Form?.PartOf(from.Name, steps[0].Step.Name) is { IsNeeded: true })
        {
            _placer.TryPlace(from, steps, text, isBare: false);
            return;
        }

        foreach (ElementOut child in next)
            AddConstant(child, [.. steps.Skip(1)], text);
    }

    private static void AddCurrency(ElementOut element, XmlForm form, string? currency)
    {
        if (currency is not null && element.Text is not null && element.Name.EndsWith(form.AmountEnd!, StringComparison.Ordinal) && element.Find([form.AmountCurrency]) is null)
            element.Children.Add(new ElementOut(form.AmountCurrency) { Text = currency });
        foreach (ElementOut child in element.Children.ToArray())
            AddCurrency(child, form, currency);
    }

    private void TellMissing(ElementOut element, XmlForm form, string path)
    {
        foreach (XmlForm.Part part in form.PartsOf(element.Name))
        {
            ElementOut[] parts = [.. element.Children.Where(c => c.Name == part.Name)];
            if (parts.Length == 0 && part.IsNeeded)
                losses.Add(path + part.Name, null, WriteLossReason.Missing);
            foreach (ElementOut one in parts)
                TellMissing(one, form, $"{path}{part.Name}/");
        }
    }

    /// <summary>A value that has a place, and further ones.</summary>
    private readonly record struct Placed(ElementOut From, ElementLevel.Field Field, int Way, string Words, bool IsBare);
}
