using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace WebEdi.Diagnostics;

/// <summary>The catalogue of what diagnostics expect, each entry in both languages. The texts may change; codes are what programs look at.</summary>
public static partial class Expect
{
    private const int Listed = 12;

    /// <summary>Gets any number.</summary>
    public static Expectation Number { get; } = new("a number", "数値");

    /// <summary>Gets any date.</summary>
    public static Expectation Date { get; } = new("a date", "日付");

    /// <summary>Gets any time of day.</summary>
    public static Expectation Time { get; } = new("a time", "時刻");

    /// <summary>Gets letters and signs.</summary>
    public static Expectation Letters { get; } = new("letters, no digits", "数字以外の文字");

    /// <summary>Gets any value.</summary>
    public static Expectation AnyValue { get; } = new("a value", "値");

    /// <summary>Gets text without control characters.</summary>
    public static Expectation PrintableText { get; } = new("printable text", "印刷できる文字");

    /// <summary>Gets the number of an order.</summary>
    public static Expectation OrderNumber { get; } = new("an order number", "注文番号");

    /// <summary>Gets the form of a registration number for qualified invoices.</summary>
    public static Expectation RegistrationNumber { get; } = new("T and 13 digits", "T と数字 13 桁");

    /// <summary>Gets the form of a mail address.</summary>
    public static Expectation MailAddress { get; } = new("an address such as name@example.jp", "name@example.jp のようなアドレス");

    /// <summary>Gets the form of a map's name.</summary>
    public static Expectation MapName { get; } =
        new("1-60 letters, digits, hyphens and underscores", "英数字・ハイフン・下線 1～60 文字");

    /// <summary>Gets the form of a partner's name.</summary>
    public static Expectation PartnerName { get; } =
        new("1-40 letters, digits, hyphens and underscores", "英数字・ハイフン・下線 1～40 文字");

    /// <summary>Gets a map for reading.</summary>
    public static Expectation MapThatReads { get; } = new("a map that reads files", "取込用のマップ");

    /// <summary>Gets what a profile may override.</summary>
    public static Expectation OnlyReadingProperties { get; } =
        new("a property of maps that says how orders are read", "注文の読み取り方を指定するマップのプロパティ");

    /// <summary>Gets the place of a profile's encoding.</summary>
    public static Expectation EncodingBesideOverrides { get; } =
        new("\"encoding\" beside \"overrides\"", "\"overrides\" の外の \"encoding\"");

    /// <summary>Gets the absence of days where they have no meaning.</summary>
    public static Expectation NoDays { get; } = new("no days with \"refuse\"", "\"refuse\" では指定なし");

    /// <summary>Gets a regular expression that runs in linear time.</summary>
    public static Expectation RegularExpression { get; } =
        new("a regular expression without look-around and back references", "先読み・後読み・後方参照を含まない正規表現");

    /// <summary>Gets the JSON of a map.</summary>
    public static Expectation MapJson { get; } = new("JSON, comments allowed", "JSON（コメント可）");

    /// <summary>Gets a JSON object.</summary>
    public static Expectation JsonObject { get; } = new("an object", "オブジェクト");

    /// <summary>Gets the source of a field's value.</summary>
    public static Expectation ColumnOrConstant { get; } = new("the name of a column, or {\"constant\": \"...\"}", "列名、または {\"constant\": \"...\"}");

    /// <summary>Gets the way to a value in a message.</summary>
    public static Expectation WayOrConstant { get; } = new("the way to a value, or {\"constant\": \"...\"}", "値へのパス、または {\"constant\": \"...\"}");

    /// <summary>Gets the form of ways in messages of segments.</summary>
    public static Expectation SegmentPath { get; } =
        new("a way such as NAD+BY/3039, PO1/04 or PIA/7140[7143=SA]", "NAD+BY/3039、PO1/04、PIA/7140[7143=SA] などのパス");

    /// <summary>Gets the form of ways in messages of elements.</summary>
    public static Expectation ElementPath { get; } = new("a way such as OrderLine/LineItem/ID or ID/@schemeID", "OrderLine/LineItem/ID、ID/@schemeID などのパス");

