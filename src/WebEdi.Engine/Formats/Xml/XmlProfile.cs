namespace WebEdi.Engine.Formats.Xml;

/// <summary>Where a family of documents says who sent it to whom, and as what. Ways are tried in their order.</summary>
/// <param name="Name">The family.</param>
/// <param name="Space">What its namespace begins with; empty: any.</param>
/// <param name="Types">The names of its documents; one that ends with * is the beginning of names.</param>
internal sealed record XmlProfile(string Name, string Space, string[] Types)
{
    /// <summary>Gets the ways to the number of the document.</summary>
    public string[] Reference { get; init; } = ["ID"];

    /// <summary>Gets the ways to the sender's identification; its scheme is an attribute of that element.</summary>
    public string[] Sender { get; init; } = [];

    /// <summary>Gets the ways to the receiver's identification.</summary>
    public string[] Receiver { get; init; } = [];

    /// <summary>Gets the ways to what is told of the version, beside the namespace.</summary>
    public string[] Version { get; init; } = [];

    /// <summary>Gets all families.</summary>
    public static IReadOnlyList<XmlProfile> All { get; } = Load();

    /// <summary>Tells whether a document is of the family.</summary>
    public bool Has(string name, string space) =>
        space.StartsWith(Space, StringComparison.Ordinal)
        && Array.Exists(Types, t => t[^1] == '*' ? name.StartsWith(t.AsSpan(0, t.Length - 1), StringComparison.Ordinal) : name == t);

    /// <summary>Finds the family of a document.</summary>
    public static XmlProfile? Find(string name, string space) => All.FirstOrDefault(p => p.Has(name, space));

    /// <summary>Tells whether an element is a document of a family, not only of its namespace.</summary>
    public static bool Knows(string name, string space) => Find(name, space) is { Types: not ["*"] };

    private static List<XmlProfile> Load()
    {
        const string ubl = "urn:oasis:names:specification:ubl:";
        string[] versions = ["UBLVersionID", "CustomizationID", "ProfileID"];
        (string[] buyer, string[] seller) = (UblParty("BuyerCustomerParty"), UblParty("SellerSupplierParty"));
        (string[] to, string[] from) = (UblParty("DeliveryCustomerParty"), UblParty("DespatchSupplierParty"));
        (string[] debtor, string[] creditor) = (UblParty("AccountingCustomerParty"), UblParty("AccountingSupplierParty"));
        return
        [
            new("UBL", ubl, ["Order", "OrderChange", "OrderCancellation"]) { Sender = buyer, Receiver = seller, Version = versions },
            new("UBL", ubl, ["OrderResponse", "OrderResponseSimple"]) { Sender = seller, Receiver = buyer, Version = versions },
            new("UBL", ubl, ["DespatchAdvice"]) { Sender = from, Receiver = to, Version = versions },
            new("UBL", ubl, ["ReceiptAdvice"]) { Sender = to, Receiver = from, Version = versions },
            new("UBL", ubl, ["Invoice", "CreditNote"]) { Sender = creditor, Receiver = debtor, Version = versions },
            new("UBL", ubl, ["RemittanceAdvice"]) { Sender = debtor, Receiver = creditor, Version = versions },
            new("UBL", ubl, ["*"]) { Version = versions },
            new("CII", "urn:un:unece:uncefact:data:standard:", ["CrossIndustryInvoice"])
            {
                Reference = ["ExchangedDocument/ID"],
                Sender = TradeParty("SellerTradeParty"),
                Receiver = TradeParty("BuyerTradeParty"),
                Version = ["ExchangedDocumentContext/GuidelineSpecifiedDocumentContextParameter/ID"],
            },
            SmallBusiness(
                ["SMEOrder", "SMEQuotation", "SMEReceivingAdvice", "SMESelfInvoice", "SMEConsolidatedSelfInvoice", "SMERemittanceAdvaice", "SMESchedulingDemandForcast", "SMESchedulingSupplyInstruction"],
                "*BuyerCITradeParty",
                "*SellerCITradeParty"),
            SmallBusiness(["SME*"], "*SellerCITradeParty", "*BuyerCITradeParty"),
            new("cXML", "", ["OrderRequest"]) { Reference = ["OrderRequestHeader/@orderID"] },
            new("cXML", "", ["ConfirmationRequest"]) { Reference = ["ConfirmationHeader/@confirmID"] },
            new("cXML", "", ["ShipNoticeRequest"]) { Reference = ["ShipNoticeHeader/@shipmentID"] },
            new("IDoc", "", ["IDOC"])
            {
                Reference = ["EDI_DC40/DOCNUM"],
                Sender = ["EDI_DC40/SNDPRN"],
                Receiver = ["EDI_DC40/RCVPRN"],
                Version = ["EDI_DC40/IDOCTYP", "EDI_DC40/CIMTYP"],
            },
        ];
    }

    private static string[] UblParty(string role) =>
        [$"{role}/Party/EndpointID", $"{role}/Party/PartyIdentification/ID", $"{role}/Party/PartyLegalEntity/CompanyID", $"{role}/CustomerAssignedAccountID"];

    private static string[] TradeParty(string role)
    {
        string at = "SupplyChainTradeTransaction/ApplicableHeaderTradeAgreement/" + role;
        return [at + "/URIUniversalCommunication/URIID", at + "/GlobalID", at + "/ID", at + "/SpecifiedLegalOrganization/ID"];
    }

    /// <summary>SME Common EDI: every message has types of its own, which differ in the letters before the last part of their names.</summary>
    private static XmlProfile SmallBusiness(string[] types, string sender, string receiver)
    {
        const string at = "*SupplyChainTradeTransaction/*SupplyChainTradeAgreement/";
        return new("SME", "urn:un:unece:uncefact:", types)
        {
            Reference = ["*ExchangedDocument/ID"],
            Sender = [at + sender + "/ID", at + sender + "/GlobalID"],
            Receiver = [at + receiver + "/ID", at + receiver + "/GlobalID"],
            Version = ["CIExchangedDocumentContext/SubsetSpecifiedCIDocumentContextParameter/SpecifiedCIDocumentVersion/ID"],
        };
    }
}
