using System.Globalization;

using WebEdi.Diagnostics;
using WebEdi.Documents;
using WebEdi.Engine.Text;
using WebEdi.Storage;

namespace WebEdi.Engine.Writing;

/// <summary>Writes order lines as CSV: for people who open it in a spreadsheet, or for the supplier's system, byte for byte.</summary>
internal static class OrderLineCsvWriter
{
    private const int MaxDiagnostics = 100;

    private static readonly Column[] Columns =
    [
        new("注文番号", "Order number", static (r, w) => w.Text(r.OrderNumber)),
        new("訂正番号", "Revision", static (r, w) => w.Number(r.Revision)),
        new("発注日", "Order date", static (r, w) => w.Date(r.IssueDate)),
        new("取引先コード", "Supplier", static (r, w) => w.Text(r.Supplier)),
        new("明細番号", "Line", static (r, w) => w.Text(r.Line.Number)),
        new("品番", "Item code", static (r, w) => w.Text(r.Line.ItemCode)),
        new("受注者品番", "Supplier item code", static (r, w) => w.Text(r.Line.SupplierItemCode)),
        new("品名", "Item name", static (r, w) => w.Text(r.Line.ItemName)),
        new("仕様", "Specification", static (r, w) => w.Text(r.Line.Specification)),
        new("図番", "Drawing", static (r, w) => w.Text(r.Line.DrawingNumber)),
        new("数量", "Quantity", static (r, w) => w.Number(r.Line.Quantity)),
        new("単位", "Unit", static (r, w) => w.Text(r.Line.Unit)),
        new("納期", "Due date", static (r, w) => w.Date(r.Line.DueDate)),
        new("単価", "Unit price", static (r, w) => w.Number(r.Line.UnitPrice)),
        new("金額", "Amount", static (r, w) => w.Number(r.Line.Amount)),
        new("通貨", "Currency", static (r, w) => w.Text(r.Currency)),
        new("納入先", "Ship to", static (r, w) => w.Text(r.Line.ShipTo?.Name ?? r.Line.ShipTo?.Code)),
        new("受渡場所", "Receiving place", static (r, w) => w.Text(r.Line.ReceivingPlace)),
        new("備考", "Note", static (r, w) => w.Text(r.Line.Note)),
        new("状態", "Status", static (r, w) => w.Text(w.Status(r.State.Status))),
        new("回答区分", "Reply", static (r, w) => w.Text(r.State.Reply is { } reply ? w.Kind(reply.Kind) : null)),
        new("回答納期", "Promised date", static (r, w) => w.Date(r.State.Reply is { Schedule: [{ } first, ..] } ? first.Date : null)),
        new("回答数量", "Promised quantity", static (r, w) => w.Number(r.State.Reply is { Schedule.Count: > 0 } reply ? reply.Schedule.Sum(d => d.Quantity) : null)),
        new("回答理由", "Reason", static (r, w) => w.Text(r.State.Reply?.Reason ?? r.State.Reply?.ReasonCode)),
    ];

    /// <summary>Writes the lines.</summary>
    /// <param name="rows">The lines.</param>
    /// <param name="options">How.</param>
    /// <param name="output">Where; left open.</param>
    /// <param name="cancellationToken">Stops writing.</param>
    /// <returns>How many lines, and what the encoding could not carry; such a character is written as 〓.</returns>
    /// <exception cref="EdiSetupException">The encoding is neither utf-8 nor cp932.</exception>
    public static async Task<CsvWritten> WriteAsync(
        IAsyncEnumerable<OrderLineRow> rows, CsvExportOptions options, Stream output, CancellationToken cancellationToken)
    {
        TextCodec codec = TextCodec.Find(options.Encoding) is { IsAsciiBased: true, NeedsTranscoding: false, MaxBytesPerChar: 3 } known ? known : throw new EdiSetupException($"'{options.Encoding}' is no encoding; use utf-8 or cp932.");
        List<Diagnostic> lost = [];
        CsvTextWriter csv = new(output, codec, compatible: true);
        bool japanese = options.Culture.StartsWith("ja", StringComparison.Ordinal);
        CellWriter cells = new(csv, options.ForPeople, japanese);
        if (codec == TextCodec.Utf8)
            csv.WriteMark();

        foreach (Column column in Columns)
            csv.Write(japanese ? column.Japanese : column.English);
        await csv.EndRecordAsync(cancellationToken).ConfigureAwait(false);

        int lines = 0;
        await foreach (OrderLineRow row in rows.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            csv.OnMissing = (_, character, instead) => Note(lost, row, character, instead);
            foreach (Column column in Columns)
                column.Write(row, cells);
            await csv.EndRecordAsync(cancellationToken).ConfigureAwait(false);
            lines++;
        }

        await csv.FlushAsync(cancellationToken).ConfigureAwait(false);
        return new CsvWritten(lines, lost);
    }

    private static void Note(List<Diagnostic> lost, OrderLineRow row, string character, char instead)
    {
        if (lost.Count < MaxDiagnostics)
            lost.Add(Diagnostic.Create(DiagnosticCodes.CharacterUnencodable, default, $"{row.OrderNumber}/{row.Line.Number}", character, Expect.Value(instead.ToString())));
    }

    private sealed record Column(string Japanese, string English, Action<OrderLineRow, CellWriter> Write);

    private sealed class CellWriter(CsvTextWriter csv, bool forPeople, bool japanese)
    {
        public void Text(string? text) => csv.Write(forPeople ? SpreadsheetGuard.Protect(text ?? "") : text ?? "");

        public void Number(decimal? number) => csv.Write(number);

        /// <summary>yyyy/MM/dd for people, which a spreadsheet takes for a date, and yyyyMMdd for systems.</summary>
        public void Date(DateOnly? date) => csv.Write(date?.ToString(forPeople ? "yyyy/MM/dd" : "yyyyMMdd", CultureInfo.InvariantCulture) ?? "");

        public string Status(LineStatus status) => status switch
        {
            LineStatus.Unread => japanese ? "未読" : "unread",
            LineStatus.Opened => japanese ? "未回答" : "opened",
            LineStatus.ChangedByBuyer => japanese ? "変更" : "changed by buyer",
            LineStatus.AnsweredWithChange => japanese ? "回答済（条件付）" : "answered with change",
            LineStatus.Accepted => japanese ? "承諾" : "accepted",
            LineStatus.Refused => japanese ? "拒否" : "refused",
            _ => japanese ? "取消" : "cancelled",
        };

        public string Kind(ResponseKind kind) => kind switch
        {
            ResponseKind.Accepted => japanese ? "承諾" : "accepted",
            ResponseKind.Changed => japanese ? "変更" : "changed",
            ResponseKind.Refused => japanese ? "拒否" : "refused",
            _ => japanese ? "保留" : "on hold",
        };
    }
}

/// <summary>What was written.</summary>
/// <param name="Lines">How many data lines.</param>
/// <param name="Diagnostics">What the encoding could not carry, at most 100.</param>
internal sealed record CsvWritten(int Lines, IReadOnlyList<Diagnostic> Diagnostics);
