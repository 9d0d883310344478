using WebEdi.Documents;

namespace WebEdi.Engine.Mapping.Kinds;

/// <summary>The tax of a document at one rate: a level below the head.</summary>
internal static class TaxLevel
{
    private static readonly Target[] Targets =
    [
        Target.Choice("category", Vocabularies.TaxCategory, (int)TaxCategory.Standard, static (d, v) => Tax(d).Category = (TaxCategory)v.Integer, static p => (int)Of(p).Category),
        Target.Amount("rate", static (d, v) => Tax(d).Rate = v.Number, static p => Of(p).Rate),
        Target.Amount("taxable", static (d, v) => Tax(d).Taxable = v.Number, static p => Of(p).TaxableAmount),
        Target.Amount("amount", static (d, v) => Tax(d).Amount = v.Number, static p => Of(p).TaxAmount),
    ];

    /// <summary>Makes the level.</summary>
    /// <param name="taxes">Gets the taxes of a document.</param>
    public static DocumentLevel Of(Func<object, IReadOnlyList<object>> taxes) =>
        new("tax", Targets, static () => new TaxDraft()) { Ways = "taxes", List = "taxes", Parts = taxes };

    private static TaxDraft Tax(Draft draft) => (TaxDraft)draft;

    private static TaxSubtotal Of(object part) => (TaxSubtotal)part;
}

/// <summary>What has been said about the tax at one rate so far.</summary>
internal sealed class TaxDraft : Draft
{
    public TaxCategory Category;
    public decimal Rate;
    public decimal? Taxable;
    public decimal? Amount;

    public override void Clear()
    {
        base.Clear();
        (Category, Rate, Taxable, Amount) = (default, 0, null, null);
    }

    /// <summary>Makes it.</summary>
    /// <returns>Null: only a rate is named, no tax.</returns>
    public TaxSubtotal? Build() => Taxable is null && Amount is null ? null : new TaxSubtotal(Category, Rate, Taxable.GetValueOrDefault(), Amount.GetValueOrDefault());
}
