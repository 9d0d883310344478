using System.Globalization;
using Microsoft.AspNetCore.Http;
using WebEdi.Storage;

namespace WebEdi.Portal.Pages;

/// <summary>What the address of an order list says: words, filter, order and page; unknown values fall back to the default.</summary>
internal sealed record ListQuery
{
    private const int LongestText = 100;

    /// <summary>Words to search.</summary>
    public string? Q { get; init; }

    /// <summary>Which lines.</summary>
    public LineFilter Filter { get; init; }

    /// <summary>The order of the rows.</summary>
    public LineSort Sort { get; init; }

    /// <summary>Whether it is reversed.</summary>
    public bool Desc { get; init; }

    /// <summary>The page.</summary>
    public int Page { get; init; } = 1;

    /// <summary>Rows per page.</summary>
    public int Size { get; init; }

    /// <summary>The supplier, in the buyer's list.</summary>
    public string? Supplier { get; init; }

    internal static ListQuery From(IEnumerable<KeyValuePair<string, Microsoft.Extensions.Primitives.StringValues>> values, int defaultSize)
    {
        Dictionary<string, string> given = values.ToDictionary(v => v.Key, v => v.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        return new ListQuery
        {
            Q = Cut(given.GetValueOrDefault("q")),
            Filter = Enum<LineFilter>(given.GetValueOrDefault("filter")),
            Sort = Enum<LineSort>(given.GetValueOrDefault("sort")),
            Desc = given.GetValueOrDefault("desc") == "1",
            Page = Pager.Clean(Integer(given.GetValueOrDefault("p"), 1)),
            Size = Math.Clamp(Integer(given.GetValueOrDefault("size"), defaultSize), 10, 200),
            Supplier = Cut(given.GetValueOrDefault("supplier")),
        };
    }

    internal OrderLineQuery ToStore(DateOnly today) => new()
    {
        Text = Q,
        Filter = Filter,
        Supplier = Supplier,
        Today = today,
        Sort = Sort,
        Descending = Desc,
        Page = Page,
        PageSize = Size,
    };

    /// <summary>The address's query for this question; defaults are left out.</summary>
    internal string ToQuery()
    {
        QueryString query = QueryString.Empty;
        if (Q is not null)
            query = query.Add("q", Q);
        if (Filter != LineFilter.All)
            query = query.Add("filter", Name(Filter));
        if (Supplier is not null)
            query = query.Add("supplier", Supplier);
        if (Sort != LineSort.DueDate)
            query = query.Add("sort", Name(Sort));
        if (Desc)
            query = query.Add("desc", "1");
        if (Page > 1)
            query = query.Add("p", Page.ToString(CultureInfo.InvariantCulture));
        if (Size is not (0 or 50))
            query = query.Add("size", Size.ToString(CultureInfo.InvariantCulture));
        return query.ToUriComponent();
    }

    internal ListQuery SortedBy(LineSort sort) => this with { Sort = sort, Desc = Sort == sort && !Desc, Page = 1 };

    internal string? AriaSort(LineSort sort) => Sort != sort ? null : Desc ? "descending" : "ascending";

    internal static string Name<TEnum>(TEnum value)
        where TEnum : struct, Enum => value.ToString().ToLowerInvariant();

    private static TEnum Enum<TEnum>(string? text)
        where TEnum : struct, Enum =>
        System.Enum.TryParse(text, ignoreCase: true, out TEnum value) && System.Enum.IsDefined(value) && !char.IsAsciiDigit(text![0]) ? value : default;

    private static int Integer(string? text, int otherwise) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int value) ? value : otherwise;

    private static string? Cut(string? text) =>
        string.IsNullOrWhiteSpace(text) ? null : text.Trim() is var t && t.Length > LongestText ? t[..LongestText] : text.Trim();
}
