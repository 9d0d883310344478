using System.ComponentModel;
using WebEdi.Storage;

namespace WebEdi.Portal.Api.Routes;

/// <summary>Which part of a list is asked for, brought into its limits.</summary>
internal readonly record struct Paging(int Page, int Size)
{
    // Far beyond any list, and small enough that page times size stays a number the store can count with.
    private const int MaxPage = 1_000_000;
    private const int DefaultSize = 50;

    public static Paging Of(int? page, int? size, int maxSize) =>
        new(Math.Clamp(page ?? 1, 1, MaxPage), Math.Clamp(size ?? DefaultSize, 1, maxSize));
}

/// <summary>A page of a list.</summary>
internal sealed record ListBody<T>(
    IReadOnlyList<T> Items,
    [property: Description("How many there are on all pages.")] int Total,
    int Page,
    int PageSize);

internal static class ListBody
{
    public static ListBody<TOut> Of<TIn, TOut>(Page<TIn> page, Paging paging, Func<TIn, TOut> form) =>
        new([.. page.Items.Select(form)], page.Total, paging.Page, paging.Size);
}
