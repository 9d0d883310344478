using System.Text.Json;

using WebEdi.Diagnostics;
using WebEdi.Engine.Text;

namespace WebEdi.Engine.Formats.Json;

/// <summary>Makes documents of the tokens of one file.</summary>
internal sealed class JsonDocuments
{
    private readonly MessageSource _source;
    private readonly SymbolTable _symbols;
    private readonly ByteTrail _trail;
    private readonly List<Diagnostic> _found;
    private readonly JsonNames _names;
    private readonly JsonEnvelopes _envelopes;
    private readonly HashSet<int> _types;
    private readonly ElementTree _tree;
    private readonly HashSet<(int Object, int Name)> _seen = [];
    private readonly List<Level> _levels = [];
    private readonly int _root;
    private readonly int _item;
    private LineCount _lines = new(1, 1);
    private long _passed;
    private (int Line, int Column) _nameAt;
    private int _name;
    private int _objects;
    private int _begun = -1;
    private int _typed;
    private long _end;
    private bool _skips;

    public JsonDocuments(MessageSource source, SymbolTable symbols, ByteTrail trail, List<Diagnostic> found)
    {
        _passed = trail.Given;
        (_source, _symbols, _trail, _found) = (source, symbols, trail, found);
        _names = new JsonNames(symbols);
        _envelopes = new JsonEnvelopes(symbols);
        _types = [.. source.MessageTypes.Select(symbols.Of)];
        (_root, _item) = (symbols.Of("$"), symbols.Of("item"));
        _tree = new ElementTree
        {
            Envelope = new Envelope { Format = JsonWorkshop.Format },
            File = source.FileName,
            Codec = TextCodec.Utf8,
            Symbols = symbols,
            Trail = trail,
            Length = JsonRaw.LengthOf,
        };
    }

    /// <summary>Gets a value indicating whether a document has begun.</summary>
    public bool IsInDocument => _begun >= 0;

    /// <summary>Gets a value indicating whether the root is an array.</summary>
    public bool IsInArray => _levels.Count > 0 && _levels[0].IsArray;

    /// <summary>Gets the place that was reached.</summary>
    public SourcePosition Here => Beyond([]);

    /// <summary>Tells the place behind bytes that come next, and does not go over them.</summary>
    public SourcePosition Beyond(ReadOnlySpan<byte> bytes)
    {
        LineCount at = _lines.Behind(bytes);
        return new SourcePosition(_source.FileName, at.Line, at.Column, Offset: _trail.Keeps ? _passed + bytes.Length : -1);
    }

    /// <summary>Goes over bytes, to know line and column.</summary>
    public void Pass(ReadOnlySpan<byte> bytes)
    {
        _lines = _lines.Behind(bytes);
        _passed += bytes.Length;
        if (_skips)
            _trail.Forget(_lines.Line, _lines.Column);
    }

    /// <summary>Takes the next token.</summary>
    /// <param name="json">The parser, at the token.</param>
    /// <returns>Whether it ends a document.</returns>
    public bool Take(ref Utf8JsonReader json)
    {
        switch (json.TokenType)
        {
            case JsonTokenType.PropertyName:
                _name = _names.Of(ref json);
                _nameAt = (_lines.Line, _lines.Column);
                CheckRepeated();
                return false;
            case JsonTokenType.StartObject:
                return Open(isArray: false);
            case JsonTokenType.StartArray:
                return Open(isArray: true);
            case JsonTokenType.EndObject or JsonTokenType.EndArray:
                return Close();
            default:
                return AddValue(ref json);
        }
    }

    /// <summary>Hands out the document.</summary>
    /// <param name="breaksOff">Whether it does not end.</param>
    public ElementTree Complete(bool breaksOff)
    {
        _tree.CloseAll();
        _tree.BreaksOff = breaksOff || _skips;
        _tree.Envelope = _envelopes.Of(_tree, _typed == 0 ? null : _symbols[_typed]);
        (_begun, _typed, _skips) = (-1, 0, false);
        return _tree;
    }

    /// <summary>Forgets what is open: the next root begins.</summary>
    public void Restart() => _levels.Clear();

