namespace WebEdi.Documents.Pdf.Notes;

/// <summary>Which rows a page of a part shows.</summary>
/// <param name="First">The first row.</param>
/// <param name="Count">How many.</param>
/// <param name="IsFirst">Nothing is brought forward.</param>
/// <param name="IsLast">Nothing is carried forward; the totals are here.</param>
internal readonly record struct NotePage(int First, int Count, bool IsFirst, bool IsLast);

/// <summary>Divides the rows of a note among pages.</summary>
internal static class NotePages
{
    /// <summary>Rows of a part that is a third of a sheet.</summary>
    public const int ThreeUpRows = 6;

    /// <summary>Tax rates that a third of a sheet has room for.</summary>
    public const int ThreeUpTaxes = 3;

    /// <summary>Rows of a part that is a whole page.</summary>
    public const int FullRows = 26;

    /// <summary>Tax rates that a whole page has room for.</summary>
    public const int FullTaxes = 6;

    /// <summary>Divides; the rows "brought forward" and "carried forward" take a place each.</summary>
    /// <param name="rows">How many rows there are.</param>
    /// <param name="capacity">Places of a page, at least 3.</param>
    /// <returns>At least one page.</returns>
    public static IReadOnlyList<NotePage> Divide(int rows, int capacity)
    {
        List<NotePage> pages = [];
        int first = 0;
        while (true)
        {
            bool isFirst = pages.Count == 0;
            int room = capacity - (isFirst ? 0 : 1), left = rows - first;
            if (left <= room)
            {
                pages.Add(new NotePage(first, left, isFirst, IsLast: true));
                return pages;
            }

            pages.Add(new NotePage(first, room - 1, isFirst, IsLast: false));
            first += room - 1;
        }
    }
}