    /// <summary>Gets the segment that begins a line.</summary>
    public static Expectation LineSegment { get; } = new("the segment that begins a line, such as LIN or PO1", "明細の先頭セグメント（LIN、PO1 など）");

    /// <summary>Gets the element that is a line.</summary>
    public static Expectation LineElement { get; } = new("the element that is a line, such as OrderLine", "明細の要素（OrderLine など）");

    /// <summary>Gets a segment whose elements have numbers.</summary>
    public static Expectation KnownSegment { get; } = new("a segment of the directory, or a position such as 04", "ディレクトリにあるセグメント、または 04 などの位置");

    /// <summary>Gets an option of maps of messages.</summary>
    public static Expectation OnlyInMapsOfMessages { get; } = new("it only in a map of messages, not of rows", "メッセージ形式のマップだけで指定");

    /// <summary>Gets an option of maps of rows.</summary>
    public static Expectation OnlyInMapsOfRows { get; } =
        new("it only in a map of rows; conditions of a message stand in its ways", "行形式のマップだけで指定（メッセージの条件はパスに書きます）");

    /// <summary>Gets an option that only texts have.</summary>
    public static Expectation OnlyForTexts { get; } = new("it only for a text", "文字の項目だけで指定");

    /// <summary>Gets an order with something in it.</summary>
    public static Expectation AtLeastOneLine { get; } = new("at least one line", "1 件以上の明細");

    /// <summary>Gets a field that the extension schema calls for.</summary>
    public static Expectation ExtensionField { get; } =
        new("a field, because the extension schema requires it", "項目（extensionSchema の required にあるため）");

    /// <summary>Gets a column's number, where there are no names.</summary>
    public static Expectation PositionWithoutHeader { get; } =
        new("a \"position\", because \"header\" is false", "\"position\"（\"header\" が false のため）");

    /// <summary>Gets the encodings that a map for writing may name.</summary>
    public static Expectation EncodingToWrite { get; } =
        new("utf-8 or cp932, because nothing can be detected in a file that is not there yet", "utf-8 または cp932（出力時は自動判別できないため）");

    /// <summary>Says what stands in a file for a character that its encoding lacks, and what could.</summary>
    /// <param name="written">What stands there.</param>
    /// <param name="proposal">The look-alike that the encoding has.</param>
    /// <returns>The expectation.</returns>
    public static Expectation WrittenAs(string written, string proposal) => new($"{written}; {proposal} would fit", $"{written}（候補: {proposal}）");

    /// <summary>Says what became of an interchange.</summary>
    /// <param name="code">TA104: A, E or R.</param>
    /// <param name="note">TA105, the interchange note code; 000: no error.</param>
    /// <returns>The expectation.</returns>
    public static Expectation Acknowledgement(string code, string note) => code switch
    {
        "A" => new Expectation($"accepted ({note})", $"受理（{note}）"),
        "E" => new Expectation($"accepted with errors ({note})", $"エラーを含み受理（{note}）"),
        "R" => new Expectation($"rejected ({note})", $"拒否（{note}）"),
        _ => new Expectation($"{code} ({note})", $"結果 {code}（{note}）"),
    };

    /// <summary>Says which form a text has.</summary>
    /// <param name="pattern">A regular expression.</param>
    /// <param name="description">What it means, where that is known.</param>
    /// <returns>The expectation.</returns>
    public static Expectation TextOfForm(string pattern, string? description)
    {
        string words = string.IsNullOrEmpty(description) ? "" : $" ({description})";
        return new Expectation($"a text of the form {pattern}{words}", $"{pattern} の形式のテキスト{words}");
    }

    /// <summary>Gets what files are taken in with.</summary>
    public static Expectation MapForOrders { get; } = new(
        "a map that reads orders, the only documents that are taken in so far; others are read and written as files, by the command line or a program",
        "注文を読むマップ（受け付ける文書は現在注文だけです。ほかの文書はコマンドラインまたはプログラムでファイルとして読み書きできます）");

    /// <summary>Gets the absence of a mark that the encoding does not have.</summary>
    public static Expectation NoByteOrderMark { get; } = new("false, because CP932 has no mark", "false（CP932 に BOM はないため）");