    private bool Open(bool isArray)
    {
        if (_levels.Count == _source.Limits.MaxDepth)
            throw new DocumentLimitException(DiagnosticCodes.ElementsTooDeep, _symbols[NameHere()], _source.Limits.MaxDepth);

        int name = NameHere();
        bool isNode = !isArray || (_levels.Count > 0 && _levels[^1].IsArray);
        if (isNode && Begins(name))
            Begin(name);

        bool opens = isNode && IsInDocument && !_skips;
        if (opens)
        {
            Node(name, opens: true);
            Check();
        }

        _levels.Add(new Level(isArray, isNode && isArray ? _item : name, opens && !_skips, ++_objects));
        return false;
    }

    private bool Close()
    {
        Level level = _levels[^1];
        _levels.RemoveAt(_levels.Count - 1);
        if (level.Opened && !_skips)
            _tree.Close();

        return _levels.Count == _begun;
    }

    private bool AddValue(ref Utf8JsonReader json)
    {
        bool isDocument = _levels.Count == 0 || (!IsInDocument && _types.Count == 0 && _levels.Count == 1 && _levels[0].IsArray);
        int name = NameHere();
        if (isDocument)
            Begin(name);
        if (!IsInDocument || _skips)
            return false;

        int node = Node(name, opens: false);
        if (json.TokenType == JsonTokenType.String)
        {
            Span<byte> room = _tree.RoomFor(node, json.ValueSpan.Length, _lines.Line, _lines.Column + 1);
            _tree.Written(node, json.CopyString(room));
        }
        else if (json.TokenType != JsonTokenType.Null)
        {
            _tree.AddValue(node, json.ValueSpan, _lines.Line, _lines.Column);
        }

        Check();
        if (isDocument)
            _begun = _levels.Count;
        return isDocument;
    }

    /// <summary>The name that the next value has: its property, that of the array around it, or none.</summary>
    private int NameHere() => _levels.Count == 0 ? _root : _levels[^1].IsArray ? _levels[^1].Name : _name;

    /// <summary>Tells whether a value begins a document: what stands under a name that the map asks for, else the root or an element of a root array.</summary>
    private bool Begins(int name)
    {
        bool isNamed = _types.Contains(name) && _levels.Count > 0 && _typed == 0;
        if (isNamed)
            return true;

        return !IsInDocument && (_levels.Count == 0 || (_levels.Count == 1 && _levels[0].IsArray));
    }

    private void Begin(int name)
    {
        _tree.Begin();
        _seen.Clear();
        _found.Clear();
        _begun = _levels.Count;
        _skips = false;
        _typed = _types.Contains(name) && _levels.Count > 0 ? name : 0;
        _end = _trail.Given + _source.Limits.MaxMessageBytes;
        _trail.Forget(_lines.Line, _lines.Column);

        // What is open around a document that a name begins belongs to no document any more.
        for (int i = 0; i < _levels.Count; i++)
            _levels[i] = _levels[i] with { Opened = false };
    }

    private int Node(int name, bool opens)
    {
        bool isMember = _levels.Count > 0 && !_levels[^1].IsArray;
        (int line, int column) = isMember ? _nameAt : (_lines.Line, _lines.Column);
        if (opens)
            return _tree.Open(name, line, column);

        _tree.ElementNodes++;
        return _tree.Add(name, line, column);
    }

    private void Check()
    {
        string? code = _trail.Given > _end ? DiagnosticCodes.DocumentTooBig : _tree.NodeCount > _source.Limits.MaxNodes ? DiagnosticCodes.TooManyNodes : null;
        if (code is null)
            return;

        int limit = code == DiagnosticCodes.DocumentTooBig ? _source.Limits.MaxMessageBytes : _source.Limits.MaxNodes;
        _found.Add(Diagnostic.Create(code, _tree.PositionOf(0), _symbols[_tree.Symbol(0)], expected: Expect.Value(limit)));
        _tree.CloseAll();
        _skips = true;
    }

    private void CheckRepeated()
    {
        if (IsInDocument && !_skips && !_seen.Add((_levels[^1].Object, _name)) && _found.Count < _source.Limits.MaxDiagnostics)
            _found.Add(Diagnostic.Create(DiagnosticCodes.PropertyRepeated, Here, _symbols[_name]));
    }

    /// <summary>An open object or array.</summary>
    /// <param name="IsArray">Whether it is an array.</param>
    /// <param name="Name">The name of its elements, where it is an array.</param>
    /// <param name="Opened">Whether a node was opened for it.</param>
    /// <param name="Object">Its number in the file.</param>
    private readonly record struct Level(bool IsArray, int Name, bool Opened, int Object);
}
