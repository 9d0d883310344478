using System.Buffers.Binary;
using System.Text;
using WebEdi.Storage.Sql.Internal.Dialects;

namespace WebEdi.Storage.Sql.Internal.Stores;

/// <summary>Reads the lines of one order out of the bytes in which order_line keeps them, and changes their state in place.</summary>
/// <remarks>
/// A line is 17 bytes of numbers, little-endian: status (1), requested date (4), quantity as a double (8), version of the latest reply (4); then
/// three texts in UTF-8, each behind its length in 4 bytes: line number, item code, folded search text. Positions count from 0.
/// </remarks>
internal ref struct LinePack(Span<byte> pack)
{
    private const int NumberBytes = 17;

    private readonly Span<byte> _pack = pack;
    private int _line;
    private int _item;
    private int _search;
    private int _next;

    /// <summary>Gets the position of the line in its order.</summary>
    public int Position { get; private set; } = -1;

    public readonly LineStatus Status
    {
        get => (LineStatus)_pack[_line];
        set => _pack[_line] = (byte)value;
    }

    public readonly int Due => BinaryPrimitives.ReadInt32LittleEndian(_pack[(_line + 1)..]);

    public readonly double Quantity => BinaryPrimitives.ReadDoubleLittleEndian(_pack[(_line + 5)..]);

    public readonly int ReplyVersion
    {
        get => BinaryPrimitives.ReadInt32LittleEndian(_pack[(_line + 13)..]);
        set => BinaryPrimitives.WriteInt32LittleEndian(_pack[(_line + 13)..], value);
    }

    public readonly ReadOnlySpan<byte> LineNumber => TextAt(_line + NumberBytes);

    public readonly ReadOnlySpan<byte> Item => TextAt(_item);

    public readonly ReadOnlySpan<byte> Search => TextAt(_search);

    /// <summary>Goes to the next line.</summary>
    /// <returns>False: there is none.</returns>
    public bool Read()
    {
        if (_next >= _pack.Length)
            return false;

        _line = _next;
        _item = Behind(_line + NumberBytes);
        _search = Behind(_item);
        _next = Behind(_search);
        Position++;
        return true;
    }

    /// <summary>Goes to the line with a number.</summary>
    public bool Find(string lineNumber)
    {
        byte[] wanted = Encoding.UTF8.GetBytes(lineNumber);
        while (Read())
        {
            if (LineNumber.SequenceEqual(wanted))
                return true;
        }

        return false;
    }

    private readonly int Behind(int text) => text + 4 + BinaryPrimitives.ReadInt32LittleEndian(_pack[text..]);

    private readonly ReadOnlySpan<byte> TextAt(int text) => _pack.Slice(text + 4, BinaryPrimitives.ReadInt32LittleEndian(_pack[text..]));
}

/// <summary>Writes what <see cref="LinePack"/> reads.</summary>
internal sealed class LinePacker
{
    private byte[] _bytes = new byte[4096];
    private int _length;

    public void Begin() => _length = 0;

    /// <summary>Adds a line. The search text is made of parts, each on a line of its own, so that no word is found across two of them.</summary>
    public void Add(LineStatus status, int due, double quantity, string lineNumber, string item, params ReadOnlySpan<string> search)
    {
        Span<byte> numbers = Room(17);
        numbers[0] = (byte)status;
        BinaryPrimitives.WriteInt32LittleEndian(numbers[1..], due);
        BinaryPrimitives.WriteDoubleLittleEndian(numbers[5..], quantity);
        numbers[13..17].Clear();
        _length += 17;
        Text(lineNumber);
        Text(item);
        Text(search);
    }

    public byte[] ToArray() => _bytes.AsSpan(0, _length).ToArray();

    private void Text(params ReadOnlySpan<string> parts)
    {
        int start = _length;
        _length += 4;
        for (int i = 0; i < parts.Length; i++)
        {
            if (i > 0)
            {
                Room(1)[0] = (byte)'\n';
                _length++;
            }

            _length += Encoding.UTF8.GetBytes(parts[i], Room(Encoding.UTF8.GetMaxByteCount(parts[i].Length)));
        }

        BinaryPrimitives.WriteInt32LittleEndian(_bytes.AsSpan(start), _length - start - 4);
    }

    private Span<byte> Room(int bytes)
    {
        if (_length + bytes + 4 > _bytes.Length)
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, _length + bytes + 4));
        return _bytes.AsSpan(_length);
    }
}

/// <summary>The row of order_line of one order.</summary>
internal sealed record LineRow(int Revision, long Gate, DateTimeOffset RegisteredAt, byte[] Pack)
{
    public LinePack Lines => new(Pack);

    public static LineRow? Find(SqlSession session, string tenant, string supplier, string orderNumber) => session.Find(
        "select revision, gate, registered_at, pack from order_line where tenant = ?1 and supplier = ?2 and order_number = ?3",
        static row => new LineRow(row.Int(0), row.Long(1), row.Time(2), row.Bytes(3).ToArray()), tenant, supplier, orderNumber);

    /// <summary>Gets the number of the tenant's latest change; a writer continues from it.</summary>
    public static long LastChange(SqlSession session, string tenant) => session.Number("select max(change) from order_line where tenant = ?1", tenant);

    /// <summary>Writes the lines back after their state was changed.</summary>
    public void Save(SqlSession session, string tenant, string supplier, string orderNumber) => session.Run(
        "update order_line set pack = ?4, change = ?5 where tenant = ?1 and supplier = ?2 and order_number = ?3", tenant, supplier, orderNumber, Pack, LastChange(session, tenant) + 1);

    public int CountAnswered()
    {
        int answered = 0;
        LinePack lines = Lines;
        while (lines.Read())
            answered += lines.Status is LineStatus.AnsweredWithChange or LineStatus.Accepted or LineStatus.Refused ? 1 : 0;
        return answered;
    }
}
