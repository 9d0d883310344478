using System.Globalization;

using WebEdi.Diagnostics;
using WebEdi.Engine.Text;
using WebEdi.Storage;

namespace WebEdi.Engine.Writing;

/// <summary>Writes what became of every row of a received file.</summary>
internal static class ResultCsvWriter
{
    private static readonly string[] English = ["Line", "Order number", "Verdict", "Code", "Column", "Found", "Expected", "Text"];
    private static readonly string[] Japanese = ["行", "注文番号", "結果", "コード", "項目", "値", "期待", "内容"];

    /// <summary>Writes the result file: UTF-8 with BOM, CRLF, one line per row of the file, more where a row has several faults.</summary>
    /// <param name="results">The results of the orders, in the order of the file.</param>
    /// <param name="diagnostics">The kept diagnostics.</param>
    /// <param name="culture">ja or en.</param>
    /// <param name="output">Where; left open.</param>
    /// <param name="cancellationToken">Stops writing.</param>
    /// <returns>A task.</returns>
    public static async Task WriteAsync(
        IAsyncEnumerable<MessageResult> results, IReadOnlyList<Diagnostic> diagnostics, string culture, Stream output, CancellationToken cancellationToken)
    {
        bool japanese = culture.StartsWith("ja", StringComparison.Ordinal);
        CultureInfo language = CultureInfo.GetCultureInfo(japanese ? "ja" : "en");
        CsvTextWriter csv = new(output, TextCodec.Utf8, compatible: false);
        csv.WriteMark();
        foreach (string name in japanese ? Japanese : English)
            csv.Write(name);
        await csv.EndRecordAsync(cancellationToken).ConfigureAwait(false);

        ILookup<int, Diagnostic> byLine = diagnostics.ToLookup(d => d.Position.Line);
        foreach (Diagnostic diagnostic in byLine[0])
            await WriteRowAsync(csv, 0, null, "", diagnostic, language, cancellationToken).ConfigureAwait(false);

        HashSet<int> told = [0];
        await foreach (MessageResult result in results.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            string verdict = Name(result.Verdict, japanese);
            foreach (int line in Lines(result.SourceLines))
            {
                bool any = false;
                foreach (Diagnostic diagnostic in byLine[line])
                {
                    await WriteRowAsync(csv, line, result.OrderNumber, verdict, diagnostic, language, cancellationToken).ConfigureAwait(false);
                    any = true;
                }

                if (any)
                    told.Add(line);
                else
                    await WriteRowAsync(csv, line, result.OrderNumber, verdict, null, language, cancellationToken).ConfigureAwait(false);
            }
        }

        // A refused file has no orders; what was said about its lines is told all the same.
        foreach (IGrouping<int, Diagnostic> group in byLine.Where(g => !told.Contains(g.Key)).OrderBy(g => g.Key))
        {
            foreach (Diagnostic diagnostic in group)
                await WriteRowAsync(csv, group.Key, null, Name(MessageVerdict.Refused, japanese), diagnostic, language, cancellationToken).ConfigureAwait(false);
        }

        await csv.FlushAsync(cancellationToken).ConfigureAwait(false);
    }

    private static ValueTask WriteRowAsync(
        CsvTextWriter csv, int line, string? order, string verdict, Diagnostic? diagnostic, CultureInfo language, CancellationToken cancellationToken)
    {
        csv.Write(line == 0 ? "" : line.ToString(CultureInfo.InvariantCulture));
        csv.Write(SpreadsheetGuard.Protect(order ?? ""));
        csv.Write(verdict);
        csv.Write(diagnostic?.Code ?? "");
        csv.Write(SpreadsheetGuard.Protect(diagnostic?.Path ?? ""));
        csv.Write(SpreadsheetGuard.Protect(diagnostic?.Found ?? ""));
        csv.Write(SpreadsheetGuard.Protect(diagnostic?.Expected?.GetText(language) ?? ""));
        csv.Write(SpreadsheetGuard.Protect(diagnostic?.GetMessage(language) ?? ""));
        return csv.EndRecordAsync(cancellationToken);
    }

    private static string Name(MessageVerdict verdict, bool japanese) => verdict switch
    {
        MessageVerdict.Created or MessageVerdict.Changed => japanese ? "受付" : "accepted",
        MessageVerdict.Unchanged => japanese ? "重複" : "duplicate",
        MessageVerdict.Outdated => japanese ? "旧版" : "outdated",
        _ => japanese ? "拒否" : "refused",
    };

    /// <summary>Reads "2-4,9".</summary>
    private static IEnumerable<int> Lines(string ranges)
    {
        foreach (string range in ranges.Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            string[] ends = range.Split('-');
            if (!int.TryParse(ends[0], NumberStyles.None, CultureInfo.InvariantCulture, out int first))
                continue;

            int last = ends.Length > 1 && int.TryParse(ends[1], NumberStyles.None, CultureInfo.InvariantCulture, out int end) ? end : first;
            for (int line = first; line <= last; line++)
                yield return line;
        }
    }
}
