using WebEdi.Engine.Mapping;

namespace WebEdi;

/// <summary>The JSON form of the canonical documents, for editors, documentation and programs that exchange them.</summary>
public static class DocumentFormat
{
    private static readonly Lazy<Dictionary<string, string>> Schemas = new(static () => Documents!.ToDictionary(d => d, d => new PublishedSchema($"WebEdi.Schemas.Documents.{d}.json").Json, StringComparer.Ordinal));

    /// <summary>Gets the kinds of documents: order, orderResponse, despatchAdvice, receiptAdvice, invoice, deliverySchedule.</summary>
    public static IReadOnlyList<string> Documents { get; } = ["order", "orderResponse", "despatchAdvice", "receiptAdvice", "invoice", "deliverySchedule"];

    /// <summary>Gets the JSON Schema (draft 7) of a kind of document.</summary>
    /// <param name="document">One of <see cref="Documents"/>.</param>
    /// <returns>The schema; null when there is no such kind.</returns>
    /// <remarks>It describes what the engine writes and accepts: members that are not named are ignored, and what is left out has the default that it names.</remarks>
    public static string? Schema(string document)
    {
        ArgumentNullException.ThrowIfNull(document);
        return Schemas.Value.GetValueOrDefault(document);
    }
}
