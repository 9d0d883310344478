using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Text;
using System.Xml;

namespace WebEdi.Engine.Formats.Xml;

/// <summary>The nodes of an ordinary file, found in its bytes: UTF-8, no document type, no processing instructions, no CDATA, plain names.</summary>
/// <remarks>
/// Nothing is called a fault here. Whatever is not ordinary, wrong or close to a limit is a <see cref="XmlDoubtException"/>, and the parser reads
/// the file from the last place on up to which all was given (<see cref="Resume"/>). So only what is certainly right may pass.
/// </remarks>
internal sealed partial class ScannedNodes : XmlNodes
{
    /// <summary>The most bytes of a tag or text with what stands before it.</summary>
    private const int MaxMarkup = 256 * 1024;

    /// <summary>How much the parser reads ahead: whether a document is too long it must say where it could be so.</summary>
    private const int ReadAhead = 16 * 1024;

    private const int MaxAttributes = 32;

    private static readonly SearchValues<byte> TextStops = SearchValues.Create("<&\r]"u8);
    private static readonly SearchValues<byte> NameStops = SearchValues.Create(" \t\r\n/>="u8);
    private readonly ByteTrail _trail;
    private readonly MessageLimits _limits;
    private readonly ScannedNames _names;
    private readonly int _maxMarkup;
    private readonly ScannedName[] _open;
    private readonly int[] _starts;
    private readonly Declaration[] _declared = new Declaration[256];
    private readonly Attribute[] _attributes = new Attribute[MaxAttributes];
    private readonly List<KeptTag> _kept = [];
    private byte[] _decoded = [];
    private int _declaredCount;
    private int _attributeCount;
    private int _depth;
    private int _at;
    private int _sound;
    private int _safe;
    private int _node;
    private int _textEnd;
    private int _document;
    private ScannedName? _name;
    private XmlNodeType _kind;
    private bool _isEmpty;
    private bool _isRaw;
    private bool _isRootOver;
    private string? _root;

    /// <summary>Initializes a new instance.</summary>
    /// <param name="trail">The bytes, behind a byte order mark.</param>
    /// <param name="limits">How much a message may ask for.</param>
    /// <param name="symbols">The names of the file.</param>
    public ScannedNodes(ByteTrail trail, MessageLimits limits, SymbolTable symbols)
    {
        (_trail, _limits, _names) = (trail, limits, new ScannedNames(symbols));
        (_open, _starts) = (new ScannedName[limits.MaxDepth + 1], new int[limits.MaxDepth + 1]);
        _maxMarkup = Math.Min(MaxMarkup, limits.MaxSegmentBytes / 2);
        _at = _sound = _safe = _document = trail.Next;
    }

    public override XmlNodeType Kind => _kind;

    public override string LocalName => _name!.LocalName;

    public override string Space => _name!.Prefix.Space!;

    public override bool IsEmpty => _isEmpty;

    public override (int Line, int Column) Place => (0, 0);

    /// <summary>Gets everything that the parser would have counted as a name by now.</summary>
    public IEnumerable<string> Names => _names.All;

    private int DepthBehind => _isEmpty ? _depth - 1 : _depth;

    /// <summary>Begins to read.</summary>
    /// <returns>False: what the file begins with is not ordinary.</returns>
    public bool TryBegin()
    {
        ReadOnlySpan<byte> head = _trail.Peek(XmlConstants.MaxPrologBytes);
        int length = ScannedProlog.LengthOf(head);
        if (length < 0 || !IsSound(isLast: false))
            return false;

        _at += length;
        return true;
    }

    public override bool Next()
    {
        if (_isEmpty)
            CloseElement();
        (_isEmpty, _attributeCount) = (false, 0);
        int from = _at;
        while (!TryNext())
            More(from);

        if (_at - from > _maxMarkup || _at - _document > _limits.MaxMessageBytes - ReadAhead)
            throw new XmlDoubtException();

        _trail.Next = _at;
        return _kind != XmlNodeType.None;
    }

