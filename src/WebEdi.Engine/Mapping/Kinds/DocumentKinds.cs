using WebEdi.Documents;

namespace WebEdi.Engine.Mapping.Kinds;

/// <summary>All kinds of documents.</summary>
internal static class DocumentKinds
{
    /// <summary>Gets the kinds.</summary>
    public static IReadOnlyList<DocumentKind> All => field ??= [.. Names.Select(Find)];

    /// <summary>Gets their names.</summary>
    public static string[] Names { get; } = ["order", "orderResponse", "despatchAdvice", "receiptAdvice", "invoice", "deliverySchedule"];

    /// <summary>Gets the properties of maps that tell where levels begin.</summary>
    public static IReadOnlyList<string> WayKeys => field ??= [.. All.SelectMany(k => k.Levels).Select(l => l.Ways).OfType<string>().Distinct()];

    /// <summary>Finds a kind; the others, each with a hundred places, are not made for it.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    public static DocumentKind Find(string name) => name switch
    {
        "order" => OrderKind.Kind,
        "orderResponse" => OrderResponseKind.Kind,
        "despatchAdvice" => DespatchAdviceKind.Kind,
        "receiptAdvice" => ReceiptAdviceKind.Kind,
        "invoice" => InvoiceKind.Kind,
        _ => DeliveryScheduleKind.Kind,
    };

    /// <summary>Finds the kind of a document.</summary>
    /// <exception cref="ArgumentException">Nothing is known about such documents.</exception>
    public static DocumentKind Of(IEdiDocument document)
    {
        foreach (DocumentKind kind in All)
        {
            if (kind.Type == document.GetType())
                return kind;
        }

        throw new ArgumentException($"A {document.GetType().Name} is no kind of document; expected {string.Join(", ", All.Select(k => k.Type.Name))}.", nameof(document));
    }
}
