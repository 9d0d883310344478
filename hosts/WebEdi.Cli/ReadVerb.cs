using WebEdi.Diagnostics;

namespace WebEdi.Cli;

/// <summary>Reads a file message by message and shows what is in it.</summary>
internal sealed class ReadVerb(Stream output, TextWriter text, TextWriter errors, MessageShape shape)
{
    private bool IsJson => shape is MessageShape.Summary or MessageShape.Faults or MessageShape.Document;

    public async Task<int> RunAsync(InputFile file, EdiReadOptions options, CancellationToken cancellationToken)
    {
        EdiFileReader reader = new(options with { FileName = file.Name });
        // Only flushed: the output outlives this file, and another one may follow.
        BufferedStream buffered = new(output, 64 * 1024);
        try
        {
            Progress progress = new(errors, file);
            await foreach (EdiMessage message in reader.ReadAsync(file.Content, cancellationToken).ConfigureAwait(false))
            {
                Show(buffered, message);
                progress.Tell();
            }

            progress.End();
            ShowEnd(buffered, reader);
        }
        catch (EdiFormatException e)
        {
            ShowUnreadable(buffered, file, e.Diagnostics);
            return ExitCodes.CannotRead;
        }
        finally
        {
            await buffered.FlushAsync(cancellationToken).ConfigureAwait(false);
        }

        return reader.Summary.Errors > 0 ? ExitCodes.FaultsFound : ExitCodes.Clean;
    }

    private void Show(Stream stream, EdiMessage message)
    {
        if (!IsJson)
        {
            if (shape == MessageShape.Text)
                text.WriteLine(TextOf(message));
            foreach (FieldOrigin origin in message.Origins)
                Show(origin, "  ");
            foreach (Diagnostic fault in message.Diagnostics)
                text.WriteLine(fault);
            return;
        }

        using JsonLine line = new(stream);
        MessageJson.WriteEnvelope(line.Json, message);
        if (shape == MessageShape.Summary)
            MessageJson.WriteFirst(line.Json, message);
        else if (shape == MessageShape.Document)
            MessageJson.WriteDocument(line.Json, message);
        MessageJson.WriteDiagnostics(line.Json, message.Diagnostics);
    }

    private void Show(FieldOrigin origin, string indent)
    {
        string row = origin.TableLine > 0 ? $", line {origin.TableLine} of the table" : "";
        string bytes = origin.Inputs.Count > 0 ? "" : $" {origin.Position}, {origin.Length} bytes from {origin.Position.Offset}";
        text.WriteLine($"{indent}{origin.Path} = {origin.Value}   <- {origin.Source}{row}{bytes}");
        foreach (FieldOrigin input in origin.Inputs)
            Show(input, indent + "    ");
    }

    private void ShowUnreadable(Stream stream, InputFile file, IReadOnlyList<Diagnostic> faults)
    {
        if (IsJson)
        {
            using (JsonLine line = new(stream))
                MessageJson.WriteDiagnostics(line.Json, faults);
            using JsonLine end = new(stream);
            MessageJson.WriteSummary(end.Json, new EdiFileSummary(0, 0, 0, faults.Count, 0));
            return;
        }

        foreach (Diagnostic fault in faults)
            text.WriteLine(fault);
        text.WriteLine($"{file.Name}: nothing can be read");
    }

    private void ShowEnd(Stream stream, EdiFileReader reader)
    {
        EdiFileSummary summary = reader.Summary;
        if (IsJson)
        {
            using JsonLine line = new(stream);
            MessageJson.WriteSummary(line.Json, summary);
            MessageJson.WriteDiagnostics(line.Json, reader.Outside);
            return;
        }

        foreach (Diagnostic fault in reader.Outside)
            text.WriteLine(fault);
        text.WriteLine($"{summary.Interchanges} interchanges, {summary.Groups} groups, {summary.Messages} messages, {summary.Errors} errors, {summary.Warnings} warnings");
    }

    private static string TextOf(EdiMessage message)
    {
        string head = string.Join(' ', new[] { message.Format, message.MessageType, message.Version, message.MessageReference }.Where(t => !string.IsNullOrEmpty(t)));
        return message.Document is not null
            ? $"{head}: {message.DocumentKind} {message.DocumentNumber}, {message.Buyer ?? "-"} -> {message.Supplier ?? "-"}, {message.LineCount} lines"
            : $"{head}: {message.Segments} segments";
    }
}
