namespace WebEdi.Storage.Sql.Internal.Stores;

/// <summary>The books in memory; those that were asked longest ago go when there is no room.</summary>
/// <param name="maxLines">So many lines in all books together; a supplier with more is read from the store for every question.</param>
internal sealed class LineBooks(int maxLines)
{
    private readonly Lock _lock = new();
    private readonly LinkedList<(AccessScope Scope, LineBook Book)> _books = [];

    public int MaxLines => maxLines;

    /// <summary>Finds or begins a book and makes it the youngest.</summary>
    public LineBook Of(AccessScope scope)
    {
        lock (_lock)
        {
            LinkedListNode<(AccessScope Scope, LineBook Book)>? node = _books.First;
            while (node is not null && node.Value.Scope != scope)
                node = node.Next;
            node ??= new LinkedListNode<(AccessScope Scope, LineBook Book)>((scope, new LineBook(scope.Tenant, scope.Supplier)));
            if (node.List is not null)
                _books.Remove(node);
            _books.AddFirst(node);
            return node.Value.Book;
        }
    }

    /// <summary>Drops the oldest books until the others have room; the youngest stays.</summary>
    public void Trim()
    {
        lock (_lock)
        {
            long lines = _books.Sum(b => (long)b.Book.Size);
            while (_books.Count > 1 && (lines > maxLines || _books.Count > 1_000))
            {
                lines -= _books.Last!.Value.Book.Size;
                _books.RemoveLast();
            }
        }
    }
}
