using WebEdi.Diagnostics;

namespace WebEdi.Cli;

/// <summary>Writes the acknowledgements of a file; how much was rejected goes where errors go.</summary>
/// <param name="output">Where the acknowledgements go.</param>
/// <param name="errors">Where the counts go.</param>
/// <param name="json">Whether they are JSON.</param>
internal sealed class AcknowledgeVerb(Stream output, TextWriter errors, bool json)
{
    /// <summary>Acknowledges a file.</summary>
    /// <exception cref="ArgumentException">An option cannot be.</exception>
    public async Task<int> RunAsync(InputFile file, EdiAcknowledgementOptions options, EdiReadOptions reading, CancellationToken cancellationToken)
    {
        EdiAcknowledged done;
        try
        {
            done = await EdiAcknowledgement.WriteAsync(file.Content, output, options, reading with { FileName = file.Name }, cancellationToken).ConfigureAwait(false);
            await output.FlushAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (EdiFormatException e)
        {
            foreach (Diagnostic fault in e.Diagnostics)
                await errors.WriteLineAsync(fault.ToString()).ConfigureAwait(false);
            return ExitCodes.CannotRead;
        }

        await errors.WriteLineAsync(json
            ? JsonLine.Text(to => MessageJson.WriteAcknowledged(to, done))
            : $"{done.Interchanges} interchanges acknowledged, {done.Faulty} of them with a faulty envelope; {done.Messages} messages, {done.Rejected} rejected").ConfigureAwait(false);
        return done.Interchanges == 0 || done.Rejected > 0 || done.Faulty > 0 ? ExitCodes.FaultsFound : ExitCodes.Clean;
    }
}
