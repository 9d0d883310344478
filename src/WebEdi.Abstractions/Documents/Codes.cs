namespace WebEdi.Documents;

/// <summary>Why a document was sent (目的).</summary>
/// <remarks>The values are those of UN/EDIFACT data element 1225, message function.</remarks>
public enum DocumentPurpose
{
    /// <summary>Cancels the order (取消).</summary>
    Cancellation = 1,

    /// <summary>Changes an earlier revision (変更).</summary>
    Change = 4,

    /// <summary>A new order (新規).</summary>
    Original = 9,
}

/// <summary>What a change of an order makes of a line (明細状態).</summary>
/// <remarks>The values are those of UN/EDIFACT data element 1229, action.</remarks>
public enum LineChange
{
    /// <summary>The line is new (追加).</summary>
    Added = 1,

    /// <summary>The line is cancelled, or its rest is (取消, 打切).</summary>
    Deleted = 2,

    /// <summary>The line is as it is told now (変更).</summary>
    Changed = 3,

    /// <summary>The line stays as it was.</summary>
    Unchanged = 4,
}

/// <summary>How firm a unit price is (単価区分).</summary>
public enum PriceType
{
    /// <summary>Fixed (確定).</summary>
    Firm = 0,

    /// <summary>Provisional, to be fixed later (仮).</summary>
    Provisional = 1,

    /// <summary>Free of charge (無償).</summary>
    FreeOfCharge = 2,
}

/// <summary>The consumption tax category of a line (税区分).</summary>
public enum TaxCategory
{
    /// <summary>Standard rate (標準税率).</summary>
    Standard = 0,

    /// <summary>Reduced rate (軽減税率); marked on documents.</summary>
    Reduced = 1,

    /// <summary>Tax-exempt (非課税).</summary>
    Exempt = 2,

    /// <summary>Outside the scope of the tax (不課税).</summary>
    OutOfScope = 3,
}

/// <summary>What a supplier answers to a line (回答区分).</summary>
public enum ResponseKind
{
    /// <summary>Accepted as ordered (承諾). EDIFACT 1229 = 5.</summary>
    Accepted = 0,

    /// <summary>Accepted with other dates or quantities (変更). EDIFACT 1229 = 3.</summary>
    Changed = 1,

    /// <summary>Refused (拒否). EDIFACT 1229 = 7. A reason is required.</summary>
    Refused = 2,

    /// <summary>Answer follows (保留).</summary>
    OnHold = 3,
}

/// <summary>What a promised date stands for.</summary>
public enum PromiseKind
{
    /// <summary>Delivery promised for the date (EDIFACT DTM 69).</summary>
    Promised = 0,

    /// <summary>Back-order, expected on the date (EDIFACT QTY 83).</summary>
    BackOrder = 1,
}

/// <summary>How a fraction of the smallest currency unit is treated.</summary>
/// <remarks>Consumption tax: once per document and rate; the method is free (消費税法施行令 70条の10).</remarks>
public enum RoundingRule
{
    /// <summary>Towards zero (切捨て).</summary>
    Down = 0,

    /// <summary>Half away from zero (四捨五入).</summary>
    HalfUp = 1,

    /// <summary>Away from zero (切上げ).</summary>
    Up = 2,
}

/// <summary>What kind of invoice it is.</summary>
/// <remarks>The values are those of UN/EDIFACT data element 1001.</remarks>
public enum InvoiceType
{
    /// <summary>An invoice (請求書).</summary>
    Invoice = 380,

    /// <summary>A credit note: amounts and quantities are given back (返品・値引).</summary>
    CreditNote = 381,

    /// <summary>A debit note: something is charged later.</summary>
    DebitNote = 383,

    /// <summary>An invoice that corrects an earlier one.</summary>
    Corrected = 384,

    /// <summary>An invoice that the buyer makes out for the supplier (仕入明細書).</summary>
    SelfBilled = 389,
}

/// <summary>How firm a quantity of a delivery schedule is (確度).</summary>
public enum ScheduleKind
{
    /// <summary>To be delivered (確定, 納入指示).</summary>
    Firm = 0,

    /// <summary>Material or parts may be bought or made for it (内示).</summary>
    Commitment = 1,

    /// <summary>For planning only (参考).</summary>
    Forecast = 2,
}

/// <summary>The period that a quantity of a delivery schedule is for (期間区分).</summary>
public enum SchedulePeriod
{
    /// <summary>A day (日).</summary>
    Day = 0,

    /// <summary>A week (週).</summary>
    Week = 1,

    /// <summary>Ten days (旬).</summary>
    TenDays = 2,

    /// <summary>A month (月).</summary>
    Month = 3,

    /// <summary>Any other, from the date to the end.</summary>
    Other = 4,
}
