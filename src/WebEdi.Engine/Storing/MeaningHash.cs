using System.Buffers;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using WebEdi.Documents;

namespace WebEdi.Engine.Storing;

/// <summary>SHA-256 over what an order says: equal for documents that say the same, however the file wrote it.</summary>
internal static class MeaningHash
{
    private static readonly JsonTypeInfo<Order> Canonical = (JsonTypeInfo<Order>)new JsonSerializerOptions(DocumentJson.Options)
    {
        Converters = { new PlainDecimals(), new SortedTexts() },
    }.GetTypeInfo(typeof(Order));

    [ThreadStatic]
    private static ArrayBufferWriter<byte>? _buffer;

    /// <summary>Computes the hash.</summary>
    /// <param name="order">The order.</param>
    /// <returns>64 lower-case hexadecimal digits.</returns>
    public static string Of(Order order)
    {
        ArrayBufferWriter<byte> buffer = _buffer ??= new ArrayBufferWriter<byte>(4096);
        buffer.ResetWrittenCount();
        using (Utf8JsonWriter writer = new(buffer, new JsonWriterOptions { SkipValidation = true, Encoder = DocumentJson.Options.Encoder }))
            JsonSerializer.Serialize(writer, order, Canonical);

        string hash = Convert.ToHexStringLower(SHA256.HashData(buffer.WrittenSpan));
        if (buffer.Capacity > 1024 * 1024)
            _buffer = null;
        return hash;
    }

    /// <summary>10, 10.0 and 10.00 are the same number; a decimal remembers its zeros.</summary>
    private sealed class PlainDecimals : JsonConverter<decimal>
    {
        public override decimal Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetDecimal();

        public override void Write(Utf8JsonWriter writer, decimal value, JsonSerializerOptions options) =>
            writer.WriteNumberValue(value / 1.0000000000000000000000000000m);
    }

    /// <summary>The order of a tenant's own fields says nothing.</summary>
    private sealed class SortedTexts : JsonConverter<IReadOnlyDictionary<string, string>>
    {
        public override IReadOnlyDictionary<string, string> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            throw new NotSupportedException();

        public override void Write(Utf8JsonWriter writer, IReadOnlyDictionary<string, string> value, JsonSerializerOptions options)
        {
            writer.WriteStartObject();
            foreach (KeyValuePair<string, string> pair in value.OrderBy(p => p.Key, StringComparer.Ordinal))
                writer.WriteString(pair.Key, pair.Value);
            writer.WriteEndObject();
        }
    }
}
