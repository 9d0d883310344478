using WebEdi.Diagnostics;
using WebEdi.Engine.Mapping;
using WebEdi.Engine.Mapping.Expressions;
using Xunit;

namespace WebEdi.Engine.Tests.Mapping.Expressions;

public sealed class ExpressionTests
{
    [Theory]
    [InlineData("1 + 2 * 3", "7")]
    [InlineData("(1 + 2) * 3 - -4", "13")]
    [InlineData("2 - 3 - 4", "-5")]
    [InlineData("100 / 8 / 2", "6.25")]
    [InlineData("quantity * price", "150")]
    [InlineData("quantity*price - 0.5", "149.5")]
    [InlineData("[入数] * quantity", "72")]
    [InlineData("round(10 / 4)", "3")]
    [InlineData("round(-2.5)", "-3")]
    [InlineData("round(2.45, 1, 'halfEven')", "2.4")]
    [InlineData("round(2.49, 1, '切捨て')", "2.4")]
    [InlineData("round(-2.49, 1, 'down')", "-2.4")]
    [InlineData("round(2.41, 1, '切上げ')", "2.5")]
    [InlineData("round(-2.41, 1, 'up')", "-2.5")]
    [InlineData("round(2.45, 1, '四捨五入')", "2.5")]
    [InlineData("min(quantity, 5, price)", "5")]
    [InlineData("max(quantity, none)", "6")]
    [InlineData("abs(0 - quantity)", "6")]
    [InlineData("none * 2", null)]
    [InlineData("ifMissing(none, price, 1)", "25")]
    [InlineData("ifMissing(none, none)", null)]
    [InlineData("ifMissing([空], '9')", "9")]
    [InlineData("if(quantity >= 6 and not(missing(price)), 'many', 'few')", "many")]
    [InlineData("if(none > 1 or contains(item, 'ZZ'), 1, 2)", "2")]
    [InlineData("if([入数] = 12, 'dozen', 'other')", "dozen")]
    [InlineData("if(item <> 'AB-12', 1, 2)", "2")]
    [InlineData("concat(order.number, '-', item, none)", "PO1-AB-12")]
    [InlineData("concat(none, none)", null)]
    [InlineData("concat('it''s ', 1.50)", "it's 1.5")]
    [InlineData("substring(item, 2, 3)", "B-1")]
    [InlineData("substring(item, 4)", "12")]
    [InlineData("substring(item, 9, 3)", null)]
    [InlineData("left(item, 2)", "AB")]
    [InlineData("right(item, 99)", "AB-12")]
    [InlineData("before(item, '-')", "AB")]
    [InlineData("after(item, '-')", "12")]
    [InlineData("before(item, '/')", "AB-12")]
    [InlineData("after(item, '/')", null)]
    [InlineData("padLeft(quantity, 5, '0')", "00006")]
    [InlineData("padRight(item, 7, '*')", "AB-12**")]
    [InlineData("upper('abc')", "ABC")]
    [InlineData("lower(item)", "ab-12")]
    [InlineData("halfWidth('ＡＢ１２　ガパヴー。')", "AB12 ｶﾞﾊﾟｳﾞｰ｡")]
    [InlineData("fullWidth('AB1 ｶﾞﾊﾟｳﾞｰ｡ﾞ')", "ＡＢ１　ガパヴー。゛")]
    [InlineData("replace(item, '-', '')", "AB12")]
    [InlineData("length(item)", "5")]
    [InlineData("number(after(item, '-')) + 1", "13")]
    [InlineData("text(price, 2)", "25.00")]
    [InlineData("text(due, 'yyyy/MM/dd')", "2026/12/24")]
    [InlineData("due - 3", "2026-12-21")]
    [InlineData("date([日]) + 1", "2027-01-01")]
    [InlineData("trim('　a ')", "a")]
    [InlineData("this", "own")]
    [InlineData("[PIA/7140[7143=SA]]", "12")]
    public void An_expression_makes(string text, string? expected)
    {
        Assert.Equal(expected, Run(text, out Failure? failed));
        Assert.Null(failed);
    }

    [Theory]
    [InlineData("1 / (quantity - 6)", 0, "1 / 0")]
    [InlineData("price / [零]", 1, "25 / 0")]
    [InlineData("79228162514264337593543950335 * quantity", 0, "79228162514264337593543950335 * 6")]
    [InlineData("[文字] * 2", 0, "'abc'")]
    [InlineData("number(item)", 0, "'AB-12'")]
    [InlineData("due + 0.5", 0, "2026-12-24 + 0.5")]
    [InlineData("due + 99999999", 0, "2026-12-24 + 99999999")]
    public void What_cannot_be_worked_out_names_the_value_to_blame(string text, int input, string found)
    {
        Assert.Null(Run(text, out Failure? failed));
        Assert.Equal((input, found), (failed!.Input, failed.Found));
    }

