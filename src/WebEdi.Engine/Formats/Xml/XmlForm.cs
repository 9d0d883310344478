using System.Collections.Frozen;
using System.Text.Json;

namespace WebEdi.Engine.Formats.Xml;

/// <summary>What a family of documents wants of those that are written: the order of elements, their namespaces, what must be there. Data, one file per family.</summary>
internal sealed class XmlForm
{
    private readonly FrozenDictionary<string, string> _types;
    private readonly FrozenDictionary<string, Part[]> _order;
    private readonly string _space;

    private XmlForm(JsonElement root)
    {
        _space = root.GetProperty("space").GetString()!;
        (GroupPrefix, GroupSpace) = Space(root.GetProperty("groups"));
        (ValuePrefix, ValueSpace) = Space(root.GetProperty("values"));
        JsonElement currency = root.GetProperty("currency");
        (AmountEnd, AmountCurrency, Currency) = (currency.GetProperty("of").GetString()!, currency.GetProperty("attribute").GetString()!, currency.GetProperty("from").GetString()!);
        _types = root.GetProperty("types").EnumerateObject().ToFrozenDictionary(p => p.Name, p => p.Value.GetString()!, StringComparer.Ordinal);
        _order = root.GetProperty("order").EnumerateObject().ToFrozenDictionary(p => p.Name, p => Parts(p.Value.GetString()!), StringComparer.Ordinal);
    }

    /// <summary>Gets UBL.</summary>
    public static XmlForm Ubl { get; } = Load("ubl.order.json");

    /// <summary>Gets the prefix of elements in which others stand.</summary>
    public string GroupPrefix { get; }

    /// <summary>Gets the namespace of elements in which others stand.</summary>
    public string GroupSpace { get; }

    /// <summary>Gets the prefix of elements with values.</summary>
    public string ValuePrefix { get; }

    /// <summary>Gets the namespace of elements with values.</summary>
    public string ValueSpace { get; }

    /// <summary>Gets what the names of amounts end with.</summary>
    public string AmountEnd { get; }

    /// <summary>Gets the attribute of amounts that holds their currency.</summary>
    public string AmountCurrency { get; }

    /// <summary>Gets the element of the document that holds its currency.</summary>
    public string Currency { get; }

    /// <summary>Finds the form of a type of documents.</summary>
    /// <returns>Null: nobody knows the order of its elements.</returns>
    public static XmlForm? Of(string type) => Ubl.Has(type) ? Ubl : null;

    /// <summary>Tells whether a type of documents is one of the family.</summary>
    public bool Has(string type) => _order.ContainsKey(type);

    /// <summary>Gets the namespace of a type of documents.</summary>
    public string SpaceOf(string type) => string.Format(System.Globalization.CultureInfo.InvariantCulture, _space, type);

    /// <summary>Gets what may stand in an element, in its order; empty: values only.</summary>
    public IReadOnlyList<Part> PartsOf(string element) => _order.GetValueOrDefault(_types.GetValueOrDefault(element, element)) ?? [];

    /// <summary>Finds a part of an element; null: it has no such part.</summary>
    public Part? PartOf(string element, string name) => PartsOf(element).FirstOrDefault(p => p.Name == name);

    private static XmlForm Load(string file)
    {
        using Stream stream = typeof(XmlForm).Assembly.GetManifestResourceStream("WebEdi.Engine.Formats.Xml." + file)!;
        using JsonDocument json = JsonDocument.Parse(stream, new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip });
        return new XmlForm(json.RootElement);
    }

    private static (string Prefix, string Space) Space(JsonElement of) => (of.GetProperty("prefix").GetString()!, of.GetProperty("space").GetString()!);

    private static Part[] Parts(string text) =>
        [.. text.Split(' ').Select(p => new Part(p.TrimEnd('*', '!'), p.Contains('!', StringComparison.Ordinal), p.Contains('*', StringComparison.Ordinal)))];

    /// <summary>A part of an element.</summary>
    /// <param name="Name">Its name.</param>
    /// <param name="IsNeeded">Whether it must be there.</param>
    /// <param name="IsRepeated">Whether it may stand several times.</param>
    internal sealed record Part(string Name, bool IsNeeded, bool IsRepeated);
}
