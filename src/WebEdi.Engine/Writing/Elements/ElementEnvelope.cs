using System.Globalization;
using System.Text.RegularExpressions;
using WebEdi.Engine.Formats;
using WebEdi.Engine.Formats.Xml;

namespace WebEdi.Engine.Writing.Elements;

/// <summary>Says in documents of elements, and around them, what no field says: who sends to whom, under which reference, when.</summary>
/// <param name="form">What the family of documents wants.</param>
/// <param name="options">What the caller says.</param>
internal sealed partial class ElementEnvelope(XmlForm form, EdiWriteOptions options)
{
    /// <summary>Gets or sets who sends the document, as it says itself.</summary>
    public string? Sender { get; set; }

    /// <summary>Gets or sets who receives it.</summary>
    public string? Receiver { get; set; }

    /// <summary>Begins a document.</summary>
    public void Clear() => (Sender, Receiver) = (null, null);

    /// <summary>Tells whether a reader finds in the envelope who sends or receives.</summary>
    public bool IsSaid(bool isSender, string? text) => (isSender ? options.Sender : options.Receiver) is { } said && (said.Length == 0 || said == text);

    /// <summary>Puts what every document says, where nothing stands yet.</summary>
    /// <param name="document">The document.</param>
    /// <param name="type">Its type.</param>
    public void Complete(ElementOut document, string type)
    {
        foreach ((string[] way, string text) in form.Control)
            Put(document, way, Filled(text, type));
        if (form.Marks.Count > 0)
            Mark(document, isRoot: true);
    }

    /// <summary>Makes the root element around a document.</summary>
    public ElementOut Around(ElementOut document, string type)
    {
        ElementOut root = new(form.Wrapper!);
        foreach ((string[] way, string text) in form.Around)
            Put(root, way, Filled(text, type));
        Reach(root, form.At).Children.Add(document);
        return root;
    }

    private void Mark(ElementOut element, bool isRoot)
    {
        foreach ((string[] way, string text) in form.Marks.Where(m => m.Way[0] == (isRoot ? "document" : "group")))
            element.Children.Insert(0, new ElementOut(way[1]) { Text = text });
        foreach (ElementOut group in element.Children.Where(c => form.PartsOf(c.Name).Count > 0))
            Mark(group, isRoot: false);
    }

    private static void Put(ElementOut root, string[] way, string? text)
    {
        if (text is not null)
            Reach(root, way).Text ??= text;
    }

    private static ElementOut Reach(ElementOut root, string[] way)
    {
        ElementOut at = root;
        foreach (string name in way)
        {
            ElementOut? next = at.Children.Find(c => c.Name == name);
            if (next is null)
                at.Children.Add(next = new ElementOut(name));
            at = next;
        }

        return at;
    }

    private string? Filled(string text, string type)
    {
        bool isSaid = true;
        string filled = Word().Replace(text, m =>
        {
            string? value = ValueOf(m.Groups[1].Value, type);
            isSaid &= !string.IsNullOrEmpty(value);
            return value ?? "";
        });
        return isSaid ? filled : null;
    }

    private string? ValueOf(string word, string type) => word switch
    {
        "type" => type,
        "sender" => options.Sender.Length > 0 ? options.Sender : Sender,
        "receiver" => options.Receiver.Length > 0 ? options.Receiver : Receiver,
        "senderDomain" => options.SenderQualifier ?? "NetworkId",
        "receiverDomain" => options.ReceiverQualifier ?? "NetworkId",
        "reference" => options.Reference,
        "moment" => options.PreparedAt.ToString("yyyy-MM-ddTHH:mm:sszzz", CultureInfo.InvariantCulture),
        "date" => options.PreparedAt.ToString("yyyyMMdd", CultureInfo.InvariantCulture),
        "time" => options.PreparedAt.ToString("HHmmss", CultureInfo.InvariantCulture),
        "mode" => options.IsTest ? "test" : "production",
        "test" => options.IsTest ? "X" : null,
        _ => null,
    };

    [GeneratedRegex(@"\{([a-zA-Z]+)\}", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Word();
}
