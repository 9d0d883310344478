using System.Globalization;
using System.Xml;

using WebEdi.Diagnostics;
using WebEdi.Engine.Formats.Schema;
using WebEdi.Engine.Text;

namespace WebEdi.Engine.Formats.Xml;

/// <summary>Reads the documents of one XML file, one at a time; what stands around them is not kept.</summary>
/// <remarks>
/// A document is an element that bears one of the names the map asks for, or what an envelope holds (<see cref="XmlWrappers"/>), else the root.
/// The file is read synchronously: the parser's asynchronous ways cost several times as much, and files lie on disk or in memory here.
/// </remarks>
internal sealed class XmlMessageReader : IMessageReader
{
    private static readonly Lazy<ElementRules> UblRules = new(() => ElementRules.Load("WebEdi.Engine.Formats.Xml.ubl.rules.json"));

    private readonly MessageSource _source;
    private readonly ByteTrail _trail;
    private readonly SymbolTable _symbols = new();
    private readonly XmlSymbols _elements;
    private readonly XmlSymbols _attributes;
    private readonly XmlEnvelopes _envelopes;
    private readonly HashSet<string> _types;
    private readonly ElementTree _tree;
    private readonly ElementTree _frame;
    private readonly List<string> _around = [];
    private readonly List<Diagnostic> _found = [];
    private readonly char[] _chars = new char[4096];
    private readonly int _maxMarkup;
    private List<Diagnostic> _outside = [];
    private ElementChecker? _checker;
    private XmlReader? _xml;
    private IXmlLineInfo? _lines;
    private XmlWrapper _wrapper;
    private int _frameLeftOut;
    private int _messages;
    private bool _over;

    public XmlMessageReader(MessageSource source)
    {
        _source = source;
        _trail = new ByteTrail(source.Content);
        _elements = new XmlSymbols(_symbols, "");
        _attributes = new XmlSymbols(_symbols, "@");
        _envelopes = new XmlEnvelopes(_symbols);
        _types = new HashSet<string>(source.MessageTypes, StringComparer.Ordinal);
        _maxMarkup = source.Limits.MaxSegmentBytes;
        _tree = NewTree();
        _frame = NewTree();
    }

    public ReadingCounts Counts => new(_xml is null ? 0 : 1, 0, _messages);

    public IReadOnlyList<Diagnostic> TakeDiagnostics()
    {
        List<Diagnostic> found = _outside;
        _outside = [];
        return found;
    }

    public ValueTask<MessageTree?> ReadAsync(CancellationToken cancellationToken)
    {
        _trail.Cancellation = cancellationToken;
        cancellationToken.ThrowIfCancellationRequested();
        return new ValueTask<MessageTree?>(_over ? null : Read());
    }

    private ElementTree NewTree() => new()
    {
        Envelope = new Envelope { Format = XmlWorkshop.Format },
        File = _source.FileName,
        Codec = TextCodec.Utf8,
        Symbols = _symbols,
        Trail = _trail,
        Length = XmlRaw.LengthOf,
    };

    private ElementTree? Read()
    {
        ElementTree? message = null;
        try
        {
            if (_xml is null && !Open())
                return null;

            while (Advance())
            {
                if (_xml!.NodeType == XmlNodeType.Element && IsDocument())
                    return ReadDocument();

                PassBy();
            }

            _over = true;
            message = _messages == 0 ? Nothing() : null;
        }
        catch (Exception e) when (Explain(e) is { } fault)
        {
            _over = true;
            _outside.Add(fault);
        }

        return message;
    }

    /// <summary>Finds the encoding, looks at what comes before the root, and makes the parser.</summary>
    private bool Open()
    {
        _over = true;
        ReadOnlySpan<byte> head = _trail.Peek(XmlConstants.MaxPrologBytes);
        XmlText text = XmlText.Find(head, _source.Codec);
        if (!text.IsKnown)
        {
            _outside.Add(Diagnostic.Create(DiagnosticCodes.EncodingUnsupported, new SourcePosition(_source.FileName, 1, 1, Offset: 0), found: text.Name));
            return false;
        }

        if (text.MarkLength == 3 && _source.Codec is { } said && said != TextCodec.Utf8)
            _outside.Add(Diagnostic.Create(DiagnosticCodes.EncodingContradicted, new SourcePosition(_source.FileName, 1, 1, Offset: 0), found: "utf-8", expected: Expect.Value(said.Name)));

        if (text.Misstated is { } declared)
            _outside.Add(Diagnostic.Create(DiagnosticCodes.EncodingContradicted, new SourcePosition(_source.FileName, 1, 1, Offset: 0), found: text.Name, expected: Expect.Value(declared)));

        string start = text.Show(head);
        XmlProlog prolog = XmlProlog.Read(start);
        bool whole = head.Length < XmlConstants.MaxPrologBytes;
        if (prolog.Kind == PrologKind.OwnDeclarations || (prolog.Kind == PrologKind.Unfinished && !whole))
        {
            bool refused = prolog.Kind == PrologKind.OwnDeclarations;
            _outside.Add(Diagnostic.Create(
                refused ? DiagnosticCodes.DocumentTypeRefused : DiagnosticCodes.MarkupTooLong,
                XmlFaults.PositionIn(start, prolog.At, _source.FileName),
                expected: refused ? null : Expect.Value(XmlConstants.MaxPrologBytes)));
            return false;
        }

        // The platform's parser loses its way in a declaration that is not ASCII.
        if (XmlProlog.StrangeInDeclaration(start) is >= 0 and int strange)
        {
            _outside.Add(Diagnostic.Create(DiagnosticCodes.NotWellFormed, XmlFaults.PositionIn(start, strange, _source.FileName), found: start[strange].ToString()));
            return false;
        }

        _over = false;
        _trail.Skip(text.MarkLength);
        _trail.Keeps = text.IsNative;
        _trail.Allow(_maxMarkup);
        _xml = text.IsNative ? SafeXml.Create(_trail.AsStream()) : SafeXml.Create(text.Open(_trail.AsStream()));
        _lines = (IXmlLineInfo)_xml;
        return true;
    }

