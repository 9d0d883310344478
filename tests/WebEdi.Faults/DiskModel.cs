namespace WebEdi.Faults;

/// <summary>
/// A disk that keeps only what it was made to keep: everything after the last wait for it may be there, in part or not at all, when the power goes.
/// Names are kept in their order, as journals of file systems do; a wait for any file keeps all names before it.
/// </summary>
internal sealed class DiskModel
{
    private const int Sector = 512;

    private readonly Dictionary<string, Node> _names = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Node> _keptNames = new(StringComparer.Ordinal);
    private readonly List<Change<Action<Dictionary<string, Node>>>> _changes = [];

    /// <summary>Puts a file that was there before.</summary>
    public void Put(string path, byte[] content) => _names[path] = _keptNames[path] = new Node(content);

    /// <summary>Goes on by one event.</summary>
    public void Apply(DiskEvent what)
    {
        switch (what.Kind)
        {
            case DiskEventKind.Write:
                NodeOf(what)?.Pending.Add(new Change<FileChange>(what, new FileChange(what.Offset, what.Bytes)));
                break;
            case DiskEventKind.Truncate:
                NodeOf(what)?.Pending.Add(new Change<FileChange>(what, new FileChange(what.Offset, null)));
                break;
            case DiskEventKind.Sync:
                what.Covers = [.. _changes, .. NodeOf(what)?.Pending.Where(c => c.Of.HasEnded) ?? []];
                break;
            case DiskEventKind.End when what.Begun!.Answer >= 0:
                what.Begun.HasEnded = true;
                End(what.Begun);
                break;
        }
    }

    /// <summary>Makes what is found after the power went.</summary>
    /// <param name="random">Decides what of the rest was kept, and how much of each.</param>
    /// <param name="nothing">Nothing of the rest was.</param>
    /// <returns>The files.</returns>
    public IEnumerable<(string Path, byte[] Content)> Cut(Random random, bool nothing)
    {
        Dictionary<string, Node> names = new(_keptNames, StringComparer.Ordinal);
        foreach (Change<Action<Dictionary<string, Node>>> change in _changes.Take(nothing ? 0 : random.Next(_changes.Count + 1)))
            change.What(names);
        foreach ((string path, Node node) in names)
        {
            Node found = new(node.Kept.ToArray());
            foreach (Change<FileChange> change in nothing ? [] : node.Pending)
            {
                int fate = random.Next(3);
                if (fate == 0)
                    continue;
                int whole = change.What.Bytes?.Length ?? 0;
                found.Keep(change.What, fate == 1 ? whole : Math.Min(whole, random.Next((whole / Sector) + 1) * Sector));
            }

            yield return (path, found.Kept.ToArray());
        }
    }

    private void End(DiskEvent what)
    {
        switch (what.Kind)
        {
            case DiskEventKind.Sync:
                Keep(what);
                break;
            case DiskEventKind.Create when !_names.ContainsKey(what.Path):
                Node made = new([]);
                Rename(what, names => names[what.Path] = made);
                break;
            case DiskEventKind.Create when what.IsEmptied:
                _names[what.Path].Pending.Add(new Change<FileChange>(what, new FileChange(0, null)));
                break;
            case DiskEventKind.Rename when _names.TryGetValue(what.Path, out Node? moved):
                Rename(what, names =>
                {
                    names.Remove(what.Path);
                    names[what.To] = moved;
                });
                break;
            case DiskEventKind.Remove:
                Rename(what, names => names.Remove(what.Path));
                break;
        }
    }

    private void Keep(DiskEvent sync)
    {
        HashSet<object> covered = [.. sync.Covers];
        foreach (Change<Action<Dictionary<string, Node>>> change in _changes.Where(covered.Contains))
            change.What(_keptNames);
        _changes.RemoveAll(covered.Contains);
        if (NodeOf(sync) is not { } node)
            return;
        foreach (Change<FileChange> change in node.Pending.Where(covered.Contains))
            node.Keep(change.What, (int)change.Of.Answer);
        node.Pending.RemoveAll(covered.Contains);
    }

    private Node? NodeOf(DiskEvent what) => _names.GetValueOrDefault(what.Path);

    private void Rename(DiskEvent of, Action<Dictionary<string, Node>> change)
    {
        change(_names);
        _changes.Add(new Change<Action<Dictionary<string, Node>>>(of, change));
    }

    /// <summary>A file, whatever its name.</summary>
    private sealed class Node(byte[] content)
    {
        private byte[] _bytes = content;
        private int _length = content.Length;

        public List<Change<FileChange>> Pending { get; } = [];

        public ReadOnlySpan<byte> Kept => _bytes.AsSpan(0, _length);

        public void Keep(FileChange change, int count)
        {
            if (change.Bytes is not { } bytes)
            {
                Resize((int)change.Offset);
                return;
            }

            if (change.Offset + count > _length)
                Resize((int)change.Offset + count);
            bytes.AsSpan(0, count).CopyTo(_bytes.AsSpan((int)change.Offset));
        }

        private void Resize(int length)
        {
            if (length > _bytes.Length)
                Array.Resize(ref _bytes, Math.Max(length, _bytes.Length * 2));
            if (length > _length)
                _bytes.AsSpan(_length, length - _length).Clear();
            _length = length;
        }
    }

    /// <summary>Bytes at a place; without bytes: a new length.</summary>
    private sealed record FileChange(long Offset, byte[]? Bytes);

    /// <summary>Something that the disk need not have kept yet.</summary>
    private sealed class Change<T>(DiskEvent of, T what)
    {
        public DiskEvent Of => of;

        public T What => what;
    }
}