    [Theory]
    [InlineData("", 1)]
    [InlineData("quantity +", 11)]
    [InlineData("quantity quantity", 10)]
    [InlineData("quantty * 2", 1)]
    [InlineData("2 * rond(1)", 5)]
    [InlineData("item * 2", 6)]
    [InlineData("(1 + 2", 7)]
    [InlineData("'abc", 1)]
    [InlineData("1 ! 2", 3)]
    [InlineData("round(price, 11)", 1)]
    [InlineData("round(price, 0, 'sideways')", 1)]
    [InlineData("min(1)", 1)]
    [InlineData("if(1, 2, 3)", 1)]
    [InlineData("if(1 = 1, 2, 'x')", 1)]
    [InlineData("quantity = item", 10)]
    [InlineData("quantity and price", 10)]
    [InlineData("upper(quantity)", 1)]
    [InlineData("text(due, 'HH')", 1)]
    [InlineData("1.2.3", 1)]
    public void What_is_no_expression_is_told_with_its_place(string text, int place)
    {
        string? found = null;
        Assert.Null(Parse(text, (what, _) => found = what));
        Assert.EndsWith($", {place})", found, StringComparison.Ordinal);
    }

    [Fact]
    public void A_wrong_name_suggests_the_right_one()
    {
        Expectation? expected = null;
        Parse("quantty", (_, e) => expected = e);

        Assert.Contains("quantity", expected!.English, StringComparison.Ordinal);
    }

    [Fact]
    public void Deep_and_long_expressions_are_refused()
    {
        Assert.Null(Parse(new string('(', 500), (_, _) => { }));
        Assert.Null(Parse(new string('-', 900) + "1", (_, _) => { }));
        Assert.Null(Parse(string.Concat(Enumerable.Repeat("1+", 400)) + "1", (_, _) => { }));
        Assert.Null(Parse(new string('1', 1001), (_, _) => { }));
        Assert.Null(Parse(string.Concat(Enumerable.Repeat("abs(", 200)), (_, _) => { }));
    }

    [Fact]
    public void Texts_on_the_way_are_bounded()
    {
        Assert.Null(Run("concat(padLeft('x', 4000), padLeft('x', 4000))", out Failure? failed));
        Assert.NotNull(failed);
        Assert.Null(Run("replace(padLeft('x', 4000, 'x'), 'x', padLeft('y', 100))", out failed));
        Assert.NotNull(failed);
    }

    private static Term? Parse(string text, Action<string, Expectation> wrong, List<ExpressionInput>? inputs = null) => ExpressionParser.Parse(text, new Names(), inputs ?? [], wrong);

    private static string? Run(string text, out Failure? failed)
    {
        List<ExpressionInput> uses = [];
        Term term = Parse(text, (found, expected) => Assert.Fail($"{found}: {expected.English}"), uses)!;
        Evaluation evaluation = new();
        Span<Operand> inputs = evaluation.Begin(uses.Count);
        for (int i = 0; i < uses.Count; i++)
            inputs[i] = Names.Values[uses[i].Name];
        Operand made = term.ToText().Run(evaluation);
        failed = evaluation.Failed;
        return made.HasValue && failed is null ? made.Text : null;
    }

    private sealed class Names : IExpressionNames
    {
        public static readonly Dictionary<string, Operand> Values = new()
        {
            ["quantity"] = Operand.Of(6m),
            ["price"] = Operand.Of(25m),
            ["none"] = Operand.Missing,
            ["item"] = Operand.Of("AB-12"),
            ["order.number"] = Operand.Of("PO1"),
            ["due"] = Operand.Of(new DateOnly(2026, 12, 24)),
            ["this"] = Operand.Of("own"),
            ["[入数]"] = Operand.Of("１２"),
            ["[零]"] = Operand.Of("0"),
            ["[空]"] = Operand.Missing,
            ["[日]"] = Operand.Of("2026/12/31"),
            ["[文字]"] = Operand.Of("abc"),
            ["[PIA/7140[7143=SA]]"] = Operand.Of("12"),
        };

        public IEnumerable<string> All => Values.Keys;

        public ExpressionInput? Find(string name) => Values.ContainsKey(name) ? new ExpressionInput(0, name, TypeOf(name)) : null;

        public ExpressionInput? FindSource(string source) =>
            Values.ContainsKey($"[{source}]") ? new ExpressionInput(0, $"[{source}]", ExpressionType.Raw) : null;

        private static ExpressionType TypeOf(string name) => name switch
        {
            "quantity" or "price" or "none" => ExpressionType.Number,
            "due" => ExpressionType.Date,
            "this" => ExpressionType.Raw,
            _ => ExpressionType.Text,
        };
    }
}