    private bool Advance()
    {
        _trail.Allow(_maxMarkup);
        return _xml!.Read();
    }

    private bool IsDocument()
    {
        string name = _xml!.LocalName;
        if (_types.Contains(name))
            return true;

        if (_around.Count > 0)
            return XmlWrappers.IsDocument(_wrapper, name, _around[^1], _around.Count) || (_types.Count == 0 && XmlProfile.Knows(name, _xml.NamespaceURI));

        _wrapper = XmlWrappers.Find(name, _xml.NamespaceURI);
        return _wrapper == XmlWrapper.None && _types.Count == 0;
    }

    /// <summary>Passes by what belongs to no document; of known envelopes the elements are kept.</summary>
    private void PassBy()
    {
        bool keep = _wrapper != XmlWrapper.None;
        switch (_xml!.NodeType)
        {
            case XmlNodeType.Element:
                bool isEmpty = _xml.IsEmptyElement;
                if (_around.Count == _source.Limits.MaxDepth)
                    throw new DocumentLimitException(DiagnosticCodes.ElementsTooDeep, _xml.LocalName, _source.Limits.MaxDepth);

                string name = _xml.LocalName;
                if (_around.Count == 0)
                    _frame.Envelope = _frame.Envelope with { MessageType = name, Version = _xml.NamespaceURI.Length == 0 ? null : _xml.NamespaceURI };
                if (!keep || _frameLeftOut > 0 || _frame.Count > XmlConstants.MaxEnvelopeNodes)
                    _frameLeftOut++;
                else
                    OpenElement(_frame);
                if (isEmpty)
                    CloseFrame();
                else
                    _around.Add(name);
                break;
            case XmlNodeType.EndElement:
                _around.RemoveAt(_around.Count - 1);
                CloseFrame();
                break;
            case XmlNodeType.Text or XmlNodeType.CDATA when keep && _frameLeftOut == 0 && _frame.Depth > 0:
                AddText(_frame);
                break;
            case XmlNodeType.Text or XmlNodeType.CDATA:
                PassText();
                break;
        }

        if (_trail.Keeps)
            _trail.Forget(_lines!.LineNumber, _lines.LinePosition);
    }

    private void CloseFrame()
    {
        if (_frameLeftOut > 0)
            _frameLeftOut--;
        else
            _frame.Close();
    }

    private ElementTree ReadDocument()
    {
        string name = _xml!.LocalName, space = _xml.NamespaceURI;
        _tree.Begin();
        _found.Clear();
        _messages++;
        _trail.Forget(_lines!.LineNumber, Math.Max(1, _lines.LinePosition - 1));
        try
        {
            FillDocument(ref name, ref space);
        }
        catch (Exception e) when (Explain(e) is { } fault)
        {
            _over = true;
            _tree.CloseAll();
            _tree.BreaksOff = true;
            _found.Add(fault);
        }

        if (!_tree.BreaksOff && XmlProfile.Find(name, space) is { Name: "UBL" })
            (_checker ??= new ElementChecker(UblRules.Value, _symbols)).Check(_tree, _found);

        _frame.CloseAll();
        _tree.Envelope = _envelopes.Of(_tree, name, space, _wrapper, _frame);
        _tree.Diagnostics = _found.Count == 0 ? [] : [.. _found];
        return _tree;
    }

    private void FillDocument(ref string name, ref string space)
    {
        long end = _trail.Given + _source.Limits.MaxMessageBytes;
        bool mayWrap = _around.Count == 0 && _types.Count == 0;
        if (OpenElement(_tree))
        {
            _tree.Close();
            return;
        }

        while (_tree.Depth > 0 && Advance())
        {
            switch (_xml!.NodeType)
            {
                case XmlNodeType.Element:
                    if (mayWrap && _tree.ElementNodes == 1 && XmlProfile.Knows(_xml.LocalName, _xml.NamespaceURI))
                        (name, space) = Unwrap(name);
                    if (OpenElement(_tree))
                        _tree.Close();
                    break;
                case XmlNodeType.EndElement:
                    _tree.Close();
                    break;
                case XmlNodeType.Text or XmlNodeType.CDATA:
                    AddText(_tree);
                    break;
            }

            if (_trail.Given > end || _tree.NodeCount > _source.Limits.MaxNodes)
            {
                PassRest(_trail.Given > end ? DiagnosticCodes.DocumentTooBig : DiagnosticCodes.TooManyNodes, name);
                return;
            }
        }
    }

