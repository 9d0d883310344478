using System.Text.Json;
using System.Text.Json.Serialization;

namespace WebEdi.Diagnostics;

/// <summary>Writes a text when both languages say the same, else an object with "en" and "ja". Stores use it; it is public because generated serializers must see it.</summary>
public sealed class ExpectationJsonConverter : JsonConverter<Expectation>
{
    /// <inheritdoc/>
    public override Expectation Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.String)
            return Expect.Value(reader.GetString()!);
        if (reader.TokenType != JsonTokenType.StartObject)
            throw new JsonException("An expectation is a text or an object.");

        string? english = null, japanese = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            string? language = reader.GetString();
            reader.Read();
            if (reader.TokenType != JsonTokenType.String)
                throw new JsonException("The texts of an expectation are texts.");

            if (language == "ja")
                japanese = reader.GetString();
            else if (language == "en")
                english = reader.GetString();
        }

        return new Expectation(english ?? japanese ?? "", japanese ?? english ?? "");
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, Expectation value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(value);
        if (value.English == value.Japanese)
        {
            writer.WriteStringValue(value.English);
            return;
        }

        writer.WriteStartObject();
        writer.WriteString("en", value.English);
        writer.WriteString("ja", value.Japanese);
        writer.WriteEndObject();
    }
}
