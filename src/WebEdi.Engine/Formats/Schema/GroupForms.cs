namespace WebEdi.Engine.Formats.Schema;

/// <summary>The forms of groups that came before, by the tags that open them. Belongs to one reader.</summary>
/// <param name="sink">Tells how much was wrong.</param>
/// <param name="shapesOf">Knows the segments of the directory.</param>
internal sealed class GroupForms(DiagnosticSink sink, Func<int, SegmentShapes?> shapesOf)
{
    /// <summary>The most forms of groups that one tag opens; the one that was used longest ago makes room.</summary>
    private const int MaxAlike = 8;

    /// <summary>The most forms that are made: where hardly two groups are alike, none would be of use.</summary>
    private const int MaxMade = 256;

    private readonly OpenGroups _open = new();
    private GroupForm?[]?[] _forms = [];
    private int _made;
    private int _from;
    private int _state;
    private int _searches;
    private int _faults;
    private int _searchesBefore;
    private int _faultsBefore;

    /// <summary>Gets a value indicating whether a group is looked at whose form may be worth knowing.</summary>
    public bool IsLearning => _from > 0;

    /// <summary>Begins a message.</summary>
    public void Begin() => _from = 0;

    /// <summary>Looks at where the walker is before the next segment is placed.</summary>
    public void Look(StructureWalker walker)
    {
        walker.Keep(_open, _from);
        (_searchesBefore, _faultsBefore) = (walker.Searches, sink.Found);
    }

    /// <summary>Finds the form of a group that a segment has opened, and places the others by it.</summary>
    /// <param name="tree">The message.</param>
    /// <param name="node">A segment below the message: whatever group was open ends in front of it.</param>
    /// <param name="walker">Has placed it; it is told where it is behind the group.</param>
    /// <returns>The form; null: segments must be placed one by one.</returns>
    public GroupForm? TryPlace(SegmentTree tree, int node, StructureWalker walker)
    {
        if (IsLearning)
            Learn(tree, node);
        if (!walker.HasOpened(node))
            return null;

        int symbol = tree.Slot(node).Symbol;
        GroupForm?[] alike = symbol < _forms.Length && _forms[symbol] is { } known ? known : Room(symbol);
        for (int at = 0; at < MaxAlike && alike[at] is { } form; at++)
        {
            if (!form.TryPlace(tree, node, walker.State))
                continue;

            if (at > 0)
                MoveUp(alike, at, form);
            walker.GoBehind(form.Open, node);
            return form;
        }

        if (_made < MaxMade)
            (_from, _state, _searches, _faults) = (node, walker.State, walker.Searches, sink.Found);
        return null;
    }

    /// <summary>Makes a form of the group that has ended.</summary>
    private void Learn(SegmentTree tree, int node)
    {
        // Where a place was looked for, what a segment says may have decided.
        if (_searchesBefore == _searches && _faultsBefore == _faults && GroupForm.Of(tree, _from, node - _from, _state, _open, shapesOf) is { } form)
        {
            MoveUp(_forms[tree.Slot(_from).Symbol]!, MaxAlike - 1, form);
            _made++;
        }

        _from = 0;
    }

    private static void MoveUp(GroupForm?[] alike, int at, GroupForm form)
    {
        alike.AsSpan(0, at).CopyTo(alike.AsSpan(1));
        alike[0] = form;
    }

    private GroupForm?[] Room(int symbol)
    {
        if (symbol >= _forms.Length)
            Array.Resize(ref _forms, Math.Max(symbol + 1, _forms.Length * 2));
        return _forms[symbol] = new GroupForm?[MaxAlike];
    }
}
