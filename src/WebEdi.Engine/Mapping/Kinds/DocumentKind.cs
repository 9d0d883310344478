using WebEdi.Documents;

namespace WebEdi.Engine.Mapping.Kinds;

/// <summary>A kind of documents: what maps can fill, and how documents are made of it.</summary>
/// <param name="head">The head; its key is the name of the kind.</param>
/// <param name="type">The type of the documents.</param>
/// <param name="first">What stands in the first line.</param>
internal sealed class DocumentKind(DocumentLevel head, Type type, Func<IEdiDocument, LineFacts?> first)
{
    /// <summary>Gets its name: order, orderResponse.</summary>
    public string Name => head.Key;

    /// <summary>Gets the head.</summary>
    public DocumentLevel Head => head;

    /// <summary>Gets the lines.</summary>
    public DocumentLevel Line { get; } = LineOf(head);

    /// <summary>Gets the type of the documents.</summary>
    public Type Type => type;

    /// <summary>Begins a document.</summary>
    public HeadDraft NewDraft() => (HeadDraft)head.NewDraft();

    /// <summary>Gets what stands in the first line; null: there are no lines.</summary>
    public LineFacts? First(IEdiDocument document) => first(document);

    /// <summary>Counts the lines of a document.</summary>
    public int CountLines(IEdiDocument document) => Line.Parts(document).Count;

    private static DocumentLevel LineOf(DocumentLevel head)
    {
        foreach (DocumentLevel level in head.Below)
        {
            if (level.Key == "line")
                return level;
        }

        throw new ArgumentException($"{head.Key} has no lines.", nameof(head));
    }

    /// <summary>Gets all levels, the head first, each before those below it.</summary>
    public IEnumerable<DocumentLevel> Levels => WithBelow(head);

    private static IEnumerable<DocumentLevel> WithBelow(DocumentLevel level) => [level, .. level.Below.SelectMany(WithBelow)];
}

/// <summary>The first things of a line.</summary>
/// <param name="Item">Of its item numbers, the one that counts first.</param>
/// <param name="Quantity">The quantity that the document is about.</param>
/// <param name="Unit">Its unit.</param>
/// <param name="Price">The price of a unit.</param>
internal readonly record struct LineFacts(string? Item, decimal? Quantity, string? Unit, decimal? Price);