    /// <summary>Gets the columns of a map for writing.</summary>
    public static Expectation ColumnList { get; } = new(
        "a list of columns, for instance {\"header\": \"注文番号\", \"field\": \"orderNumber\"}",
        "列のリスト（例: {\"header\": \"注文番号\", \"field\": \"orderNumber\"}）");

    /// <summary>Gets the forms in which dates are read.</summary>
    public static Expectation DateToRead { get; } = new(
        "wareki, or a form such as yyyyMMdd, yyMMdd, yyyy/M/d, yyyy年M月d日", "wareki、または yyyyMMdd、yyMMdd、yyyy/M/d、yyyy年M月d日 などの書式");

    /// <summary>Gets the forms in which dates are written.</summary>
    public static Expectation DateToWrite { get; } = new(
        "a form such as yyyyMMdd, yyyy/MM/dd or yyyy/MM/dd HH:mm", "yyyyMMdd、yyyy/MM/dd、yyyy/MM/dd HH:mm などの書式");

    /// <summary>Gets an option that only dates have.</summary>
    public static Expectation OnlyForDates { get; } = new("it only for a date", "日付の項目だけで指定");

    /// <summary>Gets an option that only numbers have.</summary>
    public static Expectation OnlyForNumbers { get; } = new("it only for a number", "数値の項目だけで指定");

    /// <summary>Gets an option of maps of records with positions.</summary>
    public static Expectation OnlyInMapsOfFixedLength { get; } =
        new("it only in a map with \"read\": \"fixed\" or \"records\"", "\"read\": \"fixed\" または \"records\" のマップだけで指定");

    /// <summary>Gets an option of maps of rows with separators.</summary>
    public static Expectation OnlyInMapsOfColumns { get; } = new("it only in a map with \"read\": \"csv\"", "\"read\": \"csv\" のマップだけで指定");

    /// <summary>Gets the record that begins an order.</summary>
    public static Expectation OrderRecord { get; } = new("a type with \"role\": \"order\"", "\"role\": \"order\" のレコード種別");

    /// <summary>Gets the encoding of a file of records.</summary>
    public static Expectation RecordEncoding { get; } = new("the encoding, because bytes of records do not tell it", "文字コード（レコードのバイトからは判別できないため）");

    /// <summary>Gets the encoding of a file whose separator can be half of a character.</summary>
    public static Expectation EncodingOfSeparator { get; } =
        new("the encoding, because in CP932 the separator can be half of a character", "文字コード（CP932 では区切り文字が文字の2バイト目になり得るため）");

    /// <summary>Gets how quotes are named in a map that reads.</summary>
    public static Expectation QuoteToRead { get; } = new("one sign, or none", "引用符 1 文字、または none");

    /// <summary>Gets the columns of a type of records.</summary>
    public static Expectation ColumnNames { get; } = new("the names of the columns from left to right", "左から順に並べた列名");

    /// <summary>Gets a sign that is not used yet.</summary>
    public static Expectation OtherSign { get; } = new("another sign than the separator", "区切り文字と異なる文字");

    /// <summary>Gets the property that says by what columns are told apart.</summary>
    public static Expectation OnlyInRecordsOfColumns { get; } =
        new("it only where the type of a record stands in a column", "レコード種別を列で指定したマップだけで指定");

    /// <summary>Gets the property that says which bytes a record has.</summary>
    public static Expectation OnlyInRecordsOfBytes { get; } =
        new("it only where the type of a record stands at fixed bytes", "レコード種別をバイト位置で指定したマップだけで指定");

    /// <summary>Gets a name that no other field has.</summary>
    public static Expectation OtherName { get; } = new("a name that no other field has", "他の項目と重ならない名前");

    /// <summary>Gets the decimals of a number that the layout describes.</summary>
    public static Expectation DecimalsInLayout { get; } =
        new("the decimals in the layout only, because it says how the number is stored", "小数桁はレイアウト側だけで指定（数値の形式はレイアウトで決まります）");

