namespace WebEdi.Diagnostics;

public static partial class Expect
{
    /// <summary>Gets the form of a table's name.</summary>
    public static Expectation TableName { get; } = new("1-60 letters, digits, hyphens and underscores", "英数字・ハイフン・下線 1～60 文字");

    /// <summary>Gets the form of a table.</summary>
    public static Expectation TableText { get; } =
        new("CSV with a header line, or a JSON array of objects", "見出し行のある CSV、またはオブジェクトの JSON 配列");

    /// <summary>Gets the encodings of a table.</summary>
    public static Expectation TableEncoding { get; } = new("UTF-8 or CP932", "UTF-8 または CP932");

    /// <summary>Gets a heading that no other column of a table has.</summary>
    public static Expectation OtherHeading { get; } = new("a heading that no other column has", "他の列と重ならない見出し");

    /// <summary>Gets a closing quotation mark.</summary>
    public static Expectation ClosingQuote { get; } = new("a closing quotation mark, and a separator or the end of the line behind it", "閉じる引用符と、その後の区切り文字または行末");

    /// <summary>Gets the condition under which a table can be deleted.</summary>
    public static Expectation NoMapWithTable { get; } = new("no map that uses it", "このテーブルを使うマップがないこと");

    /// <summary>Says how many rows, columns or bytes there may be.</summary>
    /// <param name="most">The most.</param>
    /// <returns>The expectation.</returns>
    public static Expectation AtMost(long most) => new($"at most {Text(most)}", $"{Text(most)} 以下");

    /// <summary>Says that a table is needed.</summary>
    /// <param name="names">The tables that there are.</param>
    /// <returns>The expectation.</returns>
    public static Expectation TableOneOf(IEnumerable<string> names)
    {
        string list = List(names);
        return list.Length == 0
            ? new Expectation("a table, which must be stored first", "先に登録した変換テーブルの名前")
            : new Expectation($"a table, one of: {list}", $"変換テーブルの名前（{list}）");
    }

    /// <summary>Says that the rows of a table must not contradict one another.</summary>
    /// <param name="first">The line of the earlier row.</param>
    /// <param name="second">The line of the later one.</param>
    /// <returns>The expectation.</returns>
    public static Expectation UniqueKeys(int first, int second) =>
        new($"one value for every key, but lines {Text(first)} and {Text(second)} of the table differ", $"キーごとに 1 つの値（テーブルの {Text(first)} 行目と {Text(second)} 行目で異なります）");

    /// <summary>Gets something that stands in a list already.</summary>
    public static Expectation OnlyOnce { get; } = new("it only once", "1 回だけの指定");

    /// <summary>Gets conditions of which one does not exclude the other.</summary>
    public static Expectation ConditionsThatMeet { get; } = new("conditions that can hold together", "同時に成り立つ条件");

    /// <summary>Gets a text that rows can have that are not passed over.</summary>
    public static Expectation TextOfReadRows { get; } = new("a text of rows that are read", "読み込む行にある値");

    /// <summary>Gets the words of columns that are written.</summary>
    public static Expectation WordsForWriting { get; } =
        new("a field as it is, with codes, date, decimals, implied, maxLength, default or constant: replies are not calculated", "codes・date・decimals・implied・maxLength・default・constant のみ（回答の値は計算しません）");

    /// <summary>Gets a divisor that is not zero.</summary>
    public static Expectation OtherDivisor { get; } = new("another divisor than 0", "0 以外の除数");

    /// <summary>Gets a number that fits.</summary>
    public static Expectation SmallerNumber { get; } = new("a result of at most 28 digits", "28 桁以内の結果");

    /// <summary>Gets days that can be added to a date.</summary>
    public static Expectation WholeDays { get; } = new("whole days, and a date in the years 1 to 9999", "整数の日数（1～9999 年の日付になること）");

    /// <summary>Gets what stands between two parts of an expression.</summary>
    public static Expectation Operator { get; } = new("+ - * / = <> < <= > >= and, or, or the end", "演算子（+ - * / = <> < <= > >= and or）または式の終わり");

    /// <summary>Gets a part of an expression.</summary>
    public static Expectation Operand { get; } =
        new("a field, [column or way], number, 'text', function or (", "項目名、[列名またはパス]、数値、'文字'、関数、( のいずれか");

    /// <summary>Gets an expression within the limits.</summary>
    public static Expectation ShorterExpression { get; } = new("a shorter expression", "もっと短い式");

    /// <summary>Gets what holds or does not.</summary>
    public static Expectation Condition { get; } = new("a condition", "条件式");

    /// <summary>Says that two values of different types are compared.</summary>
    /// <param name="left">The type of the one.</param>
    /// <param name="right">The type of the other.</param>
    /// <returns>The expectation.</returns>
    public static Expectation SameTypes(string left, string right) => new($"two values of the same type, not {left} and {right}", $"同じ型の値どうし（{left} と {right} は比べられません）");

    /// <summary>Gets a factor between units.</summary>
    public static Expectation Factor { get; } = new("a factor above 0, and results of at most 28 digits", "0 より大きい係数（結果は 28 桁以内）");

    /// <summary>Gets fields that do not need one another.</summary>
    /// <param name="names">The fields, in the order in which they use each other.</param>
    /// <returns>The expectation.</returns>
    public static Expectation NoCircle(IEnumerable<string> names)
    {
        string way = string.Join(" > ", names);
        return new Expectation($"fields that do not use one another in a circle: {way}", $"循環しない項目（{way}）");
    }

    /// <summary>Gets an option that needs a text of the field's own.</summary>
    public static Expectation OwnSource { get; } = new("a column or way of the field itself", "項目自身の列またはパス");

    /// <summary>Gets a condition that can hold.</summary>
    public static Expectation Reachable { get; } = new("something that can happen", "成り立ちうる条件");

    /// <summary>Says that something is never reached.</summary>
    /// <param name="earlier">What comes before and takes it all.</param>
    /// <returns>The expectation.</returns>
    public static Expectation NotBehind(string earlier) => new($"something that {earlier} does not take already", $"{earlier} で先に取られないもの");

    /// <summary>Gets a script that keeps to its limits.</summary>
    public static Expectation ScriptWithinLimits { get; } = new("a script that ends within its limits", "制限内で終わるスクリプト");

    /// <summary>Says what a field takes.</summary>
    /// <param name="kind">The type of its values.</param>
    /// <returns>The expectation.</returns>
    public static Expectation OfKind(string kind) => new($"a value for a field of the type {kind}", $"型 {kind} の項目に入る値");

    /// <summary>Gets a Scriban template.</summary>
    public static Expectation ScribanTemplate { get; } = new("a Scriban template", "Scriban テンプレート");
}
