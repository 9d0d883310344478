using System.Text;
using WebEdi.Storage.Sql.Internal.Dialects;

namespace WebEdi.Storage.Sql.Internal.Stores;

/// <summary>
/// The current lines of one supplier (or of a whole tenant) in memory, as columns: what a page is sorted and chosen by, nothing of what it
/// shows. Before every question the book reads from the store what has changed since, so that it never answers with an older state.
/// </summary>
/// <remarks>
/// Equal values are one number (<see cref="Pool"/>), so that an order of all lines is made by counting instead of comparing, a date or a text
/// is judged once for all lines that have it, and a line takes some 25 bytes. Used by one question at a time, under the lock of the book.
/// </remarks>
internal sealed class LineBook(string tenant, string? supplier)
{
    /// <summary>So many questions are kept with their lines: an eighth of a byte for every line and question.</summary>
    private const int KeptQuestions = 16;

    private const string Columns = "select supplier, order_number, gate, registered_at, search, pack from order_line";

    private readonly int[]?[] _sorted = new int[]?[7];
    private TextPool _numbers = new();
    private TextPool _suppliers = new();
    private TextPool _orderTexts = new();
    private TextPool _texts = new();
    private TextPool _items = new();
    private NumberPool _dues = new();
    private NumberPool _quantities = new();
    private NumberPool _times = new();
    private Dictionary<long, int> _orderOf = [];
    private BookOrder[] _orders = new BookOrder[16];
    private int _orderCount;
    private BookLine[] _lines = new BookLine[64];
    private readonly List<(LineQuestion Question, NumberSet Lines)> _chosen = [];
    private byte[] _pack = [];
    private int _used;
    private int _live;
    private long _change;

    /// <summary>Gets how many lines the book holds, with the places of those that moved.</summary>
    public int Size => _used;

    /// <summary>Reads what has changed. The first statement of a transaction, so that a later question never sees an earlier state.</summary>
    public void Read(SqlSession session)
    {
        long last = LineRow.LastChange(session, tenant);
        if (last < _change || _used > (2 * _live) + 4096)
            Clear();
        if (last == _change)
            return;

        string where = (_change == 0, supplier is null) switch
        {
            (true, true) => " where tenant = ?1",
            (true, false) => " where tenant = ?1 and supplier = ?3",
            (false, true) => session.Words.ByChange + " where tenant = ?1 and change > ?2",
            (false, false) => session.Words.ByChange + " where tenant = ?1 and change > ?2 and supplier = ?3",
        };
        try
        {
            _chosen.Clear();
            session.Prepare(Columns + where).Each(Take, tenant, _change, supplier);
            _change = last;
        }
        catch
        {
            Clear();
            throw;
        }
    }

    public void Clear()
    {
        (_numbers, _suppliers, _orderTexts, _texts, _items) = (new TextPool(), new TextPool(), new TextPool(), new TextPool(), new TextPool());
        (_dues, _quantities, _times) = (new NumberPool(), new NumberPool(), new NumberPool());
        (_orderOf, _orders, _lines) = ([], new BookOrder[16], new BookLine[64]);
        _orderCount = _used = _live = 0;
        _change = 0;
        _chosen.Clear();
        Array.Clear(_sorted);
    }

    public LineKeys Page(LineMatch match, LineSort sort, bool descending, Paging paging)
    {
        int[] lines = Sorted(sort);
        NumberSet? chosen = match.AsksAll ? null : Choose(match);
        int total = chosen?.Count ?? lines.Length;
        long from = Math.Min(paging.Offset, total);
        long to = Math.Min(from + paging.Size, total);
        List<(string OrderNumber, int Position)> keys = [];
        int step = descending ? -1 : 1;
        int at = descending ? lines.Length - 1 : 0;
        if (chosen is null)
        {
            for (at += step * (int)from; from < to; from++, at += step)
                keys.Add(KeyOf(lines[at]));
            return new LineKeys(keys, total);
        }

        for (int passed = 0; passed < to; at += step)
        {
            if (chosen.Has(lines[at]) && ++passed > from)
                keys.Add(KeyOf(lines[at]));
        }

        return new LineKeys(keys, total);
    }

