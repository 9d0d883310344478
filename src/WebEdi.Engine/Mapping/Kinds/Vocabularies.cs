using WebEdi.Documents;

namespace WebEdi.Engine.Mapping.Kinds;

/// <summary>The words for values that are one of a few; case does not matter.</summary>
internal static class Vocabularies
{
    /// <summary>Gets the words for yes and no.</summary>
    public static IReadOnlyDictionary<string, int> Flag { get; } = Words(
        ("true", 1), ("yes", 1), ("y", 1), ("1", 1), ("内税", 1), ("税込", 1), ("false", 0), ("no", 0), ("n", 0), ("0", 0), ("外税", 0), ("税抜", 0));

    /// <summary>Gets the words for <see cref="DocumentPurpose"/>.</summary>
    public static IReadOnlyDictionary<string, int> DocumentPurpose { get; } = Words(
        ("original", 9), ("new", 9), ("9", 9), ("新規", 9), ("change", 4), ("4", 4), ("変更", 4), ("訂正", 4), ("cancel", 1), ("cancellation", 1), ("1", 1), ("取消", 1));

    /// <summary>Gets the words for <see cref="Documents.LineChange"/>.</summary>
    public static IReadOnlyDictionary<string, int> LineChange { get; } = Words(
        ("added", 1), ("追加", 1), ("deleted", 2), ("削除", 2), ("取消", 2), ("changed", 3), ("変更", 3), ("unchanged", 4), ("変更なし", 4));

    /// <summary>Gets the words for <see cref="Documents.PriceType"/>.</summary>
    public static IReadOnlyDictionary<string, int> PriceType { get; } = Words(
        ("firm", 0), ("確定", 0), ("provisional", 1), ("仮", 1), ("仮単価", 1), ("freeOfCharge", 2), ("free", 2), ("無償", 2));

    /// <summary>Gets the words for <see cref="Documents.TaxCategory"/>.</summary>
    public static IReadOnlyDictionary<string, int> TaxCategory { get; } = Words(
        ("standard", 0), ("標準", 0), ("標準税率", 0), ("課税", 0), ("reduced", 1), ("軽減", 1), ("軽減税率", 1), ("exempt", 2), ("非課税", 2), ("outOfScope", 3), ("不課税", 3), ("対象外", 3));

    /// <summary>Gets the words for <see cref="ResponseKind"/>.</summary>
    public static IReadOnlyDictionary<string, int> ResponseKind { get; } = Words(
        ("accepted", 0), ("承諾", 0), ("changed", 1), ("変更", 1), ("refused", 2), ("拒否", 2), ("onHold", 3), ("保留", 3));

    /// <summary>Gets the words for <see cref="Documents.PromiseKind"/>.</summary>
    public static IReadOnlyDictionary<string, int> PromiseKind { get; } = Words(("promised", 0), ("確約", 0), ("backOrder", 1), ("注残", 1));

    /// <summary>Gets the words for <see cref="Documents.InvoiceType"/>.</summary>
    public static IReadOnlyDictionary<string, int> InvoiceType { get; } = Words(
        ("invoice", 380), ("請求", 380), ("creditNote", 381), ("返品", 381), ("debitNote", 383), ("corrected", 384), ("訂正", 384), ("selfBilled", 389), ("仕入明細", 389));

    /// <summary>Gets the words for <see cref="Documents.ScheduleKind"/>.</summary>
    public static IReadOnlyDictionary<string, int> ScheduleKind { get; } = Words(
        ("firm", 0), ("確定", 0), ("commitment", 1), ("内示", 1), ("forecast", 2), ("参考", 2));

    /// <summary>Gets the words for <see cref="Documents.SchedulePeriod"/>.</summary>
    public static IReadOnlyDictionary<string, int> SchedulePeriod { get; } = Words(
        ("day", 0), ("日", 0), ("week", 1), ("週", 1), ("tenDays", 2), ("旬", 2), ("month", 3), ("月", 3), ("other", 4));

    private static Dictionary<string, int> Words(params (string Word, int Value)[] words)
    {
        Dictionary<string, int> known = new(words.Length, StringComparer.OrdinalIgnoreCase);
        foreach ((string word, int value) in words)
            known.Add(word, value);
        return known;
    }
}
