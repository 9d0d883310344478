using WebEdi.Diagnostics;
using WebEdi.Documents;

namespace WebEdi.Cli;

/// <summary>Reads documents with one map and writes them with another. What is wrong and what is lost goes where errors go.</summary>
/// <param name="output">Where the file goes.</param>
/// <param name="errors">Where faults and losses go.</param>
/// <param name="json">Whether they are JSON, one object a line.</param>
internal sealed class ConvertVerb(Stream output, TextWriter errors, bool json)
{
    private int _left;
    private int _faults;

    /// <summary>Converts a file.</summary>
    /// <param name="file">The file.</param>
    /// <param name="reading">How it is read.</param>
    /// <param name="writing">How it is written; an empty sender or receiver is taken from the file.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="ArgumentException">An option cannot stand in such a file.</exception>
    public async Task<int> RunAsync(InputFile file, EdiReadOptions reading, EdiWriteOptions writing, CancellationToken cancellationToken)
    {
        EdiFileReader reader = new(reading with { FileName = file.Name });
        EdiFileWriter writer;
        try
        {
            IAsyncEnumerator<EdiMessage> messages = Sound(reader.ReadAsync(file.Content, cancellationToken)).GetAsyncEnumerator(cancellationToken);
            await using (messages.ConfigureAwait(false))
            {
                if (!await messages.MoveNextAsync().ConfigureAwait(false))
                {
                    Tell(reader.Outside);
                    await errors.WriteLineAsync($"{file.Name}: there is no document that can be written").ConfigureAwait(false);
                    return ExitCodes.FaultsFound;
                }

                writer = new EdiFileWriter(With(messages.Current, writing, reading.KeepSegments));
                await writer.WriteAsync(All(messages), output, cancellationToken).ConfigureAwait(false);
                await output.FlushAsync(cancellationToken).ConfigureAwait(false);
            }
        }
        catch (EdiFormatException e)
        {
            Tell(e.Diagnostics);
            return ExitCodes.CannotRead;
        }

        Tell(reader.Outside);
        Tell(writer);
        return reader.Summary.Errors > 0 || _left > 0 || _faults > 0 || writer.LossCount > 0 ? ExitCodes.FaultsFound : ExitCodes.Clean;
    }

    private static EdiWriteOptions With(EdiMessage first, EdiWriteOptions writing, bool keep) => writing with
    {
        // Segments that are kept belong to the version that they came in.
        Version = writing.Version ?? (keep && first is { Format: "x12", Version.Length: >= 6 } ? first.Version : null),
        Sender = writing.Sender.Length > 0 ? writing.Sender : first.Sender ?? first.Buyer ?? "",
        Receiver = writing.Receiver.Length > 0 ? writing.Receiver : first.Receiver ?? first.Supplier ?? "",
    };

    private static async IAsyncEnumerable<EdiMessage> All(IAsyncEnumerator<EdiMessage> messages)
    {
        do
            yield return messages.Current;
        while (await messages.MoveNextAsync().ConfigureAwait(false));
    }

    /// <summary>A message with an error is not handed on: whoever gets the new file could not see it any more.</summary>
    private async IAsyncEnumerable<EdiMessage> Sound(IAsyncEnumerable<EdiMessage> messages)
    {
        await foreach (EdiMessage message in messages.ConfigureAwait(false))
        {
            Tell(message.Diagnostics);
            if (message.Document is not null && message.Diagnostics.All(d => d.Severity != Severity.Error))
            {
                yield return message;
                continue;
            }

            _left++;
            string reason = message.Document is null ? "no map is for it" : "it has errors";
            await errors.WriteLineAsync($"{message.Format} {message.MessageType} {message.MessageReference}: left out, {reason}").ConfigureAwait(false);
        }
    }

    private void Tell(IReadOnlyList<Diagnostic> diagnostics)
    {
        _faults += diagnostics.Count(d => d.Severity == Severity.Error);
        if (diagnostics.Count == 0)
            return;

        if (json)
        {
            errors.WriteLine(JsonLine.Text(to => MessageJson.WriteDiagnostics(to, diagnostics)));
            return;
        }

        foreach (Diagnostic fault in diagnostics)
            errors.WriteLine(fault);
    }

    private void Tell(EdiFileWriter writer)
    {
        foreach (WriteLoss loss in writer.Losses)
            errors.WriteLine(json ? JsonLine.Text(to => MessageJson.WriteLoss(to, loss)) : loss.ToString());
        if (json)
            errors.WriteLine(JsonLine.Text(to => MessageJson.WriteWritten(to, writer)));
        else
            errors.WriteLine($"{writer.Documents} documents written, {writer.LossCount} losses");
    }
}
