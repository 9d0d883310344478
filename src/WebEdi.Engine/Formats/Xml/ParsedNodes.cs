using System.Globalization;
using System.Xml;

using WebEdi.Diagnostics;

namespace WebEdi.Engine.Formats.Xml;

/// <summary>The nodes of a file as the platform's parser gives them: every file can be read so, and every fault of its form is found.</summary>
internal sealed class ParsedNodes : XmlNodes
{
    private readonly XmlReader _xml;
    private readonly IXmlLineInfo _lines;
    private readonly ByteTrail _trail;
    private readonly MessageLimits _limits;
    private readonly SymbolTable _symbols;
    private readonly XmlSymbols _elements;
    private readonly XmlSymbols _attributes;
    private readonly List<Diagnostic> _found;
    private readonly char[] _chars = new char[4096];

    /// <summary>Initializes a new instance.</summary>
    /// <param name="xml">The parser.</param>
    /// <param name="trail">The bytes that it reads.</param>
    /// <param name="limits">How much a message may ask for.</param>
    /// <param name="symbols">The names of the file.</param>
    /// <param name="found">Told what is left out.</param>
    public ParsedNodes(XmlReader xml, ByteTrail trail, MessageLimits limits, SymbolTable symbols, List<Diagnostic> found)
    {
        (_xml, _lines, _trail, _limits, _symbols, _found) = (xml, (IXmlLineInfo)xml, trail, limits, symbols, found);
        (_elements, _attributes) = (new XmlSymbols(symbols, ""), new XmlSymbols(symbols, "@"));
    }

    public override XmlNodeType Kind => _xml.NodeType;

    public override string LocalName => _xml.LocalName;

    public override string Space => _xml.NamespaceURI;

    public override bool IsEmpty => _xml.IsEmptyElement;

    public override (int Line, int Column) Place => (_lines.LineNumber, _lines.LinePosition);

    public override bool Next()
    {
        _trail.Allow(_limits.MaxSegmentBytes);
        return _xml.Read();
    }

    public override void ForgetBefore() => _trail.Forget(_lines.LineNumber, Math.Max(1, _lines.LinePosition - 1));

    public override void ForgetPassed() => _trail.Forget(_lines.LineNumber, _lines.LinePosition);

    public override void Open(ElementTree tree)
    {
        XmlReader xml = _xml;
        if (tree.Depth == _limits.MaxDepth)
            throw new DocumentLimitException(DiagnosticCodes.ElementsTooDeep, xml.LocalName, _limits.MaxDepth);

        int node = tree.Open(_elements.Of(xml.LocalName), _lines.LineNumber, _lines.LinePosition - 1);
        int attributes = xml.AttributeCount;
        if (attributes == 0)
            return;

        if (attributes > XmlConstants.MaxAttributes)
        {
            _found.Add(Diagnostic.Create(
                DiagnosticCodes.TooManyAttributes, tree.PositionOf(node), xml.LocalName, attributes.ToString(CultureInfo.InvariantCulture), Expect.Value(XmlConstants.MaxAttributes)));
            return;
        }

        while (xml.MoveToNextAttribute())
        {
            if (ReferenceEquals(xml.NamespaceURI, XmlConstants.NamespaceOfNamespaces) || xml.NamespaceURI == XmlConstants.NamespaceOfNamespaces)
                continue;

            int line = _lines.LineNumber, column = _lines.LinePosition;
            int attribute = tree.Add(_attributes.Of(xml.LocalName), line, column);
            string value = xml.Value;
            tree.AddValue(attribute, value, line, column + xml.Name.Length + 2);
        }

        xml.MoveToElement();
    }

    public override void AddText(ElementTree tree)
    {
        int node = tree.Current, line = _lines.LineNumber, column = _lines.LinePosition;
        int carried = 0, total = 0;
        while (true)
        {
            // The parser fills the room unless the value ends.
            int room = _chars.Length - carried, read = _xml.ReadValueChunk(_chars, carried, room);
            if (read == 0)
                return;

            // A pair of surrogates is written whole.
            int ready = carried + read;
            carried = char.IsHighSurrogate(_chars[ready - 1]) ? 1 : 0;
            tree.AddValue(node, _chars.AsSpan(0, ready - carried), line, column);
            if (carried > 0)
                _chars[0] = _chars[ready - 1];

            if (read < room && carried == 0)
                return;

            _trail.Allow(_limits.MaxSegmentBytes);
            total += read;
            if (total > _limits.MaxSegmentBytes)
            {
                DropText(tree, node);
                return;
            }
        }
    }

    public override void PassText()
    {
        do
            _trail.Allow(_limits.MaxSegmentBytes);
        while (_xml.ReadValueChunk(_chars, 0, _chars.Length) > 0);
    }

    /// <summary>A value longer than anything that maps take is left out: a drawing in a document is no reason to refuse the order.</summary>
    private void DropText(ElementTree tree, int node)
    {
        tree.DropValue(node);
        bool isBinary = false;
        int binary = _attributes.Of(_xml.NameTable.Add("mimeCode"));
        for (int child = node + 1; child < tree.Count; child++)
            isBinary |= tree.Symbol(child) == binary;
        if (!isBinary)
            _found.Add(Diagnostic.Create(DiagnosticCodes.ValueTooLong, tree.PositionOf(node), _symbols[tree.Symbol(node)], expected: Expect.Value(_limits.MaxSegmentBytes)));
        PassText();
    }
}