    public override bool Fill(ElementTree tree)
    {
        while (tree.Depth > 0 && Next())
        {
            switch (_kind)
            {
                case XmlNodeType.Element:
                    Open(tree);
                    if (_isEmpty)
                        tree.Close();
                    break;
                case XmlNodeType.EndElement:
                    tree.Close();
                    break;
                default:
                    AddText(tree);
                    break;
            }
        }

        return true;
    }

    public override void Open(ElementTree tree)
    {
        if (tree.NodeCount + _attributeCount >= _limits.MaxNodes)
            throw new XmlDoubtException();

        (int line, int column) = Where(tree, _node);
        tree.Open(_name!.Element, line, column);
        foreach (ref readonly Attribute attribute in _attributes.AsSpan(0, _attributeCount))
        {
            (line, column) = Where(tree, attribute.Start);
            Add(tree, tree.Add(attribute.Name.Attribute, line, column), attribute.ValueStart, attribute.ValueEnd, attribute.IsRaw);
        }
    }

    public override void AddText(ElementTree tree)
    {
        // Pieces of a text are put together by the parser.
        if (tree.HasValue(tree.Current))
            throw new XmlDoubtException();

        Add(tree, tree.Current, _node, _textEnd, _isRaw);
    }

    public override void PassText()
    {
    }

    public override void ForgetBefore() => Forget(_node, _depth - 1);

    public override void ForgetPassed() => Forget(_at, DepthBehind);

    public override void Settle() => Settle(_at, DepthBehind);

    /// <summary>Lets the parser read what is not given yet, as though it had read all before.</summary>
    /// <returns>The start tags of the elements that are open, each at its place, or a root that is over, and the rest of the file; and how many elements these are.</returns>
    public (Stream Content, int Elements) Resume()
    {
        (int line, int column) = _trail.PlaceAt(_safe);
        _trail.Next = _safe;
        if (_isRootOver)
        {
            byte[] root = Encoding.ASCII.GetBytes($"<{_root}/>");
            _kept.Add(new KeptTag(root, 1, 1, 1, root.Length + 1));
        }

        return (new ResumedStream(_kept, line, column, _trail.AsStream()), _kept.Count);
    }

    private (int Line, int Column) Where(ElementTree tree, int index) => tree.OutlivesBytes ? _trail.PlaceAt(index) : (0, index);

    private void Add(ElementTree tree, int node, int start, int end, bool isRaw)
    {
        if (isRaw && !tree.OutlivesBytes)
        {
            tree.SetValue(node, start, end - start);
            return;
        }

        ReadOnlySpan<byte> raw = _trail.Bytes.AsSpan(start, end - start);
        (int line, int column) = Where(tree, start);
        tree.Written(node, ScannedText.Decode(raw, tree.RoomFor(node, raw.Length, line, column)));
    }

    /// <summary>Everything in front of an index has been given, and nothing behind it.</summary>
    /// <param name="index">The index.</param>
    /// <param name="depth">The elements that are open there.</param>
    private void Settle(int index, int depth)
    {
        if (_kept.Count > depth)
            _kept.RemoveRange(depth, _kept.Count - depth);
        while (_kept.Count < depth)
            Keep(_kept.Count);
        (_safe, _document, _isRootOver) = (index, index, depth == 0 && index == _at && _root is not null);
    }

    private void Forget(int index, int depth)
    {
        Settle(index, depth);
        int less = _trail.Forget(index);
        (_at, _sound, _node, _safe, _document) = (_at - less, _sound - less, _node - less, _safe - less, _document - less);
        for (int i = depth; i < _depth; i++)
            _starts[i] -= less;
    }

    private void Keep(int depth)
    {
        int start = _starts[depth];
        (int line, int column) = _trail.PlaceAt(start);

        // An attribute may hold the sign that ends the tag; what was read is sound, so quotes come in pairs.
        ReadOnlySpan<byte> tag = _trail.Bytes.AsSpan(start, _trail.End - start);
        int length = 0;
        while (tag[length] != '>')
            length += tag[length] is (byte)'"' or (byte)'\'' ? tag[(length + 1)..].IndexOf(tag[length]) + 2 : 1;
        (int endLine, int endColumn) = _trail.PlaceAt(start + length + 1);
        _kept.Add(new KeptTag(tag[..(length + 1)].ToArray(), line, column, endLine, endColumn));
    }

