using System.Text.Json;

namespace WebEdi.Cli;

/// <summary>Tells what a file is.</summary>
internal sealed class DetectVerb(Stream output, TextWriter text, bool json)
{
    public async Task<int> RunAsync(InputFile file, CancellationToken cancellationToken)
    {
        FormatFinding found = await EdiFileReader.DetectAsync(file.Content, cancellationToken).ConfigureAwait(false);
        if (json)
        {
            using JsonLine line = new(output);
            line.Json.WriteString("file", file.Name);
            line.Json.WriteString("format", found.Format);
            line.Json.WriteNumber("confidence", found.Confidence);
            line.Json.WriteString("evidence", found.Evidence);
        }
        else
        {
            await text.WriteLineAsync($"{file.Name}: {found.Format ?? "unknown"} ({found.Confidence} %): {found.Evidence}").ConfigureAwait(false);
        }

        return found.Format is null ? ExitCodes.CannotRead : ExitCodes.Clean;
    }
}

/// <summary>One JSON object on one line.</summary>
internal sealed class JsonLine : IDisposable
{
    private static readonly JsonWriterOptions Readable = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };
    private readonly Stream _output;

    public JsonLine(Stream output)
    {
        _output = output;
        Json = new Utf8JsonWriter(output, Readable);
        Json.WriteStartObject();
    }

    /// <summary>Gets the writer, inside the object.</summary>
    public Utf8JsonWriter Json { get; }

    /// <summary>Returns an object as text, without a line break.</summary>
    public static string Text(Action<Utf8JsonWriter> write)
    {
        using MemoryStream line = new();
        using (JsonLine made = new(line))
            write(made.Json);
        return System.Text.Encoding.UTF8.GetString(line.GetBuffer(), 0, (int)line.Length - 1);
    }

    public void Dispose()
    {
        Json.WriteEndObject();
        Json.Dispose();
        _output.WriteByte((byte)'\n');
    }
}
