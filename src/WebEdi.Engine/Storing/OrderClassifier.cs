using System.Globalization;
using WebEdi.Diagnostics;
using WebEdi.Documents;
using WebEdi.Storage;

namespace WebEdi.Engine.Storing;

/// <summary>Decides what a mapped order means beside what is stored: new, changed, known, outdated or in conflict.</summary>
internal static class OrderClassifier
{
    /// <summary>Decides.</summary>
    /// <param name="order">The mapped order.</param>
    /// <param name="hash">The hash of its meaning.</param>
    /// <param name="head">What is stored under its number; null: nothing.</param>
    /// <param name="storedHash">The hash of the stored document of the same, older revision; null: that revision is not stored.</param>
    /// <param name="position">Where the order stands in the file.</param>
    /// <returns>The verdict and, unless plainly new or changed, why.</returns>
    public static OrderDecision Decide(Order order, string hash, OrderHead? head, string? storedHash, SourcePosition position)
    {
        if (head is null)
            return new OrderDecision(MessageVerdict.Created, null);
        if (order.Revision > head.Revision)
            return new OrderDecision(MessageVerdict.Changed, null);

        string? known = order.Revision == head.Revision ? head.MeaningHash : storedHash;
        if (known is null)
            return new OrderDecision(MessageVerdict.Outdated, Tell(DiagnosticCodes.RevisionOutdated, order.Revision.ToString(CultureInfo.InvariantCulture)));

        return known == hash
            ? new OrderDecision(MessageVerdict.Unchanged, Tell(DiagnosticCodes.OrderUnchanged, order.Number))
            : new OrderDecision(MessageVerdict.Refused, Tell(DiagnosticCodes.OrderConflict, order.Number));

        Diagnostic Tell(string code, string found) =>
            Diagnostic.Create(code, position, "order", found, Expect.Value(head.Revision));
    }
}

/// <summary>What an order means.</summary>
/// <param name="Verdict">The verdict.</param>
/// <param name="Reason">Why.</param>
internal sealed record OrderDecision(MessageVerdict Verdict, Diagnostic? Reason);
