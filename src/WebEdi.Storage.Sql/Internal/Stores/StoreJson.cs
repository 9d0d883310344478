using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using WebEdi.Diagnostics;
using WebEdi.Documents;
using WebEdi.Storage.Sql.Internal.Dialects;

namespace WebEdi.Storage.Sql.Internal.Stores;

/// <summary>The JSON of what is no document.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, IgnoreReadOnlyProperties = true)]
[JsonSerializable(typeof(ReceiptCounts))]
[JsonSerializable(typeof(Diagnostic))]
[JsonSerializable(typeof(TenantProfile))]
[JsonSerializable(typeof(SupplierProfile))]
[JsonSerializable(typeof(Account))]
[JsonSerializable(typeof(ApiKey))]
[JsonSerializable(typeof(CapturedMail))]
[JsonSerializable(typeof(string[]))]
[JsonSerializable(typeof(long[]))]
internal sealed partial class StoreJson : JsonSerializerContext
{
    /// <summary>Gets the form of some lines of an order.</summary>
    public static JsonTypeInfo<IReadOnlyList<OrderLine>> OrderLines { get; } = (JsonTypeInfo<IReadOnlyList<OrderLine>>)DocumentJson.Options.GetTypeInfo(typeof(IReadOnlyList<OrderLine>));

    public static T Read<T>(ReadOnlySpan<byte> json, JsonTypeInfo<T> type) =>
        JsonSerializer.Deserialize(json, type) ?? throw new JsonException("null");

    public static string Text<T>(T value, JsonTypeInfo<T> type) => JsonSerializer.Serialize(value, type);
}

/// <summary>Writes one JSON text after another into the same bytes.</summary>
internal sealed class JsonBuffer : IBufferWriter<byte>, IDisposable
{
    private readonly Utf8JsonWriter _writer;
    private byte[] _bytes = new byte[4096];
    private int _length;

    public JsonBuffer() => _writer = new Utf8JsonWriter(this, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true });

    /// <summary>Writes a value; what was returned before is overwritten.</summary>
    public SqlValue Write<T>(T value, JsonTypeInfo<T> type)
    {
        _length = 0;
        _writer.Reset();
        JsonSerializer.Serialize(_writer, value, type);
        _writer.Flush();
        return SqlValue.Utf8(_bytes, _length);
    }

    /// <summary>Writes a value into bytes of its own.</summary>
    public byte[] Bytes<T>(T value, JsonTypeInfo<T> type)
    {
        Write(value, type);
        return _bytes.AsSpan(0, _length).ToArray();
    }

    public void Advance(int count) => _length += count;

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        int needed = _length + Math.Max(sizeHint, 256);
        if (needed > _bytes.Length)
            Array.Resize(ref _bytes, Math.Max(needed, _bytes.Length * 2));
        return _bytes.AsMemory(_length);
    }

    public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    public void Dispose() => _writer.Dispose();
}
