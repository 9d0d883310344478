using WebEdi.Documents;
using WebEdi.Engine.Formats;

namespace WebEdi.Engine.Writing.Tree;

/// <summary>Writes documents as messages, one after another.</summary>
internal sealed class TreeWriter
{
    private readonly WritePlan _plan;
    private readonly IEnvelopeWriter _envelope;
    private readonly SegmentWriter _to;
    private readonly LossBook _losses;
    private readonly SlotSheet _sheet;
    private readonly FieldPlacer _placer;
    private readonly Dictionary<WriteLevel, LevelScript> _scripts = new(ReferenceEqualityComparer.Instance);
    private ScriptRecorder? _recorder;
    private int _lines;

    /// <summary>Makes a writer.</summary>
    /// <param name="plan">The map, turned round.</param>
    /// <param name="envelope">Writes what stands around messages.</param>
    /// <param name="text">What the envelope says.</param>
    /// <param name="losses">Told what is lost.</param>
    public TreeWriter(WritePlan plan, IEnvelopeWriter envelope, EnvelopeText text, LossBook losses)
    {
        (_plan, _envelope, _to, _losses) = (plan, envelope, envelope.Segments, losses);
        _sheet = new SlotSheet(plan.Root);
        _placer = new FieldPlacer(_sheet, envelope, text, losses);
        AddScripts(plan.Head);
    }

    /// <summary>Writes a document.</summary>
    public void Write(IEdiDocument document)
    {
        _losses.Begin(document.Number);
        _lines = _plan.Kind.CountLines(document);
        _sheet.Used = 0;
        _envelope.BeginMessage();
        Part(_plan.Head, _plan.Root, document, 0, []);
        _envelope.EndMessage();
    }

    private void AddScripts(WriteLevel level)
    {
        _scripts.Add(level, new LevelScript(level, _placer, _sheet));
        foreach (WriteLevel below in level.Below)
            AddScripts(below);
    }

    /// <summary>Writes a part of the document with everything below it.</summary>
    private void Part(WriteLevel level, WriteNode node, object part, int depth, (int Start, int Length)[] kept)
    {
        LevelScript script = _scripts[level];
        ScriptRecorder? outer = _recorder;
        if (level.IsPlain && script.Match(part) is { } shape)
        {
            _recorder = null;
            _placer.Begin(depth);
            TellForeign(level, part);
            Follow(script, shape, part, depth);
            _recorder = outer;
            return;
        }

        long before = _losses.Count;
        _recorder = level.IsPlain ? script.Learn() : null;
        _sheet.Clear(node);
        for (int i = 0; i < kept.Length; i++)
        {
            if (kept[i].Length > 0)
                _sheet.Put(level.Kept[i], kept[i].Start, kept[i].Length);
        }

        Place(level, part, depth);
        bool goesOn = _placer.HasMore;
        _recorder?.Begin(_to);
        if (node == _plan.Root)
            Children(node, part, depth);
        else
            Segment(node, part, depth);

        if (_recorder?.End(_to) is { } learnt && !goesOn && _losses.Count == before)
            script.Keep(learnt);
        _recorder = outer;
    }

    private void Follow(LevelScript script, LevelScript.Shape shape, object part, int depth)
    {
        foreach (ref readonly LevelScript.Step step in shape.Steps.AsSpan())
        {
            _to.Again(step.Before, step.Segments, step.Field >= 0 ? script.Formed(step.Field) : default);
            if (step.Below is { } below)
                Parts(below.Node!, below, part, depth + 1);
            else if (step.IsCount)
                _to.Number(_lines);
        }
    }

    /// <summary>Brings the values of a part to their places, and tells what the parts below it have no place for.</summary>
    private void Place(WriteLevel level, object part, int depth)
    {
        _placer.Begin(depth);
        _placer.Place(level.Fields, part, _recorder);
        TellForeign(level, part);
        foreach (WriteLevel below in level.Below)
        {
            IReadOnlyList<object> parts = below.Level.Parts(part);
            if (below.Node is { } node && parts.Count > 0)
                _sheet.Fill(node);
            if (below.Node is null || parts.Count == 0)
                _recorder?.Spoil();
            if (below.Node is null)
                TellHomeless(below, parts, depth + 1);
        }
    }

    private void TellHomeless(WriteLevel level, IReadOnlyList<object> parts, int depth)
    {
        foreach (object part in parts)
            Place(level, part, depth);
    }

    private void Children(WriteNode parent, object part, int depth)
    {
        foreach (WriteNode child in parent.Children)
        {
            if (child.Level is { } level)
                Parts(child, level, part, depth + 1);
            else if (child.IsAlways || _sheet.IsFilled(child))
                Segment(child, part, depth);
        }
    }

    private void Parts(WriteNode node, WriteLevel level, object above, int depth)
    {
        int used = _sheet.Used;
        ScriptRecorder? recorder = _recorder;
        recorder?.BeginBelow(level, _to);
        (int Start, int Length)[] kept = level.Kept.Count == 0 ? [] : [.. level.Kept.Select(_sheet.Where)];
        foreach (object part in level.Level.Parts(above))
        {
            if (level.IsLine)
                _losses.Line = level.Level.Number?.Invoke(part);
            Part(level, node, part, depth, kept);
            _sheet.Used = used;
        }

        recorder?.Begin(_to);
        if (level.IsLine)
            _losses.Line = null;
    }

    private void Segment(WriteNode node, object part, int depth)
    {
        Write(node);
        Children(node, part, depth);
        if (!_placer.HasMore)
            return;

        for (int segment = 1; _placer.More(node, segment); segment++)
            Write(node);
    }

    private void Write(WriteNode node)
    {
        _to.Begin(node.TagBytes);
        foreach (WriteSlot slot in node.Slots)
        {
            if (slot.IsLineCount)
                _to.Put(slot.Place.Element, slot.Place.Component, _lines);
            else if (_sheet.Standing(slot) is { IsEmpty: false } value)
                _to.Put(slot.Place.Element, slot.Place.Component, value);
            else
                continue;

            _recorder?.Slot(slot, _to);
        }

        _to.End();
        if (node.Needed.Count > 0)
            TellMissing(node);
    }

    private void TellMissing(WriteNode node)
    {
        foreach (NeededPlace needed in node.Needed)
        {
            if (_sheet.Standing(needed.Slot).IsEmpty && (!needed.OnlyWithOthers || HasOthers(node, needed.Slot.Place.Element)))
                _losses.Add(needed.Slot.Name, null, WriteLossReason.Missing);
        }
    }

    private bool HasOthers(WriteNode node, int element)
    {
        foreach (WriteSlot slot in node.Slots)
        {
            if (slot.Place.Element == element && !_sheet.Standing(slot).IsEmpty)
                return true;
        }

        return false;
    }

    private void TellForeign(WriteLevel level, object part)
    {
        if (level.Level.Extensions?.Invoke(part) is not { Count: > 0 } extensions)
            return;

        foreach ((string name, string value) in extensions)
        {
            if (!level.Extensions.Contains(name))
                _losses.Add($"{level.Level.Key}.extensions.{name}", value, WriteLossReason.NoPlaceInMap);
        }
    }
}
