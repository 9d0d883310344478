using System.Runtime.CompilerServices;

using WebEdi.Diagnostics;
using WebEdi.Engine.Formats;
using WebEdi.Engine.Mapping.Kinds;
using WebEdi.Engine.Text;

namespace WebEdi.Engine.Mapping;

/// <summary>A field of a level while messages are walked, with what was taken for it.</summary>
/// <param name="level">The level.</param>
/// <param name="bound">How it is filled.</param>
/// <param name="slot">The place of a line of an order that it fills; none: another place.</param>
/// <param name="cache">Texts that came before.</param>
/// <param name="otherNumber">What is tried where the field's own form of numbers does not fit; null: nothing.</param>
internal sealed class TreeField(TreeLevel level, BoundField bound, LineSlot slot, TextCache cache, NumberFormat? otherNumber) : FieldText(bound.Plan, cache, otherNumber)
{
    private readonly Setter _set = bound.Set;
    private readonly string _path = bound.Plan.Path;
    private bool _isTextKept = bound.Plan.Join is not null;

    private int _part;
    private Taken _own;

    /// <summary>Gets what was taken in the part itself. What the part before had is no more.</summary>
    public ref Taken Own
    {
        get
        {
            if (_part != level.Part)
                (_part, _own.Any, _own.Faulty) = (level.Part, false, false);
            return ref _own;
        }
    }

    /// <summary>Gets a value indicating whether the part itself said it, and nothing further out could be better.</summary>
    public bool IsSettled => _part == level.Part && _own.Any && !Above.Any;

    /// <summary>What was taken further out.</summary>
    public Taken Above;

    /// <summary>Gets how its value is found.</summary>
    public FieldPlan Plan { get; } = bound.Plan;

    /// <summary>Gets a value indicating whether the running number of the part stands in for it.</summary>
    public bool CountsParts { get; } = bound.Plan.CountsParts;

    /// <summary>Gets a value indicating whether it may be filled, or be missing, where nothing was taken for it.</summary>
    public bool HasOther { get; } = bound.Plan is { Required: true } or { Constant: not null } or { Default: not null } or { Envelope: not null }
        || bound.Plan.CountsParts || bound.Plan.BeginsElsewhere;

    /// <summary>Keeps the text of every value: it is asked for once more before the part ends.</summary>
    public void KeepText() => _isTextKept = true;

    /// <summary>Fills the draft of the level.</summary>
    public void Set(Value value) => _set(level.Draft!, value);

    /// <summary>Gets the place of a line of an order that it fills; none: it has another.</summary>
    public LineSlot Slot => slot;

    /// <summary>Gets how its plain values are read where they are put straight into a line of an order.</summary>
    public LineTakeKind LineKind => slot switch
    {
        LineSlot.None => LineTakeKind.Other,
        LineSlot.Due => HasWholeDates ? LineTakeKind.Date : LineTakeKind.Other,
        LineSlot.Unit when Codes is not null => LineTakeKind.Code,
        LineSlot.Number => IsPlainText ? LineTakeKind.LineNumber : LineTakeKind.Other,
        <= LineSlot.Note => IsPlainText ? LineTakeKind.Text : LineTakeKind.Other,
        _ => IsAnyNumber ? LineTakeKind.Number : LineTakeKind.Other,
    };

    /// <summary>Notes that a plain value, the first one of the part, was put where it belongs.</summary>
    /// <param name="take">What was taken.</param>
    /// <param name="node">The node.</param>
    public void Note(TreeWays.Take take, int node)
    {
        _part = level.Part;
        _own.Set(take.Alternative, node, take.Place);
    }

    /// <summary>Takes a plain value where it is the first one of the part, as most are.</summary>
    /// <param name="take">What is to be taken; nothing that holds for other parts too.</param>
    /// <param name="node">The node.</param>
    /// <param name="place">Where in it.</param>
    /// <param name="bytes">The value, not empty.</param>
    /// <returns>False: nothing was done, it must be looked at more closely.</returns>
    public bool TryTakeFirst(TreeWays.Take take, int node, in Place place, ReadOnlySpan<byte> bytes)
    {
        if (_part == level.Part || !level.HasAscii)
            return false;

        Value first = ReadPlain(bytes);
        if (first.IsNothing)
            return false;

        _part = level.Part;
        _own.Set(take.Alternative, node, place);
        if (_isTextKept)
            _own.Text = first.Text;
        _set(level.Draft!, first);
        return true;
    }

