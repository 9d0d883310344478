using WebEdi.Documents;
using WebEdi.Storage;
using Xunit;

namespace WebEdi.ProviderContracts;

public abstract class DespatchContract : StoreContract
{
    [Fact]
    public async Task A_note_is_stored_once_and_its_prints_are_counted()
    {
        await PublishAsync(Acme, OrderOf("A"));
        TraceEvent printed = new(Acme, "A", 0, TraceStep.Printed, Now, "佐藤", "DN-1");
        await Store.Despatches.SaveAsync(S1, [Note("DN-1")], [printed], Token);
        await Store.Despatches.SaveAsync(S1, [Note("DN-1") with { Note = "changed" }], [printed], Token);

        DespatchAdvice found = (await Store.Despatches.FindAsync(S1, "DN-1", Token))!;
        Assert.Null(found.Note);
        Assert.Equal(0.125m, found.Lines[0].Quantity);
        Assert.Single(await Store.Documents.ReadTraceAsync(S1, "A", Token), t => t.Step == TraceStep.Printed);
        Assert.Equal(0, await Store.Despatches.CountPrintAsync(S1, "DN-1", Now, "x", Token));
        Assert.Equal(1, await Store.Despatches.CountPrintAsync(Buyer, "DN-1", Now, "x", Token));
        Assert.Equal(2, (await Store.Despatches.FindAsync(Buyer, "DN-1", Token))!.EarlierPrints);
        Assert.Equal(2, Assert.Single(await Store.Despatches.ListAsync(S1, "A", Token)).EarlierPrints);
        Assert.Equal(3, (await Store.Documents.ReadTraceAsync(S1, "A", Token)).Count(t => t.Step == TraceStep.Printed));
    }

    [Fact]
    public async Task Numbers_are_never_handed_out_twice()
    {
        long[] numbers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => Store.Despatches.NextNumberAsync(S1, Token))));

        Assert.Equal(Enumerable.Range(1, 20).Select(i => (long)i), numbers.Order());
        Assert.Equal(1, await Store.Despatches.NextNumberAsync(S2, Token));
        Assert.Equal(1, await Store.Despatches.NextNumberAsync(new AccessScope(Other, "S1"), Token));
    }

    [Fact]
    public async Task S28_Notes_of_others_do_not_exist()
    {
        await Store.Despatches.SaveAsync(S1, [Note("DN-1")], [], Token);
        await Store.Despatches.SaveAsync(S2, [Note("DN-1") with { Note = "of S2" }], [], Token);

        Assert.Equal("of S2", (await Store.Despatches.FindAsync(S2, "DN-1", Token))!.Note);
        Assert.Null((await Store.Despatches.FindAsync(S1, "DN-1", Token))!.Note);
        foreach (AccessScope scope in new[] { new AccessScope(Acme, "S3"), new AccessScope(Other), new AccessScope(Other, "S1") })
        {
            Assert.Null(await Store.Despatches.FindAsync(scope, "DN-1", Token));
            Assert.Empty(await Store.Despatches.ListAsync(scope, "A", Token));
            Assert.Equal(0, await Store.Despatches.CountPrintAsync(scope, "DN-1", Now, "x", Token));
        }

        Assert.Equal(0, (await Store.Despatches.FindAsync(S1, "DN-1", Token))!.EarlierPrints);
        await Assert.ThrowsAsync<ArgumentException>(() => Store.Despatches.SaveAsync(Buyer, [Note("DN-2")], [], Token));
        await Assert.ThrowsAsync<ArgumentException>(() => Store.Despatches.NextNumberAsync(Buyer, Token));
    }

    private static DespatchAdvice Note(string number) => new()
    {
        Number = number,
        IssueDate = new DateOnly(2026, 12, 1),
        OrderNumber = "A",
        Buyer = new Party { Code = "" },
        Supplier = new Party { Code = "S1" },
        Lines = [new DespatchLine { LineNumber = "0010", Quantity = 0.125m }],
        Taxes = [new TaxSubtotal(TaxCategory.Standard, 10, 1000, 100)],
    };
}
