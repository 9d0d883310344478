namespace WebEdi.Portal.Pages;

/// <summary>Links to the pages of a longer list.</summary>
/// <param name="Page">This page, from 1.</param>
/// <param name="PageSize">Rows per page.</param>
/// <param name="Total">Rows on all pages.</param>
/// <param name="Link">Makes the address of a page.</param>
internal sealed record Pager(int Page, int PageSize, int Total, Func<int, string> Link)
{
    internal int Pages => Math.Max(1, (Total + PageSize - 1) / PageSize);

    internal int From => Total == 0 ? 0 : ((Page - 1) * PageSize) + 1;

    internal int To => Math.Min(Total, Page * PageSize);

    /// <summary>Keeps a page number from a URL within what can be asked for.</summary>
    internal static int Clean(int page) => Math.Clamp(page, 1, 1_000_000);
}
