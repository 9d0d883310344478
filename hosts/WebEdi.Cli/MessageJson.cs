using System.Text.Json;
using WebEdi.Diagnostics;
using WebEdi.Documents;

namespace WebEdi.Cli;

/// <summary>The JSON that programs read: its names do not change.</summary>
internal static class MessageJson
{
    public static void WriteEnvelope(Utf8JsonWriter json, EdiMessage message)
    {
        json.WriteString("format", message.Format);
        json.WriteString("messageType", message.MessageType);
        json.WriteString("version", message.Version);
        json.WriteString("interchangeReference", message.InterchangeReference);
        json.WriteString("groupReference", message.GroupReference);
        json.WriteString("messageReference", message.MessageReference);
        json.WriteString("sender", message.Sender);
        json.WriteString("receiver", message.Receiver);
        json.WriteNumber("segments", message.Segments);
        if (message.Map is not null)
            json.WriteString("map", message.Map);
    }

    /// <summary>Writes the first things of a document.</summary>
    public static void WriteFirst(Utf8JsonWriter json, EdiMessage message)
    {
        if (message.Document is null)
            return;

        json.WriteString("documentKind", message.DocumentKind);
        json.WriteString("documentNumber", message.DocumentNumber);
        json.WriteString("currency", message.Currency);
        json.WriteString("buyer", message.Buyer);
        json.WriteString("supplier", message.Supplier);
        json.WriteNumber("lineCount", message.LineCount);
        if (message.FirstLine is not { } line)
            return;

        json.WriteStartObject("firstLine");
        json.WriteString("item", line.Item);
        Number(json, "quantity", line.Quantity);
        json.WriteString("unit", line.Unit);
        Number(json, "price", line.Price);
        json.WriteEndObject();
    }

    public static void WriteDocument(Utf8JsonWriter json, EdiMessage message)
    {
        json.WriteString("documentKind", message.DocumentKind);
        json.WritePropertyName("document");
        if (message.Document is { } document)
            JsonSerializer.Serialize(json, document, DocumentJson.TypeOf(document));
        else
            json.WriteNullValue();

        if (message.Origins.Count == 0)
            return;

        json.WriteStartArray("origins");
        foreach (FieldOrigin origin in message.Origins)
            WriteOrigin(json, origin);

        json.WriteEndArray();
    }

    private static void WriteOrigin(Utf8JsonWriter json, FieldOrigin origin)
    {
        json.WriteStartObject();
        json.WriteString("path", origin.Path);
        json.WriteString("value", origin.Value);
        json.WriteString("source", origin.Source);
        json.WriteNumber("line", origin.Position.Line);
        json.WriteNumber("column", origin.Position.Column);
        json.WriteNumber("offset", origin.Position.Offset);
        json.WriteNumber("length", origin.Length);
        if (origin.TableLine > 0)
            json.WriteNumber("tableLine", origin.TableLine);
        if (origin.Inputs.Count > 0)
        {
            json.WriteStartArray("inputs");
            foreach (FieldOrigin input in origin.Inputs)
                WriteOrigin(json, input);
            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    public static void WriteSummary(Utf8JsonWriter json, EdiFileSummary summary)
    {
        json.WriteStartObject("summary");
        json.WriteNumber("interchanges", summary.Interchanges);
        json.WriteNumber("groups", summary.Groups);
        json.WriteNumber("messages", summary.Messages);
        json.WriteNumber("errors", summary.Errors);
        json.WriteNumber("warnings", summary.Warnings);
        json.WriteEndObject();
    }

    public static void WriteDiagnostics(Utf8JsonWriter json, IReadOnlyList<Diagnostic> diagnostics)
    {
        json.WriteStartArray("diagnostics");
        foreach (Diagnostic diagnostic in diagnostics)
            Write(json, diagnostic);
        json.WriteEndArray();
    }

    /// <summary>Writes something that a written file does not say.</summary>
    public static void WriteLoss(Utf8JsonWriter json, WriteLoss loss)
    {
        json.WriteStartObject("loss");
        json.WriteNumber("document", loss.Document);
        json.WriteString("documentNumber", loss.DocumentNumber);
        json.WriteString("line", loss.Line);
        json.WriteString("path", loss.Path);
        json.WriteString("value", loss.Value);
        json.WriteString("written", loss.Written);
        json.WriteString("reason", JsonNamingPolicy.CamelCase.ConvertName(loss.Reason.ToString()));
        json.WriteEndObject();
    }

    /// <summary>Writes how much a file that was written holds.</summary>
    public static void WriteWritten(Utf8JsonWriter json, EdiFileWriter writer)
    {
        json.WriteStartObject("written");
        json.WriteNumber("documents", writer.Documents);
        json.WriteNumber("losses", writer.LossCount);
        json.WriteEndObject();
    }

    /// <summary>Writes what was acknowledged.</summary>
    public static void WriteAcknowledged(Utf8JsonWriter json, EdiAcknowledged done)
    {
        json.WriteStartObject("acknowledged");
        json.WriteNumber("interchanges", done.Interchanges);
        json.WriteNumber("faulty", done.Faulty);
        json.WriteNumber("messages", done.Messages);
        json.WriteNumber("rejected", done.Rejected);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, Diagnostic diagnostic)
    {
        SourcePosition at = diagnostic.Position;
        json.WriteStartObject();
        json.WriteString("code", diagnostic.Code);
        json.WriteString("severity", diagnostic.Severity switch { Severity.Error => "error", Severity.Warning => "warning", _ => "information" });
        Number(json, "line", at.Line);
        Number(json, "column", at.Column);
        if (at.Offset >= 0)
            json.WriteNumber("offset", at.Offset);
        else
            json.WriteNull("offset");
        Number(json, "segment", at.Segment);
        Number(json, "element", at.Element);
        Number(json, "component", at.Component);
        json.WriteString("path", diagnostic.Path);
        json.WriteString("found", diagnostic.Found);
        json.WriteString("expected", diagnostic.Expected?.ToString());
        json.WriteString("message", diagnostic.Message);
        json.WriteEndObject();
    }

    /// <summary>Counts begin at 1; 0 means that it is not known.</summary>
    private static void Number(Utf8JsonWriter json, string name, int value)
    {
        if (value > 0)
            json.WriteNumber(name, value);
        else
            json.WriteNull(name);
    }

    private static void Number(Utf8JsonWriter json, string name, decimal? value)
    {
        if (value is { } number)
            json.WriteNumber(name, number);
        else
            json.WriteNull(name);
    }
}