    /// <summary>Reads more of the file; the piece that was begun is looked at anew.</summary>
    private void More(int from)
    {
        // Twice as much each time, so that a long piece is not looked at for every few bytes of it.
        int wanted = Math.Max(1, _trail.End - from) + _trail.End;
        bool goesOn = true;
        int before = _trail.End;
        while (goesOn && _trail.End < Math.Min(wanted, before + _maxMarkup))
            goesOn = _trail.More();

        if (_trail.End == before || _trail.End - from > 2 * _maxMarkup + ReadAhead * 8 || !IsSound(isLast: !goesOn))
            throw new XmlDoubtException();
    }

    private bool IsSound(bool isLast)
    {
        bool isSound = ScannedText.IsSound(_trail.Bytes.AsSpan(_sound, _trail.End - _sound), isLast, out int length);
        _sound += length;
        return isSound;
    }

    private bool TryNext()
    {
        byte[] bytes = _trail.Bytes;
        int end = _trail.End;
        int at = _at;
        while (true)
        {
            at = BehindBlanks(bytes, at, end);
            if (at + 1 >= end)
                return at == end && _depth == 0 && IsOver();

            if (bytes[at] != '<')
                return TryText(bytes.AsSpan(0, end), at);

            byte next = bytes[at + 1];
            if (next == '/')
                return TryEnd(bytes.AsSpan(0, end), at);
            if (next != '!')
                return TryStart(bytes.AsSpan(0, end), at);
            if (!TryComment(bytes.AsSpan(0, end), ref at))
                return false;
        }
    }

    /// <summary>Nothing comes behind the root.</summary>
    private bool IsOver()
    {
        if (_trail.More() || _root is null)
            return IsSound(isLast: false) ? false : throw new XmlDoubtException();

        _at = _trail.End;
        _kind = XmlNodeType.None;
        return true;
    }

    private static bool TryComment(ReadOnlySpan<byte> bytes, ref int at)
    {
        ReadOnlySpan<byte> rest = bytes[at..];
        if (rest.Length < 4)
            return false;
        if (rest[2] != '-' || rest[3] != '-')
            throw new XmlDoubtException();

        int length = rest[4..].IndexOf("--"u8);
        if (length < 0 || length + 6 >= rest.Length)
            return false;
        if (rest[length + 6] != '>')
            throw new XmlDoubtException();

        at += length + 7;
        return true;
    }

    private bool TryText(ReadOnlySpan<byte> bytes, int at)
    {
        if (_depth == 0)
            throw new XmlDoubtException();

        int length = bytes[at..].IndexOfAny(TextStops);
        if (length < 0)
            return false;

        bool isRaw = bytes[at + length] == '<';
        if (!isRaw)
        {
            length = bytes[at..].IndexOf((byte)'<');
            if (length < 0)
                return false;
            ReadOnlySpan<byte> text = bytes.Slice(at, length);
            isRaw = !text.ContainsAny((byte)'&', (byte)'\r');
            if (text.IndexOf("]]>"u8) >= 0 || (!isRaw && StartsWithBlank(text)))
                throw new XmlDoubtException();
        }

        _at = _textEnd = at + length;
        while (bytes[_textEnd - 1] <= ' ')
            _textEnd--;
        (_kind, _node, _isRaw) = (XmlNodeType.Text, at, isRaw);
        return true;
    }

    /// <summary>Looks whether the references of a text can be read.</summary>
    private bool StartsWithBlank(ReadOnlySpan<byte> text)
    {
        int length = Decode(text);
        return length <= 0 || _decoded[0] <= ' ';
    }

    private int Decode(ReadOnlySpan<byte> raw)
    {
        if (_decoded.Length < raw.Length)
            _decoded = new byte[Math.Max(1024, raw.Length)];
        return ScannedText.Decode(raw, _decoded);
    }