    /// <summary>Takes a value, unless a better one is there.</summary>
    /// <param name="take">What is to be taken.</param>
    /// <param name="tree">The message.</param>
    /// <param name="node">The node.</param>
    /// <param name="place">Where in it.</param>
    /// <param name="bytes">The value, not empty.</param>
    /// <param name="found">Faults are added here.</param>
    public void Take(TreeWays.Take take, MessageTree tree, int node, in Place place, ReadOnlySpan<byte> bytes, List<Diagnostic> found)
    {
        if (take.Inherited || IsClose || !TryTakeFirst(take, node, place, bytes))
            TakeLater(take, tree, node, place, bytes, found);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void TakeLater(TreeWays.Take take, MessageTree tree, int node, in Place place, ReadOnlySpan<byte> bytes, List<Diagnostic> found)
    {
        ref Taken taken = ref Own;
        if (take.Inherited)
            taken = ref Above;
        if (taken.Any && taken.Alternative < take.Alternative)
            return;

        // Two ways can lead to the same wrong value; it is one fault.
        if (taken.Faulty && taken.IsAt(node, place))
            return;

        if (!(level.HasAscii && !IsClose && TryReadAscii(bytes, out Value value)) && !TryRead(new Cell(tree, node, place, bytes), _path, out value, found, out bool empty))
        {
            if (!empty && !taken.Any)
                taken.Refuse(node, place);
        }
        else if (!taken.Any || take.Alternative < taken.Alternative || taken.IsOuter)
        {
            taken.Set(take.Alternative, node, place);
            if (_isTextKept)
                taken.Text = value.Text;
            if (take.Inherited)
                taken.Value = value;
            else
                Set(value);
        }
        else
        {
            TakeAgain(take, ref taken, value, new Cell(tree, node, place, bytes), found);
        }
    }

    /// <summary>Reads once more what was taken.</summary>
    /// <param name="tree">The message that it was taken from.</param>
    /// <param name="taken">What was taken.</param>
    public Value ValueOf(MessageTree tree, in Taken taken)
    {
        if (taken.Text is { } text)
            return Value.Of(text);

        // What it was told for has been told.
        TryRead(new Cell(tree, taken.Node, taken.Place, tree.Value(taken.Node, taken.Place)), _path, out Value value, [], out _);
        return value;
    }

    /// <summary>Another value comes where the document has one place.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void TakeAgain(TreeWays.Take take, ref Taken taken, in Value value, in Cell cell, List<Diagnostic> found)
    {
        if (Plan.Join is { } join)
        {
            string joined = string.Concat(ValueOf(cell.Tree!, taken).Text, join, value.Text);
            taken.Text = Plan.MaxLength > 0 && joined.Length > Plan.MaxLength ? joined[..Plan.MaxLength] : joined;
            if (take.Inherited)
                taken.Value = Value.Of(taken.Text);
            else
                Set(Value.Of(taken.Text));
        }
        else if (!taken.Told && !Plan.First && ValueOf(cell.Tree!, taken) is var first && first != value)
        {
            // The first of two different statements is taken, and nobody can say he was not told.
            taken.Told = true;
            found.Add(Diagnostic.Create(DiagnosticCodes.ValueRepeated, cell.PositionAt(), Plan.Path, value.ToText(Plan.Kind), Expect.Value(first.ToText(Plan.Kind))));
        }
    }
}

/// <summary>What was taken for a field: where it stands. The value itself is in the draft, and can be read again.</summary>
internal struct Taken
{
    public bool Any;
    public bool Faulty;
    public bool Told;

    /// <summary>Whether it was taken further out: the same way further in leads to a value that counts more.</summary>
    public bool IsOuter;
    public int Alternative;
    public int Node;
    public Place Place;

    /// <summary>The text, where it is kept; null: it stands in the message.</summary>
    public string? Text;

    /// <summary>The value, where it was taken for the parts further in.</summary>
    public Value Value;

    /// <summary>Gets where it was taken, as a number: what comes first in the message has the lower one.</summary>
    public readonly long At => ((long)Node << 24) | ((long)Place.Element << 8) | (uint)Place.Component;

    public readonly bool IsAt(int node, in Place place) => Node == node && Place.Element == place.Element && Place.Component == place.Component;

    /// <summary>Notes that a value was taken.</summary>
    public void Set(int alternative, int node, in Place place)
    {
        (Any, Faulty, Told, IsOuter) = (true, false, false, false);
        Alternative = alternative;
        Node = node;
        Place = place;
        Text = null;
    }

    /// <summary>Notes that a value was wrong.</summary>
    public void Refuse(int node, in Place place) => (Faulty, Node, Place) = (true, node, place);
}
