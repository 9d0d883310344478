namespace WebEdi.Engine.Formats.Schema;

/// <summary>Finds the place of every segment of a message in its structure, and checks its values. Belongs to one reader.</summary>
/// <param name="directory">The segments and messages of the syntax; null: nothing is checked.</param>
/// <param name="sink">Told what is wrong.</param>
/// <param name="maxDepth">The deepest nesting of groups.</param>
/// <param name="isClose">See <see cref="MessageSource.IsClose"/>.</param>
internal sealed class MessageChecker(EdiDirectory? directory, DiagnosticSink sink, int maxDepth, bool isClose = false)
{
    private readonly StructureFaults _faults = new(sink, maxDepth);
    private readonly ValueCheck _values = new(sink);
    private StructureWalker? _walker;
    private GroupForms? _forms;
    private KnownTag[] _known = new KnownTag[64];

    /// <summary>Gets a value indicating whether anything is checked.</summary>
    public bool IsAsked => directory is not null;

    /// <summary>Checks a message and puts its segments below one another.</summary>
    /// <param name="tree">The message.</param>
    /// <param name="envelope">What type and version it has; null: its structure is not known.</param>
    public void Place(SegmentTree tree, Envelope? envelope)
    {
        MessageSchema? schema = envelope?.MessageType is { } type ? directory?.FindMessage(type, DirectoryOf(envelope.Version)) : null;
        if (schema is null)
        {
            tree.CompleteFlat();
            return;
        }

        StructureWalker walker = _walker ??= new StructureWalker(_faults, isForgetful: isClose);
        GroupForms forms = _forms ??= new GroupForms(sink, symbol => _known[symbol].Shapes);
        _faults.Begin(tree);
        walker.Begin(schema);
        forms.Begin();
        for (int node = 1; node < tree.NodeCount; node++)
        {
            ref SegmentSlot slot = ref tree.Slot(node);
            ref readonly KnownTag known = ref Know(tree, slot.Symbol);
            if (forms.IsLearning)
                forms.Look(walker);
            slot.Parent = walker.Place(known.Packed, known.Tag!, node);
            slot.End = node + 1;
            if (slot.Parent == 0 && forms.TryPlace(tree, node, walker) is { } form)
            {
                tree.Note(node, form);
                node += form.Count - 1;
                continue;
            }

            if (known.Shapes is not { } shapes)
                continue;
            if (isClose)
                _values.Examine(tree, node, shapes.Schema);
            else
                _values.Check(tree, node, shapes);
        }

        walker.Complete(tree.NodeCount);
        tree.Complete();
    }

    private ref readonly KnownTag Know(SegmentTree tree, int symbol)
    {
        if (symbol >= _known.Length)
        {
            KnownTag[] more = new KnownTag[Math.Max(symbol + 1, _known.Length * 2)];
            _known.CopyTo(more, 0);
            _known = more;
        }

        ref KnownTag known = ref _known[symbol];
        if (known.Tag is null)
        {
            string tag = tree.Symbols[symbol];
            known = new KnownTag(tag, SegmentTag.Pack(tag), directory!.FindSegment(tag) is { } segment ? new SegmentShapes(segment) : null);
        }

        return ref known;
    }

    /// <summary>Gets the directory of a version, association code left out.</summary>
    private static string? DirectoryOf(string? version)
    {
        int colon = version is null ? -1 : version.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? version : version![..colon];
    }

    /// <summary>What the directory says of a tag.</summary>
    private readonly record struct KnownTag(string? Tag, uint Packed, SegmentShapes? Shapes);
}