    private bool TryEnd(ReadOnlySpan<byte> bytes, int at)
    {
        if (_depth == 0)
            throw new XmlDoubtException();

        byte[] name = _open[_depth - 1].Bytes;
        int close = at + 2 + name.Length;
        if (close >= bytes.Length)
            return false;
        if (!bytes.Slice(at + 2, name.Length).SequenceEqual(name))
            throw new XmlDoubtException();

        while (bytes[close] != '>')
        {
            if (bytes[close] > ' ')
                throw new XmlDoubtException();
            if (++close == bytes.Length)
                return false;
        }

        (_kind, _node, _at) = (XmlNodeType.EndElement, at, close + 1);
        CloseElement();
        return true;
    }

    private bool TryStart(ReadOnlySpan<byte> bytes, int at)
    {
        // Mostly the element that came behind the same one the last time.
        ScannedName? name = _name?.Following;
        int end = name is null || !IsNamed(bytes, at + 1, name.Bytes) ? 0 : at + 1 + name.Bytes.Length;
        if (end == 0)
        {
            end = at + 1 + LengthOfName(bytes[(at + 1)..]);
            if (end >= bytes.Length)
                return false;

            name = _names.Of(bytes[(at + 1)..end]) ?? throw new XmlDoubtException();
            if (_name is not null)
                _name.Following = name;
        }

        int declared = _declaredCount;
        if (bytes[end] != '>' && !TryAttributes(bytes, ref end, out declared))
            return false;

        bool isEmpty = bytes[end] == '/';
        if (isEmpty && ++end == bytes.Length)
            return false;
        if (bytes[end] != '>' || _depth == _limits.MaxDepth || (_depth == 0 && _root is not null))
            throw new XmlDoubtException();

        for (; _declaredCount < declared; _declaredCount++)
            Declare(ref _declared[_declaredCount]);
        if (name!.Prefix.Space is null || name.Prefix.Name == "xml" || (_attributeCount > 0 && !AreAttributesSound()))
            throw new XmlDoubtException();

        (_kind, _name, _isEmpty, _node, _at) = (XmlNodeType.Element, name, isEmpty, at, end + 1);
        _root ??= name.LocalName;
        _open[_depth] = name;
        _starts[_depth++] = at;
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsNamed(ReadOnlySpan<byte> bytes, int at, byte[] name)
    {
        int end = at + name.Length;
        return end < bytes.Length && bytes[end] is (byte)'>' or (byte)' ' or (byte)'/' && bytes.Slice(at, name.Length).SequenceEqual(name);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int BehindBlanks(byte[] bytes, int at, int end)
    {
        if (at < end && bytes[at] > ' ')
            return at;

        for (; Vector256.IsHardwareAccelerated && at + Vector256<byte>.Count <= end; at += Vector256<byte>.Count)
        {
            uint others = Vector256.GreaterThan(Vector256.Create(bytes, at), Vector256.Create((byte)' ')).ExtractMostSignificantBits();
            if (others != 0)
                return at + BitOperations.TrailingZeroCount(others);
        }

        while (at < end && bytes[at] <= ' ')
            at++;
        return at;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int LengthOfName(ReadOnlySpan<byte> bytes)
    {
        if (Vector256.IsHardwareAccelerated && bytes.Length >= Vector256<byte>.Count)
        {
            Vector256<byte> first = Vector256.Create(bytes);
            Vector256<byte> stops = Vector256.LessThanOrEqual(first, Vector256.Create((byte)' '))
                | Vector256.Equals(first, Vector256.Create((byte)'>')) | Vector256.Equals(first, Vector256.Create((byte)'/')) | Vector256.Equals(first, Vector256.Create((byte)'='));
            uint found = stops.ExtractMostSignificantBits();
            if (found != 0)
                return BitOperations.TrailingZeroCount(found);
        }

        int length = bytes.IndexOfAny(NameStops);
        return length < 0 ? bytes.Length : length;
    }
}

/// <summary>The file is not one of those that are read in their bytes; the parser reads it.</summary>
internal sealed class XmlDoubtException : Exception;
