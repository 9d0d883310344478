using System.Text.Encodings.Web;
using System.Text.Json;

namespace WebEdi.Engine.Formats.Json;

/// <summary>Writes a document of properties as one line of JSON.</summary>
internal static class JsonElementWriter
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes a document.</summary>
    public static void Write(ElementOut document, Stream output)
    {
        using Utf8JsonWriter json = new(output, Options);
        WriteObject(json, document);
    }

    private static void WriteObject(Utf8JsonWriter json, ElementOut element)
    {
        json.WriteStartObject();
        foreach (IGrouping<string, ElementOut> property in element.Children.GroupBy(c => c.Name))
        {
            json.WritePropertyName(property.Key);
            ElementOut[] values = [.. property];
            bool isList = values.Length > 1 || values[0].IsListed;
            if (isList)
                json.WriteStartArray();
            foreach (ElementOut value in values)
                WriteValue(json, value);
            if (isList)
                json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    private static void WriteValue(Utf8JsonWriter json, ElementOut value)
    {
        if (value.Text is not { } text)
            WriteObject(json, value);
        else if (value.IsBare)
            json.WriteRawValue(text);
        else
            json.WriteStringValue(text);
    }
}