    /// <summary>Gets the beginning of an item in a copybook.</summary>
    public static Expectation CopybookItem { get; } = new("an item such as 05 ORDER-NO PIC X(10).", "05 ORDER-NO PIC X(10). のような項目");

    /// <summary>Gets the pictures that a copybook may have.</summary>
    public static Expectation CopybookPicture { get; } = new("a picture such as X(10), N(20), 9(8), S9(7)V99", "X(10)、N(20)、9(8)、S9(7)V99 などの PICTURE 句");

    /// <summary>Gets the clauses that a copybook may have.</summary>
    public static Expectation CopybookClause { get; } =
        new("PIC, COMP-3, COMP, BINARY, SIGN, OCCURS, REDEFINES or VALUE", "PIC、COMP-3、COMP、BINARY、SIGN、OCCURS、REDEFINES、VALUE のいずれか");

    /// <summary>Gets the number of a table's entries.</summary>
    public static Expectation CopybookOccurs { get; } = new("OCCURS with one number, because positions must be fixed", "回数が固定の OCCURS 句（位置を確定するため）");

    /// <summary>Gets what an item of a copybook redefines.</summary>
    public static Expectation CopybookRedefines { get; } = new("the name of an earlier item of the same group", "同じ集団項目にある先の項目名");

    /// <summary>Gets how many digits a number of a copybook has.</summary>
    public static Expectation CopybookDigits { get; } = new("a number of 1 to 18 digits", "1～18 桁の数字項目");

    /// <summary>Gets a group mark that differs from the decimal mark.</summary>
    public static Expectation OtherGroupMark { get; } = new("another character than the decimal mark", "小数点と異なる文字");

    /// <summary>Gets the form of an EDIFACT segment's tag.</summary>
    public static Expectation EdifactTag { get; } = new("three capital letters or digits, a letter first", "英大文字で始まる英大文字・数字 3 文字");

    /// <summary>Gets the form of an X12 segment's identifier.</summary>
    public static Expectation X12Tag { get; } = new("two or three capital letters or digits, a letter first", "英大文字で始まる英大文字・数字 2～3 文字");

    /// <summary>Gets delimiters that can be told from each other and from data.</summary>
    public static Expectation Delimiters { get; } = new("different characters that are no letters and no digits", "英数字以外の互いに異なる文字");

    /// <summary>Says what needs no language: a number, a code, a pattern, a name, a list of them.</summary>
    /// <param name="text">The text; null gives null.</param>
    /// <returns>The same in both languages.</returns>
    [return: NotNullIfNotNull(nameof(text))]
    public static Expectation? Value(string? text) => text is null ? null : new Expectation(text, text);

    /// <summary>Says a number.</summary>
    /// <param name="number">The number.</param>
    /// <returns>The same in both languages.</returns>
    public static Expectation Value(long number) => Value(Text(number));

    /// <summary>Lists codes or names in order; more than 12 are cut.</summary>
    /// <param name="names">The names.</param>
    /// <returns>The list alone, the same in both languages.</returns>
    public static Expectation Names(IEnumerable<string> names) => Value(List(names.Order(StringComparer.Ordinal)));

    /// <summary>Says that one of several names is right; more than 12 are cut.</summary>
    /// <param name="names">The names in the order to show.</param>
    /// <returns>The expectation.</returns>
    public static Expectation OneOf(IEnumerable<string> names)
    {
        string list = List(names);
        return new Expectation($"one of: {list}", $"次のいずれか: {list}");
    }

    /// <summary>Says that exactly one of several properties is right.</summary>
    /// <param name="properties">The properties as they are written.</param>
    /// <returns>The expectation.</returns>
    public static Expectation ExactlyOneOf(params string[] properties)
    {
        ArgumentNullException.ThrowIfNull(properties);
        return new Expectation(
            $"exactly one of {string.Join(", ", properties[..^1])} and {properties[^1]}", $"{string.Join("、", properties)} のどれか 1 つだけ");
    }

    /// <summary>Says that at least one of several elements must be there.</summary>
    /// <param name="names">The elements in their order.</param>
    /// <returns>The expectation.</returns>
    public static Expectation AtLeastOneOf(IEnumerable<string> names)
    {
        string list = List(names);
        return new Expectation($"at least one of: {list}", $"次の 1 つ以上: {list}");
    }