    /// <summary>Visits the order, the status and the date of every line that is asked for, in the order of the order numbers.</summary>
    public void Each(LineMatch match, LineVisitor visit)
    {
        NumberSet? chosen = match.AsksAll ? null : Choose(match);
        foreach (int line in Sorted(LineSort.OrderNumber))
        {
            ref BookLine found = ref _lines[line];
            if (chosen is null || chosen.Has(line))
                visit(_numbers[_orders[found.Order].Number], (LineStatus)found.Status, (int)_dues[found.Due]);
        }
    }

    /// <summary>Finds all lines that are asked for. Other pages and sorts of the same question find them ready until something changes.</summary>
    private NumberSet Choose(LineMatch match)
    {
        int kept = match.Question is { } question ? _chosen.FindIndex(c => c.Question == question) : -1;
        if (kept >= 0)
            return _chosen[kept].Lines;

        NumberSet lines = Sift(match);
        if (match.Question is null)
            return lines;

        if (_chosen.Count == KeptQuestions)
            _chosen.RemoveAt(0);
        _chosen.Add((match.Question, lines));
        return lines;
    }

    /// <summary>Walks the lines as they lie in memory; every value is judged once, however many lines have it.</summary>
    private NumberSet Sift(LineMatch match)
    {
        bool[] statuses = new bool[256];
        for (int i = 0; i < statuses.Length; i++)
            statuses[i] = match.HasStatus((LineStatus)i);
        bool[] dues = new bool[_dues.Count];
        for (int i = 0; i < dues.Length; i++)
            dues[i] = match.HasDue((int)_dues[i]);
        byte allWords = match.AllWords;
        byte[] orderMarks = _orderTexts.Mark(match.Words);
        byte[] textMarks = _texts.Mark(match.Words);

        NumberSet chosen = new();
        for (int i = 0; i < _orderCount; i++)
        {
            ref BookOrder order = ref _orders[i];
            if (match.AsksOrders && !match.HasOrder(_numbers[order.Number], order.Gate))
                continue;

            byte marks = allWords == 0 ? allWords : orderMarks[order.Text];
            for (int at = order.Start; at < order.Start + order.Count; at++)
            {
                ref BookLine line = ref _lines[at];
                if (statuses[line.Status] && dues[line.Due] && (marks == allWords || (marks | textMarks[line.Text]) == allWords))
                    chosen.Add(at);
            }
        }

        return chosen;
    }

    private (string OrderNumber, int Position) KeyOf(int line)
    {
        BookOrder order = _orders[_lines[line].Order];
        return (Encoding.UTF8.GetString(_numbers[order.Number]), line - order.Start);
    }

    private void Take(SqlStatement row)
    {
        int number = _numbers.Add(row.Bytes(1));
        int owner = _suppliers.Add(row.Bytes(0));
        long key = ((long)number << 32) | (uint)owner;
        if (!_orderOf.TryGetValue(key, out int at))
        {
            _orderOf.Add(key, at = _orderCount++);
            if (at == _orders.Length)
                Array.Resize(ref _orders, at * 2);
            _orders[at] = new BookOrder { Number = number, Supplier = owner, Start = _used };
        }

        ReadOnlySpan<byte> bytes = row.Bytes(5);
        if (_pack.Length < bytes.Length)
            _pack = new byte[bytes.Length * 2];
        bytes.CopyTo(_pack);
        Span<byte> pack = _pack.AsSpan(0, bytes.Length);
        ref BookOrder order = ref _orders[at];
        Place(ref order, at, Count(pack));
        int time = _times.Add(row.Long(3));
        if (order.Time != time)
            _sorted[(int)LineSort.Registered] = null;
        (order.Gate, order.Time, order.Text) = (row.Long(2), time, _orderTexts.Add(row.Bytes(4)));
        Fill(order.Start, at, pack);
    }

    private static int Count(Span<byte> pack)
    {
        LinePack lines = new(pack);
        while (lines.Read())
        {
        }

        return lines.Position + 1;
    }

