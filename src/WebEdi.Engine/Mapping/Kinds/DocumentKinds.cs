using WebEdi.Documents;

namespace WebEdi.Engine.Mapping.Kinds;

/// <summary>All kinds of documents.</summary>
internal static class DocumentKinds
{
    /// <summary>Gets the kinds.</summary>
    public static IReadOnlyList<DocumentKind> All { get; } = [OrderKind.Kind, OrderResponseKind.Kind, DespatchAdviceKind.Kind, ReceiptAdviceKind.Kind, InvoiceKind.Kind, DeliveryScheduleKind.Kind];

    /// <summary>Gets the names of the kinds, and of all levels below their heads.</summary>
    public static IReadOnlyList<string> LevelKeys { get; } = [.. All.SelectMany(k => k.Levels).Select(l => l.Key).Distinct()];

    /// <summary>Gets the properties of maps that tell where levels begin.</summary>
    public static IReadOnlyList<string> WayKeys { get; } = [.. All.SelectMany(k => k.Levels).Select(l => l.Ways).OfType<string>().Distinct()];

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
