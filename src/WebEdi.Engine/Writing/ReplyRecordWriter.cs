using System.Globalization;

using WebEdi.Diagnostics;
using WebEdi.Engine.Formats;
using WebEdi.Engine.Formats.FixedLength;
using WebEdi.Engine.Mapping;
using WebEdi.Engine.Writing.Records;

namespace WebEdi.Engine.Writing;

/// <summary>Writes replies as records whose fields stand at fixed bytes.</summary>
internal static class ReplyRecordWriter
{
    /// <summary>Writes the rows.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="plan">The map.</param>
    /// <param name="layout">Its layout.</param>
    /// <param name="output">Where; left open.</param>
    /// <param name="lost">Told what the layout cannot carry: words that were cut are warnings, a code or a number that is missing is an error.</param>
    /// <param name="cancellationToken">Stops writing.</param>
    public static async Task WriteAsync(
        IEnumerable<ReplyRow> rows, OutboundPlan plan, RecordLayout layout, Stream output, List<Diagnostic> lost, CancellationToken cancellationToken)
    {
        (OutboundColumn Column, Func<ReplyRow, object?>? Read)[] columns = [.. plan.Columns.Select(c => (c, c.Field is null ? null : ReplyFields.Find(c.Field)))];
        HashSet<int> named = [.. plan.Columns.Select(c => c.Place)];
        FixedRecord record = new(layout, plan.Codec, plan.RecordLength > 0 ? plan.RecordLength : layout.Length, named.Contains);
        byte[] lineEnd = FixedOut.LineEndOf(plan.Codec, plan.RecordLength, plan.LineEnds);
        foreach (ReplyRow row in rows)
        {
            record.Clear();
            foreach ((OutboundColumn column, Func<ReplyRow, object?>? read) in columns)
            {
                string path = $"{row.Response.OrderNumber}/{row.Line.LineNumber} {column.Header}";
                object? value = read?.Invoke(row);
                string text = ReplyCsvWriter.Cell(column, value, path, lost);
                if (text.Length > 0)
                    Put(record, layout[column.Place], column, text, value, path, lost);
            }

            await output.WriteAsync(record.Bytes.ToArray(), cancellationToken).ConfigureAwait(false);
            await output.WriteAsync(lineEnd, cancellationToken).ConfigureAwait(false);
        }
    }

    private static void Put(FixedRecord record, LayoutField field, OutboundColumn column, string text, object? value, string path, List<Diagnostic> lost)
    {
        FieldTextKind kind = ReplyFields.IsWording(column.Field) ? FieldTextKind.Words
            : value is decimal or int or long && column.Codes is null ? FieldTextKind.Number : FieldTextKind.Code;
        FieldFit fit = record.Put(column.Place, text, kind, out string? written);
        if (fit == FieldFit.Fits || (fit == FieldFit.Form && written is not null))
            return;

        if (written is null)
            ReplyCsvWriter.Note(lost, DiagnosticCodes.PatternMismatch, path, text, Expect.Value(FormOf(field)));
        else if (fit == FieldFit.TooLong)
            ReplyCsvWriter.Note(lost, DiagnosticCodes.TextCut, path, text, Expect.Value(written.Length.ToString(CultureInfo.InvariantCulture)));
        else
            ReplyCsvWriter.Note(lost, DiagnosticCodes.CharacterUnencodable, path, text, Expect.Value(written));
    }

    private static string FormOf(LayoutField field) =>
        field.IsNumber ? field.Form : string.Create(CultureInfo.InvariantCulture, $"{(field.IsWide ? "N" : field.IsDigits ? "9" : "X")}({(field.IsWide ? field.Length / 2 : field.Length)})");
}