    /// <summary>The root turns out to be an envelope: its first child is the document.</summary>
    private (string Name, string Space) Unwrap(string root)
    {
        _around.Add(root);
        _frameLeftOut++;
        _tree.Begin();
        return (_xml!.LocalName, _xml.NamespaceURI);
    }

    /// <summary>Opens the parser's element, with its attributes.</summary>
    /// <returns>Whether it ends at once.</returns>
    private bool OpenElement(ElementTree tree)
    {
        XmlReader xml = _xml!;
        if (tree.Depth == _source.Limits.MaxDepth)
            throw new DocumentLimitException(DiagnosticCodes.ElementsTooDeep, xml.LocalName, _source.Limits.MaxDepth);

        int node = tree.Open(_elements.Of(xml.LocalName), _lines!.LineNumber, _lines.LinePosition - 1);
        int attributes = xml.AttributeCount;
        if (attributes == 0)
            return xml.IsEmptyElement;

        bool isEmpty = xml.IsEmptyElement;
        if (attributes > XmlConstants.MaxAttributes)
        {
            _found.Add(Diagnostic.Create(
                DiagnosticCodes.TooManyAttributes, tree.PositionOf(node), xml.LocalName, attributes.ToString(CultureInfo.InvariantCulture), Expect.Value(XmlConstants.MaxAttributes)));
            return isEmpty;
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
        return isEmpty;
    }

    private void AddText(ElementTree tree)
    {
        int node = tree.Current, line = _lines!.LineNumber, column = _lines.LinePosition;
        int carried = 0, total = 0;
        while (true)
        {
            // The parser fills the room unless the value ends.
            int room = _chars.Length - carried, read = _xml!.ReadValueChunk(_chars, carried, room);
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

            _trail.Allow(_maxMarkup);
            total += read;
            if (total > _maxMarkup)
            {
                DropText(tree, node);
                return;
            }
        }
    }

    /// <summary>A value longer than anything that maps take is left out: a drawing in a document is no reason to refuse the order.</summary>
    private void DropText(ElementTree tree, int node)
    {
        tree.DropValue(node);
        bool isBinary = false;
        int binary = _attributes.Of(_xml!.NameTable.Add("mimeCode"));
        for (int child = node + 1; child < tree.Count; child++)
            isBinary |= tree.Symbol(child) == binary;
        if (!isBinary)
            _found.Add(Diagnostic.Create(DiagnosticCodes.ValueTooLong, tree.PositionOf(node), _symbols[tree.Symbol(node)], expected: Expect.Value(_maxMarkup)));
        PassText();
    }

    private void PassText()
    {
        do
            _trail.Allow(_maxMarkup);
        while (_xml!.ReadValueChunk(_chars, 0, _chars.Length) > 0);
    }

    /// <summary>Passes over the rest of a document that is too long, so that the next one can be read.</summary>
    private void PassRest(string code, string name)
    {
        int limit = code == DiagnosticCodes.DocumentTooBig ? _source.Limits.MaxMessageBytes : _source.Limits.MaxNodes;
        _found.Add(Diagnostic.Create(code, _tree.PositionOf(0), name, expected: Expect.Value(limit)));
        int depth = _tree.Depth;
        _tree.CloseAll();
        _tree.BreaksOff = true;
        while (depth > 0 && Advance())
        {
            switch (_xml!.NodeType)
            {
                case XmlNodeType.Element when !_xml.IsEmptyElement:
                    if (++depth > _source.Limits.MaxDepth)
                        throw new DocumentLimitException(DiagnosticCodes.ElementsTooDeep, _xml.LocalName, _source.Limits.MaxDepth);
                    break;
                case XmlNodeType.EndElement:
                    depth--;
                    break;
                case XmlNodeType.Text or XmlNodeType.CDATA:
                    PassText();
                    break;
            }

            _trail.Forget(_lines!.LineNumber, _lines.LinePosition);
        }
    }

    /// <summary>The root alone, so that somebody can say that it is not what was asked for.</summary>
    private ElementTree Nothing()
    {
        _messages++;
        _tree.Begin();
        _tree.Open(_elements.Of(_frame.Envelope.MessageType!), 1, 1);
        _tree.Close();
        _tree.BreaksOff = true;
        _tree.Envelope = _frame.Envelope;
        return _tree;
    }

    private Diagnostic? Explain(Exception exception)
    {
        (int line, int column) = _lines is null ? (0, 0) : (_lines.LineNumber, _lines.LinePosition);
        Diagnostic? fault = XmlFaults.Explain(exception, new SourcePosition(_source.FileName, line, column), _source.Limits.MaxSegmentBytes);
        return fault is { Position: { Line: > 0, Offset: < 0 } at } ? fault with { Position = at with { Offset = _trail.OffsetOf(at.Line, at.Column) } } : fault;
    }
}