    /// <summary>An order keeps its place while it keeps its number of lines.</summary>
    private void Place(ref BookOrder order, int at, int count)
    {
        if (order.Count == count)
            return;

        _live += count - order.Count;
        (order.Start, order.Count) = (_used, count);
        _used += count;
        if (_used > _lines.Length)
            Array.Resize(ref _lines, Math.Max(_lines.Length * 2, _used));
        for (int i = order.Start; i < _used; i++)
            _lines[i] = new BookLine { Order = at };
        Array.Clear(_sorted);
    }

    private void Fill(int start, int order, Span<byte> pack)
    {
        LinePack lines = new(pack);
        while (lines.Read())
        {
            ref BookLine before = ref _lines[start + lines.Position];
            BookLine now = new()
            {
                Order = order,
                Status = (byte)lines.Status,
                Due = _dues.Add(lines.Due),
                Quantity = _quantities.Add(Sortable(lines.Quantity)),
                Item = _items.Add(lines.Item),
                Text = _texts.Add(lines.Search),
            };
            Forget(LineSort.Status, before.Status != now.Status);
            Forget(LineSort.DueDate, before.Due != now.Due);
            Forget(LineSort.Quantity, before.Quantity != now.Quantity);
            Forget(LineSort.Item, before.Item != now.Item);
            before = now;
        }
    }

    private void Forget(LineSort sort, bool hasChanged)
    {
        if (hasChanged)
            _sorted[(int)sort] = null;
    }

    /// <summary>All lines in an order; ties lie in the order of order number and position. What is no known order is that of the numbers.</summary>
    private int[] Sorted(LineSort sort)
    {
        int at = (int)sort < _sorted.Length && sort >= 0 ? (int)sort : (int)LineSort.OrderNumber;
        return _sorted[at] ??= sort switch
        {
            LineSort.DueDate => Sort(_dues, line => line.Due),
            LineSort.Item => Sort(_items, line => line.Item),
            LineSort.Quantity => Sort(_quantities, line => line.Quantity),
            LineSort.Registered => Sort(_times, line => _orders[line.Order].Time),
            LineSort.Supplier => Sort(_suppliers, line => _orders[line.Order].Supplier),
            LineSort.Status => Distribute(Sorted(LineSort.OrderNumber), 256, line => _lines[line].Status),
            _ => ByNumber(),
        };
    }

    private int[] Sort(Pool pool, Func<BookLine, int> valueOf)
    {
        int[] places = pool.Places();
        return Distribute(Sorted(LineSort.OrderNumber), pool.Count, line => places[valueOf(_lines[line])]);
    }

    private int[] ByNumber()
    {
        int[] places = _numbers.Places();
        int[] orders = Distribute([.. Enumerable.Range(0, _orderCount)], _numbers.Count, order => places[_orders[order].Number]);
        int[] lines = new int[_live];
        int next = 0;
        foreach (int order in orders)
        {
            for (int i = 0; i < _orders[order].Count; i++)
                lines[next++] = _orders[order].Start + i;
        }

        return lines;
    }

    /// <summary>Sorts by places in one pass (counting sort): equal places stay as they were.</summary>
    private static int[] Distribute(int[] items, int places, Func<int, int> placeOf)
    {
        int[] next = new int[places + 1];
        int[] chosen = new int[items.Length];
        for (int i = 0; i < items.Length; i++)
            next[(chosen[i] = placeOf(items[i])) + 1]++;
        for (int place = 1; place <= places; place++)
            next[place] += next[place - 1];
        int[] sorted = new int[items.Length];
        for (int i = 0; i < items.Length; i++)
            sorted[next[chosen[i]]++] = items[i];
        return sorted;
    }

    /// <summary>Bits of a number in the order of the numbers.</summary>
    public static long Sortable(double value)
    {
        long bits = BitConverter.DoubleToInt64Bits(value);
        return bits < 0 ? bits ^ long.MaxValue : bits;
    }

    private struct BookOrder
    {
        public int Number;
        public int Supplier;
        public int Text;
        public int Time;
        public int Start;
        public int Count;
        public long Gate;
    }

    private struct BookLine
    {
        public int Order;
        public int Due;
        public int Quantity;
        public int Item;
        public int Text;
        public byte Status;
    }
}

/// <summary>Is told of a line.</summary>
internal delegate void LineVisitor(ReadOnlySpan<byte> orderNumber, LineStatus status, int due);
