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
    private readonly bool _scans;
    private readonly ByteTrail _trail;
    private readonly SymbolTable _symbols = new();
    private readonly XmlEnvelopes _envelopes;
    private readonly HashSet<string> _types;
    private readonly ElementTree _tree;
    private readonly ElementTree _frame;
    private readonly List<string> _around = [];
    private readonly List<Diagnostic> _found = [];
    private List<Diagnostic> _outside = [];
    private ElementChecker? _checker;
    private XmlNodes? _nodes;
    private XmlWrapper _wrapper;
    private int _frameLeftOut;
    private int _messages;
    private bool _over;

    /// <summary>Initializes a new instance.</summary>
    /// <param name="source">The file.</param>
    /// <param name="scans">Whether ordinary files are read in their bytes; otherwise the parser reads all, and gives the same.</param>
    public XmlMessageReader(MessageSource source, bool scans = true)
    {
        (_source, _scans) = (source, scans);
        _trail = new ByteTrail(source.Content);
        _envelopes = new XmlEnvelopes(_symbols);
        _types = new HashSet<string>(source.MessageTypes, StringComparer.Ordinal);
        _tree = NewTree(outlivesBytes: false);
        _frame = NewTree(outlivesBytes: true);
    }

    public ReadingCounts Counts => new(_nodes is null ? 0 : 1, 0, _messages);

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

    private ElementTree NewTree(bool outlivesBytes) => new()
    {
        Envelope = new Envelope { Format = XmlWorkshop.Format },
        File = _source.FileName,
        Codec = TextCodec.Utf8,
        Symbols = _symbols,
        Trail = _trail,
        Length = XmlRaw.LengthOf,
        OutlivesBytes = outlivesBytes,
    };

    private ElementTree? Read()
    {
        try
        {
            return ReadOn();
        }
        catch (XmlDoubtException)
        {
            Resume((ScannedNodes)_nodes!);
            return ReadOn();
        }
    }

    private ElementTree? ReadOn()
    {
        ElementTree? message = null;
        try
        {
            if (_nodes is null && !Open())
                return null;

            while (_nodes!.Next())
            {
                if (_nodes.Kind == XmlNodeType.Element && IsDocument())
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
        _trail.Allow(_source.Limits.MaxSegmentBytes);
        ScannedNodes? scanned = _scans && text.IsNative ? new ScannedNodes(_trail, _source.Limits, _symbols) : null;
        _nodes = scanned?.TryBegin() == true ? scanned : Parse(text.IsNative ? SafeXml.Create(_trail.AsStream()) : SafeXml.Create(text.Open(_trail.AsStream())));
        return true;
    }

    private ParsedNodes Parse(XmlReader xml) => new(xml, _trail, _source.Limits, _symbols, _found);

    /// <summary>Lets the parser go on where the last thing was given that the bytes are sure of.</summary>
    private void Resume(ScannedNodes scanned)
    {
        (Stream content, int elements) = scanned.Resume();
        _trail.Allow(_source.Limits.MaxSegmentBytes);
        XmlReader xml = SafeXml.Create(content);
        foreach (string name in scanned.Names)
            xml.NameTable.Add(name);
        _nodes = Parse(xml);
        for (int i = 0; i < elements; i++)
            _nodes.Next();
    }

    private bool IsDocument()
    {
        string name = _nodes!.LocalName;
        if (_types.Contains(name))
            return true;

        if (_around.Count > 0)
            return XmlWrappers.IsDocument(_wrapper, name, _around[^1], _around.Count) || (_types.Count == 0 && XmlProfile.Knows(name, _nodes.Space));

        _wrapper = XmlWrappers.Find(name, _nodes.Space);
        return _wrapper == XmlWrapper.None && _types.Count == 0;
    }

    /// <summary>Passes by what belongs to no document; of known envelopes the elements are kept.</summary>
    private void PassBy()
    {
        bool keep = _wrapper != XmlWrapper.None;
        switch (_nodes!.Kind)
        {
            case XmlNodeType.Element:
                string name = _nodes.LocalName;
                if (_around.Count == _source.Limits.MaxDepth)
                    throw new DocumentLimitException(DiagnosticCodes.ElementsTooDeep, name, _source.Limits.MaxDepth);

                if (_around.Count == 0)
                    _frame.Envelope = _frame.Envelope with { MessageType = name, Version = _nodes.Space.Length == 0 ? null : _nodes.Space };
                if (!keep || _frameLeftOut > 0 || _frame.Count > XmlConstants.MaxEnvelopeNodes)
                    _frameLeftOut++;
                else
                    _nodes.Open(_frame);
                if (_nodes.IsEmpty)
                    CloseFrame();
                else
                    _around.Add(name);
                break;
            case XmlNodeType.EndElement:
                _around.RemoveAt(_around.Count - 1);
                CloseFrame();
                break;
            case XmlNodeType.Text or XmlNodeType.CDATA when keep && _frameLeftOut == 0 && _frame.Depth > 0:
                _nodes.AddText(_frame);
                break;
            case XmlNodeType.Text or XmlNodeType.CDATA:
                _nodes.PassText();
                break;
        }

        _nodes.ForgetPassed();
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
        string name = _nodes!.LocalName, space = _nodes.Space;
        (int around, int leftOut) = (_around.Count, _frameLeftOut);
        _tree.Begin();
        _found.Clear();
        _messages++;
        _nodes.ForgetBefore();
        try
        {
            FillDocument(ref name, ref space);
        }
        catch (XmlDoubtException)
        {
            // The parser comes to the same document again.
            _around.RemoveRange(around, _around.Count - around);
            _frameLeftOut = leftOut;
            _messages--;
            throw;
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
        _tree.Envelope = _envelopes.Of(_tree, name, space, _around.Count > 0 ? _around[0] : null, _wrapper, _frame);
        _tree.Diagnostics = _found.Count == 0 ? [] : [.. _found];
        _nodes.Settle();
        return _tree;
    }

    private void FillDocument(ref string name, ref string space)
    {
        long end = _trail.Given + _source.Limits.MaxMessageBytes;
        bool mayWrap = _around.Count == 0 && _types.Count == 0;
        OpenElement();
        while (_tree.Depth > 0 && !(!mayWrap && _nodes!.Fill(_tree)) && _nodes!.Next())
        {
            switch (_nodes.Kind)
            {
                case XmlNodeType.Element:
                    mayWrap = mayWrap && XmlProfile.Knows(_nodes.LocalName, _nodes.Space);
                    if (mayWrap)
                        (name, space) = Unwrap(name);
                    OpenElement();
                    break;
                case XmlNodeType.EndElement:
                    _tree.Close();
                    break;
                case XmlNodeType.Text or XmlNodeType.CDATA:
                    _nodes.AddText(_tree);
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
        return (_nodes!.LocalName, _nodes.Space);
    }

    private void OpenElement()
    {
        _nodes!.Open(_tree);
        if (_nodes.IsEmpty)
            _tree.Close();
    }

    /// <summary>Passes over the rest of a document that is too long, so that the next one can be read.</summary>
    private void PassRest(string code, string name)
    {
        int limit = code == DiagnosticCodes.DocumentTooBig ? _source.Limits.MaxMessageBytes : _source.Limits.MaxNodes;
        _found.Add(Diagnostic.Create(code, _tree.PositionOf(0), name, expected: Expect.Value(limit)));
        int depth = _tree.Depth;
        _tree.CloseAll();
        _tree.BreaksOff = true;
        while (depth > 0 && _nodes!.Next())
        {
            switch (_nodes.Kind)
            {
                case XmlNodeType.Element when !_nodes.IsEmpty:
                    if (++depth > _source.Limits.MaxDepth)
                        throw new DocumentLimitException(DiagnosticCodes.ElementsTooDeep, _nodes.LocalName, _source.Limits.MaxDepth);
                    break;
                case XmlNodeType.EndElement:
                    depth--;
                    break;
                case XmlNodeType.Text or XmlNodeType.CDATA:
                    _nodes.PassText();
                    break;
            }

            _nodes.ForgetPassed();
        }
    }

    /// <summary>The root alone, so that somebody can say that it is not what was asked for.</summary>
    private ElementTree Nothing()
    {
        _messages++;
        _tree.Begin();
        _tree.Open(_symbols.Of(_frame.Envelope.MessageType!), 1, 1);
        _tree.Close();
        _tree.BreaksOff = true;
        _tree.Envelope = _frame.Envelope;
        return _tree;
    }

    private Diagnostic? Explain(Exception exception)
    {
        (int line, int column) = _nodes?.Place ?? (0, 0);
        Diagnostic? fault = XmlFaults.Explain(exception, new SourcePosition(_source.FileName, line, column), _source.Limits.MaxSegmentBytes);
        return fault is { Position: { Line: > 0, Offset: < 0 } at } ? fault with { Position = at with { Offset = _trail.OffsetOf(at.Line, at.Column) } } : fault;
    }
}
