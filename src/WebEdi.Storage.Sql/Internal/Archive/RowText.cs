using System.Buffers;
using System.Security.Cryptography;
using System.Text.Json;
using WebEdi.Storage.Sql.Internal.Dialects;

namespace WebEdi.Storage.Sql.Internal.Archive;

/// <summary>Writes rows as lines of JSON, and knows their hash. The same rows are the same bytes in every dialect.</summary>
internal sealed class RowText(Stream target) : IDisposable
{
    private const int FlushBytes = 128 * 1024;

    private readonly ArrayBufferWriter<byte> _buffer = new(FlushBytes + 4096);
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly Utf8JsonWriter _json = new(Stream.Null, ArchiveJson.Rows);

    public long Rows { get; private set; }

    /// <summary>Writes the current row of a statement whose columns are those of the table.</summary>
    public void Add(SqlStatement row, TableShape table)
    {
        _json.Reset(_buffer);
        _json.WriteStartArray();
        for (int i = 0; i < table.Columns.Count; i++)
        {
            if (row.IsNull(i))
                _json.WriteNullValue();
            else if (table.Columns[i].Kind == SqlKind.Integer)
                _json.WriteNumberValue(row.Long(i));
            else if (table.Columns[i].Kind == SqlKind.Blob)
                _json.WriteBase64StringValue(row.Bytes(i));
            else
                _json.WriteStringValue(row.Bytes(i));
        }

        _json.WriteEndArray();
        _json.Flush();
        _buffer.GetSpan(1)[0] = (byte)'\n';
        _buffer.Advance(1);
        Rows++;
        if (_buffer.WrittenCount >= FlushBytes)
            Flush();
    }

    /// <summary>Ends the text.</summary>
    /// <returns>SHA-256 of all of it, lower-case hexadecimal.</returns>
    public string End()
    {
        Flush();
        return Convert.ToHexStringLower(_hash.GetHashAndReset());
    }

    public void Dispose()
    {
        _json.Dispose();
        _hash.Dispose();
    }

    private void Flush()
    {
        _hash.AppendData(_buffer.WrittenSpan);
        target.Write(_buffer.WrittenSpan);
        _buffer.ResetWrittenCount();
    }
}
