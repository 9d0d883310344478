using System.Globalization;

using WebEdi.Diagnostics;
using WebEdi.Documents;
using WebEdi.Engine.Mapping;
using WebEdi.Engine.Text;
using WebEdi.Storage;

namespace WebEdi.Engine.Writing;

/// <summary>Writes replies as CSV or as records with fixed positions for the buyer's system: one line per promised delivery.</summary>
internal static class ReplyCsvWriter
{
    private const int MaxDiagnostics = 1000;

    /// <summary>The layout of buyers that have named no map: UTF-8, CRLF, a header line.</summary>
    public static readonly OutboundPlan BuiltIn = new()
    {
        Columns =
        [
            Column("注文番号", "orderNumber"), Column("訂正番号", "orderRevision"), Column("明細番号", "lineNumber"), Column("取引先コード", "supplier"),
            Column("回答版", "version"), Column("回答区分", "kind"), Column("分納枝番", "split"), Column("回答納期", "date"), Column("回答数量", "quantity"),
            Column("残数", "remainder"), Column("理由コード", "reasonCode"), Column("理由", "reason"), Column("単価変更", "unitPrice"),
            Column("代替品番", "substituteItem"), Column("受注番号", "salesOrderNumber"), Column("品番", "item"), Column("注文数量", "orderedQuantity"),
            Column("納期", "due"), Column("備考", "replyNote"), Column("回答日時", "respondedAt"), Column("連番", "position"),
        ],
    };

    /// <summary>Writes the replies.</summary>
    /// <param name="items">The replies, in the order of the feed.</param>
    /// <param name="plan">How.</param>
    /// <param name="output">Where; left open.</param>
    /// <param name="cancellationToken">Stops writing.</param>
    /// <returns>What the layout or its encoding could not carry; empty when all is well.</returns>
    public static async Task<IReadOnlyList<Diagnostic>> WriteAsync(
        IReadOnlyList<ReplyFeedItem> items, OutboundPlan plan, Stream output, CancellationToken cancellationToken)
    {
        List<Diagnostic> lost = [];
        if (plan.Layout is { } layout)
        {
            await ReplyRecordWriter.WriteAsync(items.SelectMany(Rows), plan, layout, output, lost, cancellationToken).ConfigureAwait(false);
            return lost;
        }

        CsvTextWriter csv = new(output, plan.Codec, plan.Compatible, plan.Separator, plan.NewLine, plan.QuoteAll);
        (OutboundColumn Column, Func<ReplyRow, object?>? Read)[] columns = [.. plan.Columns.Select(c => (c, c.Field is null ? null : ReplyFields.Find(c.Field)))];
        if (plan.Bom)
            csv.WriteMark();

        if (plan.Header)
        {
            foreach (OutboundColumn column in plan.Columns)
                csv.Write(column.Header);
            await csv.EndRecordAsync(cancellationToken).ConfigureAwait(false);
        }

        foreach (ReplyRow row in items.SelectMany(Rows))
        {
            foreach ((OutboundColumn column, Func<ReplyRow, object?>? read) in columns)
            {
                string path = $"{row.Response.OrderNumber}/{row.Line.LineNumber} {column.Header}";
                csv.OnMissing = (_, character, instead) => Note(lost, DiagnosticCodes.CharacterUnencodable, path, character, Instead(character, instead));
                csv.Write(Cell(column, read?.Invoke(row), path, lost));
            }

            await csv.EndRecordAsync(cancellationToken).ConfigureAwait(false);
        }

        await csv.FlushAsync(cancellationToken).ConfigureAwait(false);
        return lost;
    }

    private static IEnumerable<ReplyRow> Rows(ReplyFeedItem item)
    {
        foreach (ResponseLine line in item.Response.Lines)
        {
            OrderLine? ordered = ReplyLines.OrderedOf(item, line);
            IReadOnlyList<PromisedDelivery> schedule = ReplyLines.ScheduleOf(line, ordered);
            if (schedule.Count == 0)
                yield return new ReplyRow(item.Position, item.Response, line, 0, null, item.Order, ordered);

            for (int i = 0; i < schedule.Count; i++)
                yield return new ReplyRow(item.Position, item.Response, line, i + 1, schedule[i], item.Order, ordered);
        }
    }

    /// <summary>Makes the text of a column.</summary>
    internal static string Cell(OutboundColumn column, object? value, string path, List<Diagnostic> lost)
    {
        string text = value switch
        {
            null => "",
            string s => s,
            decimal number => Number(column, number, path, lost),
            DateOnly date => date.ToString(column.DateFormat ?? "yyyyMMdd", CultureInfo.InvariantCulture),
            DateTimeOffset time => time.UtcDateTime.ToString(column.DateFormat ?? "yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
            IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
            _ => value.ToString() ?? "",
        };
        if (text.Length == 0)
            text = column.Text;
        if (column.Codes is { } codes)
            text = codes.TryGetValue(text, out string? code) ? code : column.Else ?? text;

        if (column.MaxLength == 0 || text.Length <= column.MaxLength)
            return text;

        Note(lost, DiagnosticCodes.TextCut, path, text, column.MaxLength.ToString(CultureInfo.InvariantCulture));
        return text[..(char.IsHighSurrogate(text[column.MaxLength - 1]) ? column.MaxLength - 1 : column.MaxLength)];
    }

    private static string Number(OutboundColumn column, decimal number, string path, List<Diagnostic> lost)
    {
        if (column.Decimals < 0)
            return number.ToString("0.##################", CultureInfo.InvariantCulture);

        decimal rounded = decimal.Round(number, column.Decimals, MidpointRounding.AwayFromZero);
        if (rounded != number)
            Note(lost, DiagnosticCodes.NumberRounded, path, number.ToString(CultureInfo.InvariantCulture), rounded.ToString(CultureInfo.InvariantCulture));

        string text = rounded.ToString("F" + column.Decimals.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        return column.Implied ? text.Replace(".", "", StringComparison.Ordinal) : text;
    }

    /// <summary>Tells what is written, and where a map wants no look-alikes which one there would be.</summary>
    private static Expectation Instead(string character, char written) =>
        Substitutions.Compatible(character[0]) is not '\0' and char other && other != written ? Expect.WrittenAs(written.ToString(), other.ToString()) : Expect.Value(written.ToString());

    private static void Note(List<Diagnostic> lost, string code, string path, string found, string expected) => Note(lost, code, path, found, Expect.Value(expected));

    /// <summary>Notes a loss; of very many the first ones.</summary>
    internal static void Note(List<Diagnostic> lost, string code, string path, string found, Expectation expected)
    {
        if (lost.Count < MaxDiagnostics)
            lost.Add(Diagnostic.Create(code, default, path, found, expected));
    }

    private static OutboundColumn Column(string header, string field) => new() { Header = header, Field = field };
}
