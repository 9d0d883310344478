using System.Globalization;

namespace WebEdi.Engine.Mapping;

/// <summary>Takes the values out of a sound JSON text; comments are passed over.</summary>
/// <param name="json">The text.</param>
internal sealed class DefinitionParser(string json)
{
    private const int MaxDepth = 64;

    private static readonly DefinitionNode[] None = [];

    private int _at;

    /// <summary>Reads the whole.</summary>
    /// <exception cref="FormatException">The text is not sound.</exception>
    public DefinitionNode Read()
    {
        DefinitionNode root = Value("", MaxDepth);
        return Peek() == '\0' ? root : throw Fault();
    }

    private DefinitionNode Value(string name, int depth)
    {
        char first = Peek();
        int start = _at;
        switch (first)
        {
            case '{' or '[' when depth > 0:
                DefinitionNode[] children = Children(first == '{', depth - 1);
                return new DefinitionNode(first == '{' ? NodeKind.Object : NodeKind.Array, name, json, start, _at, children);
            case '"':
                PassText();
                return new DefinitionNode(NodeKind.String, name, json, start, _at, None);
            case 't':
                return Word(NodeKind.True, name, "true");
            case 'f':
                return Word(NodeKind.False, name, "false");
            case 'n':
                return Word(NodeKind.Null, name, "null");
            case '-' or (>= '0' and <= '9'):
                while (_at < json.Length && json[_at] is '-' or '+' or '.' or 'e' or 'E' or (>= '0' and <= '9'))
                    _at++;
                return new DefinitionNode(NodeKind.Number, name, json, start, _at, None);
            default:
                throw Fault();
        }
    }

    private DefinitionNode[] Children(bool areNamed, int depth)
    {
        char close = areNamed ? '}' : ']';
        _at++;
        if (Peek() == close)
        {
            _at++;
            return None;
        }

        List<DefinitionNode> children = [];
        while (true)
        {
            string name = areNamed ? PropertyName() : "";
            children.Add(Value(name, depth));
            char next = Peek();
            _at++;
            if (next == close)
                return [.. children];
            if (next != ',')
                throw Fault();
        }
    }

    private string PropertyName()
    {
        if (Peek() != '"')
            throw Fault();

        int start = _at + 1;
        PassText();
        string name = DefinitionNode.Unescape(json.AsSpan(start, _at - start - 1));
        if (Peek() != ':')
            throw Fault();

        _at++;
        return name;
    }

    private void PassText()
    {
        for (_at++; _at < json.Length; _at++)
        {
            if (json[_at] == '\\')
            {
                _at++;
            }
            else if (json[_at] == '"')
            {
                _at++;
                return;
            }
        }

        throw Fault();
    }

    private DefinitionNode Word(NodeKind kind, string name, string word)
    {
        if (!json.AsSpan(_at).StartsWith(word, StringComparison.Ordinal))
            throw Fault();

        _at += word.Length;
        return new DefinitionNode(kind, name, json, _at - word.Length, _at, None);
    }

    /// <summary>Goes on to what is no blank and no comment.</summary>
    /// <returns>It; 0: the text has ended.</returns>
    private char Peek()
    {
        for (; _at < json.Length; _at++)
        {
            char c = json[_at];
            if (c == '/')
                PassComment();
            else if (c is not (' ' or '\t' or '\r' or '\n'))
                return c;
        }

        return '\0';
    }

    /// <summary>Goes to the last sign of a comment.</summary>
    private void PassComment()
    {
        bool isLine = _at + 1 < json.Length && json[_at + 1] == '/';
        for (_at += isLine ? 2 : 3; _at < json.Length; _at++)
        {
            if (isLine ? json[_at] is '\r' or '\n' : json[_at] == '/' && json[_at - 1] == '*')
                return;
        }
    }

    private FormatException Fault() => new(string.Create(CultureInfo.InvariantCulture, $"Sound JSON is expected at character {_at}."));
}
