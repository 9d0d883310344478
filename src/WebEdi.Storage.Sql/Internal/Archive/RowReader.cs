using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using WebEdi.Storage.Sql.Internal.Dialects;

namespace WebEdi.Storage.Sql.Internal.Archive;

/// <summary>Reads rows that <see cref="RowText"/> wrote.</summary>
/// <param name="source">The text.</param>
/// <param name="table">The table, for messages.</param>
/// <param name="columns">The kinds of its columns, in the order of the text.</param>
internal sealed class RowReader(Stream source, string table, IReadOnlyList<SqlKind> columns) : IDisposable
{
    /// <summary>The longest row: a part of a file has 1 MiB, a looked-up table up to some tens.</summary>
    private const int MaxRow = 256 * 1024 * 1024;

    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(256 * 1024);
    private int _start;
    private int _end;

    public long Rows { get; private set; }

    /// <summary>Gets the values of the current row.</summary>
    public SqlValue[] Values { get; } = new SqlValue[columns.Count];

    /// <summary>Gets about how many bytes the current row takes.</summary>
    public int Length { get; private set; }

    /// <summary>Goes to the next row.</summary>
    /// <returns>False: there is none.</returns>
    /// <exception cref="InvalidDataException">The text is none of this table's.</exception>
    public bool Read()
    {
        ReadOnlySpan<byte> line = NextLine();
        if (line.IsEmpty)
            return false;

        Rows++;
        Length = line.Length;
        try
        {
            Parse(line);
            return true;
        }
        catch (Exception wrong) when (wrong is JsonException or FormatException or InvalidOperationException)
        {
            throw Damaged("is not what this table holds", wrong);
        }
    }

    /// <summary>Ends the reading: the hash of everything read.</summary>
    public string End() => Convert.ToHexStringLower(_hash.GetHashAndReset());

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_buffer);
        _hash.Dispose();
    }

    private void Parse(ReadOnlySpan<byte> line)
    {
        Utf8JsonReader json = new(line);
        if (!json.Read() || json.TokenType != JsonTokenType.StartArray)
            throw Damaged("is no array");

        for (int i = 0; i < columns.Count; i++)
        {
            json.Read();
            Values[i] = (columns[i], json.TokenType) switch
            {
                (SqlKind.Integer, JsonTokenType.Null) => default(DateTimeOffset?),
                (SqlKind.Blob, JsonTokenType.Null) => (byte[]?)null,
                (_, JsonTokenType.Null) => (string?)null,
                (SqlKind.Integer, _) => json.GetInt64(),
                (SqlKind.Blob, _) => json.GetBytesFromBase64(),
                _ => json.GetString(),
            };
        }

        if (!json.Read() || json.TokenType != JsonTokenType.EndArray)
            throw Damaged($"has more than {columns.Count} values");
    }

    private ReadOnlySpan<byte> NextLine()
    {
        int searched = 0;
        while (true)
        {
            int at = _buffer.AsSpan(_start + searched, _end - _start - searched).IndexOf((byte)'\n');
            if (at >= 0)
            {
                ReadOnlySpan<byte> line = _buffer.AsSpan(_start, searched + at);
                _hash.AppendData(_buffer.AsSpan(_start, searched + at + 1));
                _start += searched + at + 1;
                return line.IsEmpty ? throw Damaged("is empty") : line;
            }

            searched = _end - _start;
            if (!Fill())
                return searched == 0 ? default : throw Damaged("ends too early");
        }
    }

    private bool Fill()
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            (_start, _end) = (0, _end - _start);
        }

        if (_end == _buffer.Length)
        {
            if (_end >= MaxRow)
                throw Damaged($"has more than {MaxRow} bytes");

            byte[] larger = ArrayPool<byte>.Shared.Rent(_end * 2);
            _buffer.AsSpan(0, _end).CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = larger;
        }

        int read = source.Read(_buffer, _end, _buffer.Length - _end);
        _end += read;
        return read > 0;
    }

    private InvalidDataException Damaged(string what, Exception? cause = null) =>
        new(string.Create(CultureInfo.InvariantCulture, $"The archive is damaged: row {Rows + (cause is null ? 1 : 0)} of table {table} {what}."), cause);
}
