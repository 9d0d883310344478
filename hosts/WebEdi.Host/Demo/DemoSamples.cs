using System.Globalization;
using System.Text;

namespace WebEdi.Host.Demo;

/// <summary>Order files to play with. Dates count from today, so that a demo never begins with overdue orders.</summary>
internal static class DemoSamples
{
    public const string First = "orders-first.csv";
    public const string Cp932 = "orders-cp932.csv";
    public const string Utf8 = "orders-utf8.csv";
    public const string BadRow = "orders-bad-row.csv";

    private const string Header = "注文番号,発注日,取引先コード,取引先名,行番号,品番,品名,仕様,数量,単位,単価,納期,納入先コード,納入先,備考";

    private static readonly Encoding ShiftJis = MakeShiftJis();
    private static readonly Encoding Utf8Bom = new UTF8Encoding(encoderShouldEmitUTF8Identifier: true);
    private static readonly Encoding Utf8Plain = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);

    private static readonly (string Name, Encoding Encoding, Func<DateOnly, IEnumerable<string>> Rows)[] Files =
    [
        (First, ShiftJis, day =>
        [
            Row("4500001001", day, "S001", "北浜精機株式会社", "10", "0012", "六角ボルト M8×30", "SUS304", "1200", "個", "18.5", Slashed(day, 10), "通常"),
            Row("4500001001", day, "S001", "北浜精機株式会社", "20", "0013", "六角ナット M8", "SUS304", "1200", "個", "9.2", Slashed(day, 10), "通常"),
            Row("4500001002", day, "S001", "北浜精機株式会社", "10", "1-2", "シャフト φ20", "S45C 研磨", "40", "本", "1850", Slashed(day, 21), "図面改訂あり"),
            Row("4500001003", day, "S002", "㈱髙木ばね工業", "10", "3E5", "圧縮ばね", "線径①1.2 ～ 1.4", "500", "個", "42", Slashed(day, 14), ""),
            Row("4500001004", day, "S003", "Nanki Plastics K.K.", "10", "PL-220", "Cover, black", "ABS", "300", "個", "115", Slashed(day, 30), ""),
        ]),
        (Cp932, ShiftJis, day =>
        [
            Row("4500002001", day, "S001", "北浜精機株式会社", "10", "0021", "段付ピン", "SUJ2 熱処理", "250", "個", "63", Compact(day, 12), "至急"),
            Row("4500002001", day, "S001", "北浜精機株式会社", "20", "0022", "座金 ㈱髙品質仕様", "t1.6", "2500", "枚", "2.4", Compact(day, 12), "至急"),
            Row("4500002001", day, "S001", "北浜精機株式会社", "30", "0023", "カラー", "A5056", "80", "個", "310", Compact(day, 19), "至急"),
            Row("4500002002", day, "S002", "㈱髙木ばね工業", "10", "SP-7", "引張ばね", "SWP-B", "1,000", "個", "27", Era(day, 15), ""),
            Row("4500002003", day, "S003", "Nanki Plastics K.K.", "10", "PL-231", "Bracket ～ 10mm", "PP", "640", "個", "88", Compact(day, 25), ""),
        ]),
        (Utf8, Utf8Bom, day =>
        [
            Row("4500003001", day, "S001", "北浜精機株式会社", "10", "0031", "スペーサー", "POM", "90", "個", "145", Slashed(day, 9), ""),
            Row("4500003002", day, "S002", "㈱髙木ばね工業", "10", "SP-9", "トーションばね", "SUS304-WPB", "400", "個", "55", Slashed(day, 16), ""),
            Row("4500003002", day, "S002", "㈱髙木ばね工業", "20", "SP-10", "板ばね", "𠮷野 t0.5", "400", "枚", "71", Slashed(day, 16), ""),
        ]),
        (BadRow, Utf8Plain, day =>
        [
            Row("4500004001", day, "S001", "北浜精機株式会社", "10", "0041", "ブッシュ", "BC6", "60", "個", "420", Slashed(day, 11), ""),
            Row("4500004002", day, "S002", "㈱髙木ばね工業", "10", "SP-11", "皿ばね", "SUS301", "１０個", "個", "38", "2026/2/30", "数量と納期に誤り"),
            Row("4500004003", day, "S003", "Nanki Plastics K.K.", "10", "PL-240", "Knob", "ABS", "75", "個", "96", Slashed(day, 20), ""),
        ]),
    ];

    public static bool Contains(string name) => Files.Any(f => f.Name == name);

    /// <summary>Writes the files that are not there yet.</summary>
    public static void Write(string folder, DateOnly today)
    {
        Directory.CreateDirectory(folder);
        foreach ((string name, Encoding encoding, Func<DateOnly, IEnumerable<string>> rows) in Files)
        {
            string path = Path.Combine(folder, name);
            if (!File.Exists(path))
                File.WriteAllText(path, string.Concat(rows(today).Prepend(Header).Select(r => r + "\r\n")), encoding);
        }
    }

    private static string Row(
        string order, DateOnly day, string supplier, string supplierName, string line, string item, string name, string spec, string quantity, string unit, string price, string due, string note) =>
        string.Join(',', new[] { order, Slashed(day, 0), supplier, supplierName, line, item, name, spec, quantity, unit, price, due, "P1", "本社工場 第1受入", note }.Select(Quoted));

    private static string Quoted(string field) => field.Contains(',', StringComparison.Ordinal) ? $"\"{field}\"" : field;

    private static string Slashed(DateOnly day, int days) => day.AddDays(days).ToString("yyyy/M/d", CultureInfo.InvariantCulture);

    private static string Compact(DateOnly day, int days) => day.AddDays(days).ToString("yyyyMMdd", CultureInfo.InvariantCulture);

    /// <summary>In the era that began in 2019 (令和).</summary>
    private static string Era(DateOnly day, int days)
    {
        DateOnly date = day.AddDays(days);
        return string.Create(CultureInfo.InvariantCulture, $"令和{date.Year - 2018}年{date.Month}月{date.Day}日");
    }

    private static Encoding MakeShiftJis() => CodePagesEncodingProvider.Instance.GetEncoding(932)!;
}
