using System.Buffers.Binary;

namespace WebEdi.Storage.Sql.Internal.Stores;

/// <summary>
/// Keeps the first rows of a scan in a wanted order: far cheaper than letting SQLite sort, and the count of all rows falls out of the same
/// scan. Memory follows the depth of the page, not the number of rows.
/// </summary>
/// <remarks>
/// A row is its key, encoded so that bytes compare like values: the sort value, then order number and position, which make it unique and name
/// the line. The first eight bytes are kept as a number beside it, so that most comparisons look at nothing else.
/// </remarks>
internal sealed class TopRows
{
    private const int Slack = 16 * 1024;

    private readonly int _keep;
    private readonly int _direction;
    private readonly Random _pivots = new(17);
    private Row[] _rows;
    private byte[] _bytes = new byte[64 * 1024];
    private int _used;
    private int _count;
    private bool _isFull;

    public TopRows(long keep, bool descending)
    {
        _keep = (int)Math.Min(keep, Array.MaxLength / 4);
        _direction = descending ? -1 : 1;
        _rows = new Row[Math.Min(_keep + Slack, 4096)];
    }

    /// <summary>Gets how many rows were added.</summary>
    public int Total { get; private set; }

    /// <summary>Adds a row that is sorted by a number.</summary>
    public void Add(long value, ReadOnlySpan<byte> orderNumber, int position)
    {
        Span<byte> key = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(key, value ^ long.MinValue);
        Add(key, isText: false, orderNumber, position);
    }

    /// <summary>Adds a row that is sorted by a text.</summary>
    public void Add(ReadOnlySpan<byte> value, ReadOnlySpan<byte> orderNumber, int position) => Add(value, isText: true, orderNumber, position);

    /// <summary>Returns a cut of the rows in their order.</summary>
    public List<(string OrderNumber, int Position)> Cut(long offset, int size)
    {
        Shrink();
        int from = (int)Math.Min(offset, _count);
        int to = (int)Math.Min(offset + size, _count);
        if (from > 0 && from < _count)
            Select(from);
        Span<Row> page = _rows.AsSpan(from, _count - from);
        page.Sort(Compare);

        List<(string OrderNumber, int Position)> keys = new(to - from);
        foreach (Row row in page[..(to - from)])
        {
            ReadOnlySpan<byte> bytes = _bytes.AsSpan(row.Offset, row.Length);
            keys.Add((System.Text.Encoding.UTF8.GetString(bytes[row.OrderStart..^5]), BinaryPrimitives.ReadInt32BigEndian(bytes[^4..])));
        }

        return keys;
    }

    private void Add(ReadOnlySpan<byte> value, bool isText, ReadOnlySpan<byte> orderNumber, int position)
    {
        Total++;
        int orderStart = value.Length + (isText ? 1 : 0);
        int length = orderStart + orderNumber.Length + 5;
        ulong prefix = Prefix(value);
        if (_isFull && _direction * prefix.CompareTo(_rows[_keep - 1].Prefix) > 0)
            return;

        if (_used + length > _bytes.Length)
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, _used + length));
        Span<byte> bytes = _bytes.AsSpan(_used, length);
        value.CopyTo(bytes);
        if (isText)
            bytes[value.Length] = 0;
        orderNumber.CopyTo(bytes[orderStart..]);
        bytes[^5] = 0;
        BinaryPrimitives.WriteInt32BigEndian(bytes[^4..], position);
        Append(new Row(prefix, _used, length, orderStart));
        _used += length;
    }

    private void Append(Row row)
    {
        if (_count == _rows.Length)
        {
            if (_count >= _keep + Slack)
                Shrink();
            else
                Array.Resize(ref _rows, (int)Math.Min(_rows.Length * 2L, (long)_keep + Slack));
        }

        _rows[_count++] = row;
    }

    /// <summary>Drops the rows behind the last wanted one and their bytes.</summary>
    private void Shrink()
    {
        if (_count <= _keep)
            return;

        Select(_keep);
        _count = _keep;
        byte[] kept = new byte[_bytes.Length];
        _used = 0;
        int last = 0;
        for (int i = 0; i < _count; i++)
        {
            Row row = _rows[i];
            _bytes.AsSpan(row.Offset, row.Length).CopyTo(kept.AsSpan(_used));
            _rows[i] = row with { Offset = _used };
            _used += row.Length;
        }

        _bytes = kept;
        for (int i = 1; i < _count; i++)
        {
            if (Compare(_rows[i], _rows[last]) > 0)
                last = i;
        }

        // The last of the kept rows stands at the end: what is behind it need not be taken at all.
        (_rows[last], _rows[_count - 1]) = (_rows[_count - 1], _rows[last]);
        _isFull = true;
    }

    /// <summary>Puts the first rows before the others (quickselect); neither part is sorted.</summary>
    private void Select(int first)
    {
        int low = 0;
        int high = _count - 1;
        while (low < high)
        {
            Row pivot = _rows[_pivots.Next(low, high + 1)];
            int i = low;
            int j = high;
            while (i <= j)
            {
                while (Compare(_rows[i], pivot) < 0)
                    i++;
                while (Compare(_rows[j], pivot) > 0)
                    j--;
                if (i <= j)
                {
                    (_rows[i], _rows[j]) = (_rows[j], _rows[i]);
                    i++;
                    j--;
                }
            }

            if (first <= j)
                high = j;
            else if (first >= i)
                low = i;
            else
                return;
        }
    }

    private int Compare(Row left, Row right)
    {
        int order = left.Prefix.CompareTo(right.Prefix);
        if (order == 0)
            order = _bytes.AsSpan(left.Offset, left.Length).SequenceCompareTo(_bytes.AsSpan(right.Offset, right.Length));
        return _direction * order;
    }

    private static ulong Prefix(ReadOnlySpan<byte> value)
    {
        if (value.Length >= 8)
            return BinaryPrimitives.ReadUInt64BigEndian(value);

        ulong prefix = 0;
        for (int i = 0; i < 8; i++)
            prefix = (prefix << 8) | (i < value.Length ? value[i] : (byte)0);
        return prefix;
    }

    private readonly record struct Row(ulong Prefix, int Offset, int Length, int OrderStart);
}
