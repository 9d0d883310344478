using WebEdi.Diagnostics;
using WebEdi.Documents;
using WebEdi.Engine.Storing;
using WebEdi.Storage;
using Xunit;

namespace WebEdi.Engine.Tests.Storing;

public sealed class MeaningTests
{
    private static readonly Order Sample = new()
    {
        Number = "A-1",
        Supplier = new Party { Code = "S1", Name = "髙橋" },
        Lines = [new OrderLine { Number = "1", Quantity = 10, UnitPrice = 1.5m, Extensions = new Dictionary<string, string> { ["a"] = "1", ["b"] = "2" } }],
    };

    [Fact]
    public void Zeros_behind_the_point_and_the_order_of_extensions_mean_nothing()
    {
        Order same = Sample with
        {
            Lines = [Sample.Lines[0] with { Quantity = 10.000m, UnitPrice = 1.50m, Extensions = new Dictionary<string, string> { ["b"] = "2", ["a"] = "1" } }],
        };

        Assert.Equal(MeaningHash.Of(Sample), MeaningHash.Of(same));
        Assert.Matches("^[0-9a-f]{64}$", MeaningHash.Of(same));
    }

    [Fact]
    public void Every_field_counts()
    {
        Order[] others =
        [
            Sample with { Number = "A-2" },
            Sample with { Revision = 1 },
            Sample with { Note = "x" },
            Sample with { Supplier = Sample.Supplier with { Name = "高橋" } },
            Sample with { Lines = [Sample.Lines[0] with { Number = "01" }] },
            Sample with { Lines = [Sample.Lines[0] with { Quantity = 10.001m }] },
            Sample with { Lines = [Sample.Lines[0] with { DueDate = new DateOnly(2026, 12, 1) }] },
            Sample with { Lines = [Sample.Lines[0], Sample.Lines[0]] },
            Sample with { Purpose = DocumentPurpose.Cancellation },
        ];

        Assert.Equal(others.Length + 1, others.Append(Sample).Select(MeaningHash.Of).Distinct().Count());
    }

    [Theory]
    [InlineData(0, null, null, "x", MessageVerdict.Created, null)]
    [InlineData(1, 0, "y", "x", MessageVerdict.Changed, null)]
    [InlineData(1, 0, "x", "x", MessageVerdict.Changed, null)]
    [InlineData(1, 1, "x", "x", MessageVerdict.Unchanged, DiagnosticCodes.OrderUnchanged)]
    [InlineData(1, 1, "y", "x", MessageVerdict.Refused, DiagnosticCodes.OrderConflict)]
    [InlineData(1, 2, "y", "x", MessageVerdict.Outdated, DiagnosticCodes.RevisionOutdated)]
    public void An_order_is_judged_beside_what_is_stored(int revision, int? stored, string? storedHash, string hash, MessageVerdict verdict, string? code)
    {
        OrderHead? head = stored is { } r ? new OrderHead("A-1", r, storedHash!, "S1") : null;

        OrderDecision decision = OrderClassifier.Decide(Sample with { Revision = revision }, hash, head, null, default);

        Assert.Equal(verdict, decision.Verdict);
        Assert.Equal(code, decision.Reason?.Code);
    }

    [Theory]
    [InlineData("x", MessageVerdict.Unchanged)]
    [InlineData("z", MessageVerdict.Refused)]
    public void An_older_revision_that_is_stored_already_is_compared_with_itself(string storedHash, MessageVerdict verdict) =>
        Assert.Equal(verdict, OrderClassifier.Decide(Sample, "x", new OrderHead("A-1", 2, "y", "S1"), storedHash, default).Verdict);
}
