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
