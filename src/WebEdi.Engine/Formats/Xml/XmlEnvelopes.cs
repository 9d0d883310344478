using System.Text;

namespace WebEdi.Engine.Formats.Xml;

/// <summary>Makes the envelopes of the documents of one file.</summary>
internal sealed class XmlEnvelopes(SymbolTable symbols)
{
    private readonly Dictionary<XmlProfile, Ways> _ways = [];
    private static readonly string[] IdocTypes = ["ORDERS", "ORDCHG", "ORDRSP", "DESADV", "INVOIC", "DELFOR"];

    private readonly ElementWay _idocType = new(symbols, "EDI_DC40/MESTYP");
    private readonly ElementWay _idocBasicType = new(symbols, "EDI_DC40/IDOCTYP");
    private readonly ElementWay _idocTest = new(symbols, "EDI_DC40/TEST");
    private readonly Lazy<Frame> _frame = new(() => new Frame(symbols));

    /// <summary>Reads who sent a document to whom.</summary>
    /// <param name="tree">The document.</param>
    /// <param name="name">The name of its element.</param>
    /// <param name="space">The namespace of that.</param>
    /// <param name="root">The name of the root around it; null: it is the root.</param>
    /// <param name="wrapper">The envelope around it.</param>
    /// <param name="frame">The elements of the envelope.</param>
    public Envelope Of(ElementTree tree, string name, string space, string? root, XmlWrapper wrapper, ElementTree frame)
    {
        XmlProfile? profile = XmlProfile.Find(name, space);
        Ways? ways = profile is null ? null : WaysOf(profile);
        bool isIdoc = profile?.Name == "IDoc";
        int sender = First(ways?.Sender, tree), receiver = First(ways?.Receiver, tree);
        string? reference = Text(tree, First(ways?.Reference, tree));
        Envelope own = new()
        {
            Format = XmlWorkshop.Format,
            MessageType = (isIdoc ? IdocType(tree, root) : null) ?? name,
            Version = Version(ways, tree, space),
            MessageReference = reference,
            DocumentNumber = isIdoc ? null : reference,
            Sender = Text(tree, sender),
            SenderQualifier = SchemeOf(tree, sender),
            Receiver = Text(tree, receiver),
            ReceiverQualifier = SchemeOf(tree, receiver),
            IsTest = isIdoc && _idocTest.Find(tree, 0) >= 0,
        };
        return wrapper is XmlWrapper.None or XmlWrapper.Soap || frame.Count == 0 ? own : _frame.Value.Around(own, frame, wrapper);
    }

    /// <summary>Reads the type of an IDoc; where its control record says none, the basic type tells it, or the root that is named after that: ORDERS05, ORDERSEXT.</summary>
    private string? IdocType(ElementTree tree, string? root)
    {
        if (Text(tree, _idocType.Find(tree, 0)) is { Length: > 0 } type)
            return type;

        string? basic = Text(tree, _idocBasicType.Find(tree, 0)) ?? root;
        return basic is null ? null : Array.Find(IdocTypes, t => basic.StartsWith(t, StringComparison.Ordinal));
    }

    private static string? Text(ElementTree tree, int node) => node < 0 ? null : Encoding.UTF8.GetString(tree.Value(node));

    private static int First(ElementWay[]? ways, ElementTree tree)
    {
        foreach (ElementWay way in ways ?? [])
        {
            if (way.Find(tree, 0) is >= 0 and int found)
                return found;
        }

        return -1;
    }

    private static string? Version(Ways? ways, ElementTree tree, string space)
    {
        IEnumerable<string?> parts = (ways?.Version ?? []).Select(w => Text(tree, w.Find(tree, 0))).Prepend(space.Length == 0 ? null : space);
        string text = string.Join(' ', parts.Where(p => p is not null));
        return text.Length == 0 ? null : text;
    }

    private string? SchemeOf(ElementTree tree, int node)
    {
        for (int child = node + 1; node >= 0 && child < tree.End(node); child = tree.End(child))
        {
            if (symbols[tree.Symbol(child)] == "@schemeID")
                return Text(tree, child);
        }

        return null;
    }

    private Ways WaysOf(XmlProfile profile)
    {
        if (_ways.TryGetValue(profile, out Ways? ways))
            return ways;

        ways = new Ways(Lay(profile.Reference), Lay(profile.Sender), Lay(profile.Receiver), Lay(profile.Version));
        _ways.Add(profile, ways);
        return ways;

        ElementWay[] Lay(string[] texts) => [.. texts.Select(t => new ElementWay(symbols, t))];
    }

    private sealed record Ways(ElementWay[] Reference, ElementWay[] Sender, ElementWay[] Receiver, ElementWay[] Version);

    /// <summary>What the envelopes say that stand around documents: cXML Header, Standard Business Document Header.</summary>
    private sealed class Frame(SymbolTable symbols)
    {
        private readonly ElementWay _payload = new(symbols, "@payloadID");
        private readonly ElementWay _mode = new(symbols, "Request/@deploymentMode");
        private readonly ElementWay _cxmlVersion = new(symbols, "@version");
        private readonly (ElementWay Id, ElementWay Scheme) _from = Credential(symbols, "From"), _to = Credential(symbols, "To");
        private readonly (ElementWay Id, ElementWay Scheme) _sender = Partner(symbols, "Sender"), _receiver = Partner(symbols, "Receiver");
        private readonly ElementWay _instance = new(symbols, "StandardBusinessDocumentHeader/DocumentIdentification/InstanceIdentifier");

        public Envelope Around(Envelope own, ElementTree frame, XmlWrapper wrapper)
        {
            bool isCxml = wrapper == XmlWrapper.Cxml;
            ((ElementWay Id, ElementWay Scheme) from, (ElementWay Id, ElementWay Scheme) to) = isCxml ? (_from, _to) : (_sender, _receiver);
            string? sender = Text(from.Id), receiver = Text(to.Id);
            return own with
            {
                InterchangeReference = Text(isCxml ? _payload : _instance),
                Version = own.Version ?? (isCxml ? Text(_cxmlVersion) : null),
                Sender = sender ?? own.Sender,
                SenderQualifier = sender is null ? own.SenderQualifier : Text(from.Scheme),
                Receiver = receiver ?? own.Receiver,
                ReceiverQualifier = receiver is null ? own.ReceiverQualifier : Text(to.Scheme),
                IsTest = isCxml && Text(_mode) == "test",
            };

            string? Text(ElementWay way) => XmlEnvelopes.Text(frame, way.Find(frame, 0));
        }

        private static (ElementWay Id, ElementWay Scheme) Credential(SymbolTable symbols, string role) =>
            (new(symbols, $"Header/{role}/Credential/Identity"), new(symbols, $"Header/{role}/Credential/@domain"));

        private static (ElementWay Id, ElementWay Scheme) Partner(SymbolTable symbols, string role) =>
            (new(symbols, $"StandardBusinessDocumentHeader/{role}/Identifier"), new(symbols, $"StandardBusinessDocumentHeader/{role}/Identifier/@Authority"));
    }
}