    /// <summary>Says that at least one of several elements must be there because another is.</summary>
    /// <param name="names">The elements in their order.</param>
    /// <param name="other">The element that is there.</param>
    /// <returns>The expectation.</returns>
    public static Expectation AtLeastOneOfBeside(IEnumerable<string> names, string other)
    {
        string list = List(names);
        return new Expectation($"at least one of: {list} beside {other}", $"{other} があるため次の 1 つ以上: {list}");
    }

    /// <summary>Says that a value must be there because another is.</summary>
    /// <param name="other">The element that is there.</param>
    /// <returns>The expectation.</returns>
    public static Expectation ValueBeside(string other) => new($"a value beside {other}", $"{other} があるため値");

    /// <summary>Guesses what was meant by a wrong name.</summary>
    /// <param name="name">The nearest name.</param>
    /// <returns>The expectation.</returns>
    public static Expectation Perhaps(string name) => new($"'{name}' perhaps", $"'{name}' の誤記か");

    /// <summary>Says how many characters a text may have.</summary>
    /// <param name="min">The fewest.</param>
    /// <param name="max">The most.</param>
    /// <returns>The expectation.</returns>
    public static Expectation Characters(int min, int max) => new($"{Text(min)} to {Text(max)} characters", $"{Text(min)}～{Text(max)} 文字");

    /// <summary>Says how many characters a line of text may have.</summary>
    /// <param name="min">The fewest.</param>
    /// <param name="max">The most.</param>
    /// <returns>The expectation.</returns>
    public static Expectation PrintableCharacters(int min, int max) =>
        new($"{Text(min)} to {Text(max)} characters, no control characters", $"{Text(min)}～{Text(max)} 文字（制御文字は不可）");

    /// <summary>Says how many characters a text has at least.</summary>
    /// <param name="min">The fewest.</param>
    /// <returns>The expectation.</returns>
    public static Expectation AtLeastCharacters(int min) => new($"at least {Text(min)} characters", $"{Text(min)} 文字以上");

    /// <summary>Says how many characters a text has at most.</summary>
    /// <param name="max">The most.</param>
    /// <returns>The expectation.</returns>
    public static Expectation AtMostCharacters(int max) => new($"at most {Text(max)} characters", $"{Text(max)} 文字以内");

    /// <summary>Says how many entries a list has at least.</summary>
    /// <param name="min">The fewest.</param>
    /// <returns>The expectation.</returns>
    public static Expectation AtLeastEntries(int min) => new($"at least {Text(min)} entries", $"{Text(min)} 件以上");

    /// <summary>Says how many entries a list has at most.</summary>
    /// <param name="max">The most.</param>
    /// <returns>The expectation.</returns>
    public static Expectation AtMostEntries(int max) => new($"at most {Text(max)} entries", $"{Text(max)} 件以内");

    /// <summary>Says how many bytes something takes.</summary>
    /// <param name="min">The fewest.</param>
    /// <param name="max">The most.</param>
    /// <returns>The expectation.</returns>
    public static Expectation Bytes(int min, int max) => new($"{Text(min)} to {Text(max)} bytes", $"{Text(min)}～{Text(max)} バイト");

    /// <summary>Says how many bytes something takes at least.</summary>
    /// <param name="min">The fewest.</param>
    /// <returns>The expectation.</returns>
    public static Expectation AtLeastBytes(int min) => new($"at least {Text(min)} bytes", $"{Text(min)} バイト以上");

    /// <summary>Says that an element of a segment is meant.</summary>
    /// <param name="tag">The segment.</param>
    /// <returns>The expectation.</returns>
    public static Expectation ElementOf(string tag) => new($"a data element of segment {tag}", $"セグメント {tag} のデータ要素");

