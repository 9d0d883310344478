using WebEdi.Diagnostics;
using WebEdi.Engine.Formats;
using WebEdi.Engine.Mapping;
using WebEdi.Engine.Partners;
using WebEdi.Engine.Reading;
using WebEdi.Storage;

namespace WebEdi.Engine;

/// <summary>Makes the acknowledgements of received files: from the stored bytes, under the map and the profile that the file was accepted for, so that every time gives the same.</summary>
internal sealed class ReceiptAcknowledgements(IEdiStore store, InboundMaps maps, PartnerLibrary partners, MessageReader reader)
{
    /// <summary>The control numbers that a file has for the interchanges that answer it; ISA13 has nine digits, so they begin anew after almost ten million files of a tenant.</summary>
    private const int NumbersOfFile = 100;

    private const int Files = 9_999_999;

    /// <summary>Writes the acknowledgements of a receipt.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="receiptId">The receipt.</param>
    /// <param name="onlyWhenAsked">Whether the partner's profile must ask for it.</param>
    /// <param name="output">Where they go.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <returns>What was acknowledged; null: no such receipt, not done yet, nobody asks, or no format that is acknowledged.</returns>
    public async Task<EdiAcknowledged?> WriteAsync(string tenant, string receiptId, bool onlyWhenAsked, Stream output, CancellationToken cancellationToken)
    {
        Receipt? receipt = await store.Inbox.FindAsync(tenant, receiptId, cancellationToken).ConfigureAwait(false);
        if (receipt is not { State: ReceiptState.Published or ReceiptState.Refused } || !Acknowledger.Answers(receipt.DetectedFormat?.Split(',')[0]))
            return null;

        InboundFile file = receipt.File;
        PartnerProfile? profile = await partners.FindPinnedAsync(file, cancellationToken).ConfigureAwait(false);
        if (onlyWhenAsked && profile?.Acknowledge is null)
            return null;

        CompiledMap map = await maps.FindPinnedAsync(file, cancellationToken).ConfigureAwait(false);
        Stream content = await store.Inbox.OpenContentAsync(tenant, receiptId, cancellationToken).ConfigureAwait(false)
            ?? throw new EdiStoreException($"The bytes of receipt {receiptId} are gone.", isTransient: false);
        await using (content.ConfigureAwait(false))
        {
            Result<FileSurvey> survey = await reader.SurveyAsync(content, file.FileName, map.Reading, file.Encoding, cancellationToken).ConfigureAwait(false);
            EdiAcknowledgementOptions options = new()
            {
                Set = profile?.Acknowledge is "997" or "999" ? profile.Acknowledge : null,
                Reference = FirstNumberOf(receipt.Number),
                PreparedAt = receipt.FinishedAt ?? file.ReceivedAt,
            };
            return survey.Value is { } found
                ? await Acknowledger.WriteAsync(reader, content, found, found.Plan.Tolerances, options, output, cancellationToken).ConfigureAwait(false)
                : null;
        }
    }

    /// <summary>The first control number of a file: the same at every reading, and no other file's.</summary>
    private static int FirstNumberOf(long receipt) => (int)((receipt - 1) % Files * NumbersOfFile) + 1;
}
