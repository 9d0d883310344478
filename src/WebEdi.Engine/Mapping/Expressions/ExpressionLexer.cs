namespace WebEdi.Engine.Mapping.Expressions;

/// <summary>What a piece of an expression is.</summary>
internal enum TokenKind
{
    /// <summary>The end.</summary>
    End,

    /// <summary>A number.</summary>
    Number,

    /// <summary>A text in quotes.</summary>
    Text,

    /// <summary>A name.</summary>
    Name,

    /// <summary>A column or way in brackets.</summary>
    Source,

    /// <summary>A sign.</summary>
    Sign,

    /// <summary>None of these.</summary>
    Wrong,
}

/// <summary>A piece of an expression.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">Its text, without quotes and brackets.</param>
/// <param name="At">Where it begins, from 0.</param>
internal readonly record struct Token(TokenKind Kind, string Text, int At);

/// <summary>Cuts an expression into pieces.</summary>
internal sealed class ExpressionLexer(string text)
{
    private int _at;

    /// <summary>Reads the next piece.</summary>
    public Token Next()
    {
        while (_at < text.Length && char.IsWhiteSpace(text[_at]))
            _at++;
        if (_at == text.Length)
            return new Token(TokenKind.End, "", _at);

        char c = text[_at];
        return c switch
        {
            '\'' or '"' => Quoted(c),
            '[' => Source(),
            _ when char.IsAsciiDigit(c) => Number(),
            _ when char.IsLetter(c) || c == '_' => Name(),
            _ => Sign(c),
        };
    }

    /// <summary>A quotation mark in a text is written twice.</summary>
    private Token Quoted(char quote)
    {
        int start = _at++;
        System.Text.StringBuilder made = new();
        for (; _at < text.Length; _at++)
        {
            if (text[_at] != quote)
            {
                made.Append(text[_at]);
                continue;
            }

            if (_at + 1 == text.Length || text[_at + 1] != quote)
            {
                _at++;
                return new Token(TokenKind.Text, made.ToString(), start);
            }

            made.Append(quote);
            _at++;
        }

        return new Token(TokenKind.Wrong, text[start..], start);
    }

    /// <summary>Brackets of conditions may stand in it: [PIA/7140[7143=SA]].</summary>
    private Token Source()
    {
        int start = _at;
        int depth = 0;
        for (; _at < text.Length; _at++)
        {
            depth += text[_at] == '[' ? 1 : text[_at] == ']' ? -1 : 0;
            if (depth == 0)
                return new Token(TokenKind.Source, text[(start + 1).._at++].Trim(), start);
        }

        return new Token(TokenKind.Wrong, text[start..], start);
    }

    private Token Number()
    {
        int start = _at;
        while (_at < text.Length && (char.IsAsciiDigit(text[_at]) || text[_at] == '.'))
            _at++;
        return new Token(TokenKind.Number, text[start.._at], start);
    }

    private Token Name()
    {
        int start = _at;
        while (_at < text.Length && (char.IsLetterOrDigit(text[_at]) || text[_at] is '_' or '.' || (text[_at] == '-' && IsInName(start))))
            _at++;
        return new Token(TokenKind.Name, text[start.._at], start);
    }

    /// <summary>Names of tenant fields may have hyphens; elsewhere a hyphen is a minus.</summary>
    private bool IsInName(int start) => text.AsSpan(start, _at - start).Contains("extensions.", StringComparison.Ordinal);

    private Token Sign(char c)
    {
        int start = _at++;
        if (c is '<' or '>' && _at < text.Length && (text[_at] == '=' || (c == '<' && text[_at] == '>')))
            _at++;
        string sign = text[start.._at];
        return new Token(sign is "+" or "-" or "*" or "/" or "(" or ")" or "," or "=" or "<>" or "<" or "<=" or ">" or ">=" ? TokenKind.Sign : TokenKind.Wrong, sign, start);
    }
}