    /// <summary>Says that a way must lead somewhere.</summary>
    /// <param name="messageTypes">The messages that a map is for.</param>
    /// <returns>The expectation.</returns>
    public static Expectation ReachableSegment(IEnumerable<string> messageTypes)
    {
        string list = List(messageTypes);
        return list.Length == 0
            ? new Expectation("a way that begins here, or at the message with a slash in front", "この位置から始まる経路、または先頭に / を付けたメッセージからの経路")
            : new Expectation($"segments that {list} can have below one another", $"{list} でこの順に入れ子になりうるセグメント");
    }

    /// <summary>Says how many columns there are.</summary>
    /// <param name="count">The number.</param>
    /// <returns>The expectation.</returns>
    public static Expectation Columns(int count) => new($"{Text(count)} columns", $"{Text(count)} 列");

    /// <summary>Says between which bounds a number lies.</summary>
    /// <param name="min">The least; null: no bound.</param>
    /// <param name="max">The greatest; null: no bound.</param>
    /// <returns>The expectation.</returns>
    public static Expectation Range(decimal? min, decimal? max) => (min, max) switch
    {
        ({ } low, { } high) => new($"{Text(low)} to {Text(high)}", $"{Text(low)} 以上 {Text(high)} 以下"),
        ({ } low, null) => new($"at least {Text(low)}", $"{Text(low)} 以上"),
        (null, { } high) => new($"at most {Text(high)}", $"{Text(high)} 以下"),
        _ => Number,
    };

    /// <summary>Says between which bounds a whole number lies.</summary>
    /// <param name="min">The least.</param>
    /// <param name="max">The greatest.</param>
    /// <returns>The expectation.</returns>
    public static Expectation WholeNumber(long min, long max) =>
        new($"a whole number from {Text(min)} to {Text(max)}", $"{Text(min)}～{Text(max)} の整数");

    /// <summary>Shows how a number is written.</summary>
    /// <param name="example">A number so written.</param>
    /// <returns>The expectation.</returns>
    public static Expectation DigitsLike(string example) => new($"digits such as {example}", $"{example} のような数字");

    /// <summary>Says how a number without a decimal mark is written.</summary>
    /// <param name="decimals">How many of the last digits are decimals.</param>
    /// <returns>The expectation.</returns>
    public static Expectation ImpliedDecimals(int decimals) =>
        new($"digits, the last {Text(decimals)} of them decimals", $"数字（末尾 {Text(decimals)} 桁は小数）");

    /// <summary>Says the check digit that fits.</summary>
    /// <param name="digit">The digit.</param>
    /// <returns>The expectation.</returns>
    public static Expectation CheckDigit(int digit) => new($"check digit {Text(digit)}", $"検査数字 {Text(digit)}");

    /// <summary>Says that a property belongs to the other direction of maps.</summary>
    /// <param name="property">The property that such maps have.</param>
    /// <returns>The expectation.</returns>
    public static Expectation OnlyInMapsWith(string property) => new($"it only in a map that has \"{property}\"", $"\"{property}\" のあるマップだけで指定");

    /// <summary>Says which properties an object must have.</summary>
    /// <param name="properties">The properties.</param>
    /// <returns>The expectation.</returns>
    public static Expectation ObjectWith(IEnumerable<string> properties)
    {
        string list = List(properties);
        return new Expectation($"an object with at least {list}", $"{list} を含むオブジェクト");
    }

    /// <summary>Says that an encoding needs its character table.</summary>
    /// <param name="encoding">The encoding.</param>
    /// <returns>The expectation.</returns>
    public static Expectation CharacterTable(string encoding) =>
        new($"the character table of {encoding} to be added before the map", $"マップより先に {encoding} の文字表を登録");

    /// <summary>Says which characters may be used.</summary>
    /// <param name="encoding">The encoding that has them.</param>
    /// <returns>The expectation.</returns>
    public static Expectation CharactersOf(string encoding) => new($"characters that {encoding} has", $"{encoding} にある文字");

    private static string List(IEnumerable<string> names)
    {
        ArgumentNullException.ThrowIfNull(names);
        string[] first = [.. names.Take(Listed + 1)];
        return first.Length > Listed ? string.Join(", ", first[..Listed]) + ", …" : string.Join(", ", first);
    }

    private static string Text(decimal number) => number.ToString(CultureInfo.InvariantCulture);
}
