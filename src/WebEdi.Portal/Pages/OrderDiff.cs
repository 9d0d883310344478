using WebEdi.Documents;

namespace WebEdi.Portal.Pages;

/// <summary>What changed between two revisions, for showing old and new side by side.</summary>
internal static class OrderDiff
{
    /// <param name="Line">The line; null: the order itself.</param>
    /// <param name="Field">The field's name.</param>
    /// <param name="Old">As it was; empty: not there.</param>
    /// <param name="New">As it is; empty: not there.</param>
    internal sealed record Change(string? Line, string Field, string Old, string New);

    internal static IReadOnlyList<Change> Compare(Order old, Order current, Texts t)
    {
        List<Change> changes = [];
        Add(changes, null, t.Purpose, t.PurposeText(old.Purpose), t.PurposeText(current.Purpose));
        Add(changes, null, t.ShipTo, Name(old.ShipTo), Name(current.ShipTo));
        Add(changes, null, t.ReceivingPlace, old.ReceivingPlace, current.ReceivingPlace);
        Add(changes, null, t.PaymentTerms, old.PaymentTerms, current.PaymentTerms);
        Add(changes, null, t.Note, old.Note, current.Note);
        Extensions(changes, null, old.Extensions, current.Extensions);

        Dictionary<string, OrderLine> before = old.Lines.ToDictionary(l => l.Number, StringComparer.Ordinal);
        foreach (OrderLine line in current.Lines)
        {
            if (before.Remove(line.Number, out OrderLine? was))
                Compare(changes, was, line, t);
            else
                changes.Add(new Change(line.Number, t.Line, "", t.LineAdded));
        }

        changes.AddRange(before.Values.Select(gone => new Change(gone.Number, t.Line, Describe(gone, t), t.LineRemoved)));
        return changes;
    }

    private static void Compare(List<Change> changes, OrderLine old, OrderLine current, Texts t)
    {
        string line = current.Number;
        Add(changes, line, t.Quantity, $"{Format.Number(old.Quantity)} {old.Unit}", $"{Format.Number(current.Quantity)} {current.Unit}");
        Add(changes, line, t.DueDate, Format.Due(old, t), Format.Due(current, t));
        Add(changes, line, t.UnitPrice, Format.Number(old.UnitPrice), Format.Number(current.UnitPrice));
        Add(changes, line, t.Amount, Format.Number(old.Amount), Format.Number(current.Amount));
        Add(changes, line, t.ItemCode, old.ItemCode, current.ItemCode);
        Add(changes, line, t.ItemName, old.ItemName, current.ItemName);
        Add(changes, line, t.Specification, old.Specification, current.Specification);
        Add(changes, line, t.Drawing, $"{old.DrawingNumber} {old.DrawingRevision}".Trim(), $"{current.DrawingNumber} {current.DrawingRevision}".Trim());
        Add(changes, line, t.ShipTo, Name(old.ShipTo), Name(current.ShipTo));
        Add(changes, line, t.ReceivingPlace, old.ReceivingPlace, current.ReceivingPlace);
        Add(changes, line, t.Note, old.Note, current.Note);
        Extensions(changes, line, old.Extensions, current.Extensions);
    }

    private static void Extensions(List<Change> changes, string? line, IReadOnlyDictionary<string, string> old, IReadOnlyDictionary<string, string> current)
    {
        foreach (string name in old.Keys.Union(current.Keys, StringComparer.Ordinal))
            Add(changes, line, name, old.GetValueOrDefault(name), current.GetValueOrDefault(name));
    }

    private static void Add(List<Change> changes, string? line, string field, string? old, string? current)
    {
        if ((old ?? "") != (current ?? ""))
            changes.Add(new Change(line, field, old ?? "", current ?? ""));
    }

    private static string Describe(OrderLine line, Texts t) => $"{line.ItemCode} {line.ItemName} {Format.Number(line.Quantity)} {line.Unit} {Format.Due(line, t)}".Trim();

    private static string? Name(Party? party) => party is null ? null : party.Name ?? party.Code;
}
