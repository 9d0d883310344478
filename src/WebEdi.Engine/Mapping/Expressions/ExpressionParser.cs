using System.Globalization;

using WebEdi.Diagnostics;
using WebEdi.Engine.Text;

namespace WebEdi.Engine.Mapping.Expressions;

/// <summary>Reads expressions: <c>round(quantity * price, 0, 'down')</c>, <c>concat(order.number, '-', number)</c>, <c>ifMissing([予備単価], price)</c>.</summary>
internal sealed class ExpressionParser
{
    /// <summary>The longest expression, in characters.</summary>
    public const int MaxLength = 1_000;

    private const int MaxDepth = 40;
    private const int MaxTerms = 300;

    private static readonly string[][] Levels = [["or"], ["and"], ["=", "<>", "<", "<=", ">", ">="], ["+", "-"], ["*", "/"]];

    private readonly ExpressionLexer _lexer;
    private readonly IExpressionNames _names;
    private readonly List<ExpressionInput> _inputs;
    private Token _next;
    private int _depth;
    private int _terms;

    private ExpressionParser(string text, IExpressionNames names, List<ExpressionInput> inputs)
    {
        (_lexer, _names, _inputs) = (new ExpressionLexer(text), names, inputs);
        _next = _lexer.Next();
    }

    /// <summary>Reads an expression.</summary>
    /// <param name="text">The expression.</param>
    /// <param name="names">What it may name.</param>
    /// <param name="inputs">The values that expressions of the same field use already; those of this one are added.</param>
    /// <param name="wrong">Told what is wrong: found and expected.</param>
    /// <returns>Null when it is wrong, which has been told.</returns>
    public static Term? Parse(string text, IExpressionNames names, List<ExpressionInput> inputs, Action<string, Expectation> wrong)
    {
        if (text.Length > MaxLength)
        {
            wrong(text, Expect.AtMostCharacters(MaxLength));
            return null;
        }

        ExpressionParser parser = new(text, names, inputs);
        try
        {
            Term term = parser.Level(0);
            if (parser._next.Kind != TokenKind.End)
                throw parser.Unexpected(Expect.Operator);
            return term;
        }
        catch (ExpressionException e)
        {
            // A name in brackets that is wrong has been told already.
            if (e.Expected is not null)
                wrong(string.Create(CultureInfo.InvariantCulture, $"{e.Found} ({text}, {e.At + 1})"), e.Expected);
            return null;
        }
    }

    private Term Level(int level)
    {
        if (level == Levels.Length)
            return Unary();

        Deeper();
        Term left = Level(level + 1);
        while (_next.Kind is TokenKind.Sign or TokenKind.Name && Levels[level].Contains(_next.Text, StringComparer.Ordinal))
        {
            Token sign = Take();
            Term right = Level(level + 1);
            left = Operators.Join(sign.Text, left, right) ?? throw new ExpressionException(sign.Text, sign.At, Mismatch(sign.Text, left, right));
        }

        _depth--;
        return left;
    }

    private Term Unary()
    {
        if (_next is { Kind: TokenKind.Sign, Text: "-" })
        {
            Deeper();
            Token sign = Take();
            Term term = Operators.Negate(Unary()) ?? throw new ExpressionException(sign.Text, sign.At, Expect.Number);
            _depth--;
            return term;
        }

        return Primary();
    }

    private Term Primary()
    {
        if (++_terms > MaxTerms)
            throw Unexpected(Expect.ShorterExpression);

        Token token = Take();
        switch (token.Kind)
        {
            case TokenKind.Number when decimal.TryParse(token.Text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal number):
                Operand constant = Operand.Of(number);
                return new Term(ExpressionType.Number, _ => constant, -1, token.At) { Literal = token.Text };
            case TokenKind.Text:
                Operand text = Operand.Of(token.Text);
                return new Term(ExpressionType.Text, _ => text, -1, token.At) { Literal = token.Text };
            case TokenKind.Source:
                return Use(_names.FindSource(token.Text) ?? throw new ExpressionException(token.Text, token.At, null), token.At);
            case TokenKind.Name when _next is { Kind: TokenKind.Sign, Text: "(" }:
                return Call(token);
            case TokenKind.Name:
                return Use(_names.Find(token.Text) ?? throw new ExpressionException(token.Text, token.At, Near(token.Text, _names.All)), token.At);
            case TokenKind.Sign when token.Text == "(":
                Term inner = Level(0);
                Expected(")");
                return inner with { Literal = null };
            default:
                throw new ExpressionException(token.Kind == TokenKind.End ? "" : token.Text, token.At, Expect.Operand);
        }
    }

    private Term Call(Token name)
    {
        Deeper();
        Expected("(");
        List<Term> arguments = [];
        if (_next is not { Kind: TokenKind.Sign, Text: ")" })
        {
            arguments.Add(Level(0));
            while (_next is { Kind: TokenKind.Sign, Text: "," })
            {
                Take();
                arguments.Add(Level(0));
            }
        }

        Expected(")");
        _depth--;
        if (!Functions.All.TryGetValue(name.Text, out Function? function))
            throw new ExpressionException(name.Text, name.At, Near(name.Text, Functions.All.Keys));

        return function.Make(arguments) is { } made ? made with { At = name.At } : throw new ExpressionException(name.Text, name.At, Expect.Value(function.Form));
    }

    private Term Use(ExpressionInput input, int at)
    {
        int index = _inputs.IndexOf(input);
        if (index < 0)
        {
            index = _inputs.Count;
            _inputs.Add(input);
        }

        return new Term(input.Type, e => e.Get(index), index, at);
    }

    private Token Take()
    {
        Token token = _next;
        _next = _lexer.Next();
        return token;
    }

    private void Expected(string sign)
    {
        if (_next.Kind != TokenKind.Sign || _next.Text != sign)
            throw Unexpected(Expect.Value(sign));
        Take();
    }

    private void Deeper()
    {
        if (++_depth > MaxDepth * Levels.Length)
            throw Unexpected(Expect.ShorterExpression);
    }

    private ExpressionException Unexpected(Expectation expected) => new(_next.Text, _next.At, expected);

    private static Expectation Near(string name, IEnumerable<string> names) =>
        Suggestion.Nearest(name, names) is { } near ? Expect.Perhaps(near) : Expect.OneOf(names.Order(StringComparer.Ordinal));

    private static Expectation Mismatch(string sign, Term left, Term right) => sign switch
    {
        "and" or "or" => Expect.Condition,
        "+" or "-" or "*" or "/" => Expect.Number,
        _ => Expect.SameTypes($"{left.Type}", $"{right.Type}"),
    };

    /// <summary>Ends the reading; never leaves this class.</summary>
    private sealed class ExpressionException(string found, int at, Expectation? expected) : Exception
    {
        public string Found => found;

        public int At => at;

        public Expectation? Expected => expected;
    }
}
