using System.Globalization;
using System.Text;
using WebEdi.Documents;
using WebEdi.Engine.Formats;
using WebEdi.Engine.Formats.Schema;

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
    private readonly Hierarchy _hierarchy = new();
    private readonly OuterLevels _outer;
    private readonly KeptSegments _kept;
    private readonly byte[] _time;
    private readonly HashSet<int> _stood = [];
    private ScriptRecorder? _recorder;
    private string _under = "";
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
        _kept = new KeptSegments(envelope, losses);
        _outer = new OuterLevels(_sheet, _hierarchy);
        _time = Encoding.ASCII.GetBytes(text.PreparedAt.ToString("HHmm", CultureInfo.InvariantCulture));
        AddScripts(plan.Head);
    }

    /// <summary>Writes a document.</summary>
    /// <param name="document">The document.</param>
    /// <param name="kept">The segments of its message that no map reads.</param>
    public void Write(IEdiDocument document, IReadOnlyList<EdiKeptSegment> kept)
    {
        _losses.Begin(document.Number);
        _kept.Begin(kept);
        _lines = _plan.Kind.CountLines(document);
        _sheet.Used = 0;
        _hierarchy.Clear();
        _envelope.BeginMessage();
        Part(_scripts[_plan.Head], _plan.Head, _plan.Root, document, 0, []);
        _kept.End();
        _envelope.EndMessage();
    }

    private void AddScripts(WriteLevel level)
    {
        _scripts.Add(level, new LevelScript(level, _placer, _sheet));
        foreach (WriteLevel below in level.Below)
            AddScripts(below);
    }

    /// <summary>Writes a part of the document with everything below it.</summary>
    private void Part(LevelScript script, WriteLevel level, WriteNode node, object part, int depth, (int Start, int Length)[] kept)
    {
        ScriptRecorder? outer = _recorder;
        if (level.IsPlain && !_kept.Any && script.Find(part) is { } shape && (shape.Straight is { } straight ? script.TryWrite(straight, _to, _lines) : script.IsFormed(shape)))
        {
            _recorder = null;
            _placer.Begin(depth);
            TellForeign(level, part);
            if (shape.Straight is null)
                Follow(script, shape, part, depth);
            else if (part is OrderLine line)
                script.Learn(line, shape.Straight);
            _recorder = outer;
            return;
        }

        long before = _losses.Count;
        _recorder = level.IsPlain && !_kept.Any ? script.Learn() : null;
        _sheet.Clear(node);
        for (int i = 0; i < kept.Length; i++)
        {
            if (kept[i].Length > 0)
                _sheet.Put(level.Kept[i], kept[i].Start, kept[i].Length);
        }

        if (level.Outer.Count > 0)
            _outer.Begin(level);
        Place(level, part, depth);
        bool goesOn = _placer.HasMore;
        if (level.Outer.Count > 0)
            Around(level, part, depth);
        _recorder?.Begin(_to);
        if (node == _plan.Root)
        {
            _stood.Clear();
            Children(node, part, depth);
            TellMissingSegments(node.Group!);
        }
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

    /// <summary>Writes the levels around a part that begin anew with it.</summary>
    private void Around(WriteLevel level, object part, int depth)
    {
        foreach (WriteNode own in _outer.OfHead(level))
            Segment(own, part, depth);
        foreach (WriteNode changed in _outer.Changed(level))
            Segment(changed, part, depth);
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
            if (_kept.Any)
                _kept.Write(_under, child.Order);
            if (child.Level is { } level)
                Parts(child, level, part, depth + 1);
            else if (child.Rank > 0 && _lines > 0)
                continue;
            else if (child.IsAlways || _sheet.IsFilled(child))
                Segment(child, part, depth);
            else
                continue;

            if (parent == _plan.Root)
                _stood.Add(child.Order);
        }

        if (_kept.Any)
            _kept.Write(_under, int.MaxValue);
    }

    private void Parts(WriteNode node, WriteLevel level, object above, int depth)
    {
        int used = _sheet.Used;
        ScriptRecorder? recorder = _recorder;
        recorder?.BeginBelow(level, _to);
        if (level.Outer.Count > 0)
            _outer.Keep(level);
        (int Start, int Length)[] kept = level.Kept.Count == 0 ? [] : [.. level.Kept.Select(_sheet.Where)];
        LevelScript script = _scripts[level];
        IReadOnlyList<object> parts = level.Level.Parts(above);
        if (parts.Count == 0 && level.Kept.Exists(_sheet.Has))
            Segment(node, above, depth);

        // Most documents hold arrays, and those are read without a call for each part.
        object[]? array = parts as object[];
        string under = _under;
        bool isPlain = level.IsPlain && !_kept.Any;
        for (int i = 0; i < parts.Count; i++)
        {
            object part = array is null ? parts[i] : array[i];
            if (isPlain && part is OrderLine line && script.Lines.TryWrite(line, _to, _lines))
                continue;

            if (_kept.Any)
                _under = SegmentKeeper.Below(under, node, i);
            if (level.IsLine)
                _losses.Line = level.Level.Number?.Invoke(part);
            Part(script, level, node, part, depth, kept);
            _sheet.Used = used;
        }

        _under = under;
        recorder?.Begin(_to);
        if (level.IsLine)
            _losses.Line = null;
    }

    private void Segment(WriteNode node, object part, int depth)
    {
        Write(node);
        string under = _under;
        if (_kept.Any && node.Level is null)
            _under = SegmentKeeper.Below(under, node, 0);
        Children(node, part, depth);
        _under = under;
        if (!_placer.HasMore)
            return;

        for (int segment = 1; _placer.More(node, segment); segment++)
            Write(node);
    }

    private void Write(WriteNode node)
    {
        if (node.Rank >= 0)
            _hierarchy.Begin(node.Rank);

        _to.Begin(node.TagBytes);
        foreach (WriteSlot slot in node.Slots)
        {
            if (slot.Role != WriteRole.None)
                PutOwn(slot);
            else if (_sheet.Standing(slot) is { IsEmpty: false } value)
                _to.Put(slot.Place.Element, slot.Place.Component, value);
            else
                continue;

            _recorder?.Slot(slot, _to);
        }

        _to.End();
        if (node.Needed.Count > 0)
            TellMissing(node);
        if (node.Conditions.Count > 0)
            TellUnmet(node);
    }

    private void PutOwn(WriteSlot slot)
    {
        (int element, int component) = (slot.Place.Element, slot.Place.Component);
        if (slot.Role == WriteRole.PreparedTime)
            _to.Put(element, component, _time);
        else if (slot.Role != WriteRole.LevelAbove || _hierarchy.Above > 0)
            _to.Put(element, component, slot.Role switch
            {
                WriteRole.LineCount => _lines,
                WriteRole.LevelAbove => _hierarchy.Above,
                WriteRole.LevelBelow => slot.Node.Level is null && _lines > 0 ? 1 : 0,
                _ => _hierarchy.Count,
            });
    }

    private void TellMissing(WriteNode node)
    {
        foreach (NeededPlace needed in node.Needed)
        {
            if (_sheet.Standing(needed.Slot).IsEmpty && (!needed.OnlyWithOthers || HasOthers(node, needed.Slot.Place.Element)))
                _losses.Add(needed.Slot.Name, null, WriteLossReason.Missing);
        }
    }

    private void TellUnmet(WriteNode node)
    {
        ulong present = 0;
        foreach (WriteSlot slot in node.Slots)
        {
            if (slot.Place.Element < 64 && (slot.Role != WriteRole.None || !_sheet.Standing(slot).IsEmpty))
                present |= 1UL << slot.Place.Element;
        }

        foreach (ElementCondition condition in node.Conditions)
        {
            if (!condition.Holds(present))
                _losses.Add($"{node.Tag}/{condition.Elements.First(e => (present & (1UL << e)) == 0) + 1:D2}", null, WriteLossReason.Missing);
        }
    }

    /// <summary>Tells which segments of the message the standard wants and none was written.</summary>
    private void TellMissingSegments(GroupSchema message)
    {
        for (int i = 1; i < message.Entries.Count - 1; i++)
        {
            if (message.Entries[i].Need != SegmentNeed.Optional && !_stood.Contains(i))
                _losses.Add(message.Entries[i].Tag, null, WriteLossReason.Missing);
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
