namespace WebEdi.Documents.Pdf.Notes;

/// <summary>The three parts of a delivery note set.</summary>
internal enum NotePart
{
    /// <summary>納品書: stays with the buyer.</summary>
    Note,

    /// <summary>納品書（控）: stays with the supplier.</summary>
    Copy,

    /// <summary>受領書: signed by the receiver, goes back with the carrier.</summary>
    Receipt,
}

/// <summary>The fixed words of a delivery note in one language.</summary>
internal sealed record NoteLabels
{
    public required string Language { get; init; }
    public required string NoteTitle { get; init; }
    public required string CopyTitle { get; init; }
    public required string ReceiptTitle { get; init; }
    public required string NoteSentence { get; init; }
    public required string ReceiptSentence { get; init; }
    public required string Honorific { get; init; }
    public required string Reissued { get; init; }
    public required string Number { get; init; }
    public required string IssueDate { get; init; }
    public required string Page { get; init; }
    public required string Code { get; init; }
    public required string Telephone { get; init; }
    public required string Fax { get; init; }
    public required string Contact { get; init; }
    public required string Registration { get; init; }
    public required string OrderNumber { get; init; }
    public required string Revision { get; init; }
    public required string OrderDate { get; init; }
    public required string DeliveryDate { get; init; }
    public required string ShipTo { get; init; }
    public required string ReceivingPlace { get; init; }
    public required string Line { get; init; }
    public required string Item { get; init; }
    public required string Name { get; init; }
    public required string Due { get; init; }
    public required string Quantity { get; init; }
    public required string Unit { get; init; }
    public required string Price { get; init; }
    public required string Amount { get; init; }
    public required string CarriedOut { get; init; }
    public required string CarriedIn { get; init; }
    public required string TaxRate { get; init; }
    public required string Taxable { get; init; }
    public required string TaxableGross { get; init; }
    public required string Tax { get; init; }
    public required string TaxInside { get; init; }
    public required string Exempt { get; init; }
    public required string OutOfScope { get; init; }
    public required string Net { get; init; }
    public required string TaxTotal { get; init; }
    public required string Gross { get; init; }
    public required string ReducedMark { get; init; }
    public required string ReducedNote { get; init; }
    public required string Unpriced { get; init; }
    public required string Remarks { get; init; }
    public required string Received { get; init; }
    public required string Inspected { get; init; }
    public required string Shipped { get; init; }
    public required string Checked { get; init; }
    public required string ReceiptStamp { get; init; }
    public required string ReceiptDate { get; init; }
    public required string Signature { get; init; }
    public required string DatePattern { get; init; }
    public required string EmptyDate { get; init; }

    public static NoteLabels Japanese { get; } = new()
    {
        Language = "ja",
        NoteTitle = "納品書",
        CopyTitle = "納品書（控）",
        ReceiptTitle = "受領書",
        NoteSentence = "下記の通り納品いたします。",
        ReceiptSentence = "下記の通り受領いたしました。",
        Honorific = "御中",
        Reissued = "再発行",
        Number = "納品書番号",
        IssueDate = "発行日",
        Page = "頁",
        Code = "取引先コード",
        Telephone = "TEL",
        Fax = "FAX",
        Contact = "担当",
        Registration = "登録番号",
        OrderNumber = "注文番号",
        Revision = "訂正",
        OrderDate = "注文日",
        DeliveryDate = "納入予定日",
        ShipTo = "納入先",
        ReceivingPlace = "受渡場所",
        Line = "行",
        Item = "品番",
        Name = "品名・仕様",
        Due = "納期",
        Quantity = "数量",
        Unit = "単位",
        Price = "単価",
        Amount = "金額",
        CarriedOut = "小計（次頁へ）",
        CarriedIn = "前頁より",
        TaxRate = "税率",
        Taxable = "税抜対象額",
        TaxableGross = "税込対象額",
        Tax = "消費税額",
        TaxInside = "内消費税額",
        Exempt = "非課税",
        OutOfScope = "不課税",
        Net = "税抜金額",
        TaxTotal = "消費税",
        Gross = "合計（税込）",
        ReducedMark = "※",
        ReducedNote = "※は軽減税率対象です。",
        Unpriced = "単価未定の明細は合計に含みません。",
        Remarks = "備考",
        Received = "受入",
        Inspected = "検査",
        Shipped = "出荷",
        Checked = "担当",
        ReceiptStamp = "受領印",
        ReceiptDate = "受領日",
        Signature = "受領者署名",
        DatePattern = "yyyy年M月d日",
        EmptyDate = "年　　　月　　　日",
    };

    public static NoteLabels English { get; } = new()
    {
        Language = "en",
        NoteTitle = "Delivery note",
        CopyTitle = "Delivery note (copy)",
        ReceiptTitle = "Receipt of goods",
        NoteSentence = "We deliver the following goods.",
        ReceiptSentence = "The following goods were received.",
        Honorific = "",
        Reissued = "REPRINT",
        Number = "Note no.",
        IssueDate = "Date",
        Page = "Page",
        Code = "Code",
        Telephone = "Tel.",
        Fax = "Fax",
        Contact = "Contact",
        Registration = "Registration no.",
        OrderNumber = "Order no.",
        Revision = "rev.",
        OrderDate = "Order date",
        DeliveryDate = "Delivery date",
        ShipTo = "Deliver to",
        ReceivingPlace = "Hand-over place",
        Line = "Line",
        Item = "Item code",
        Name = "Item, specification",
        Due = "Due",
        Quantity = "Quantity",
        Unit = "Unit",
        Price = "Unit price",
        Amount = "Amount",
        CarriedOut = "Carried forward",
        CarriedIn = "Brought forward",
        TaxRate = "Tax rate",
        Taxable = "Taxable",
        TaxableGross = "Incl. tax",
        Tax = "Tax",
        TaxInside = "Tax therein",
        Exempt = "Exempt",
        OutOfScope = "No tax",
        Net = "Net",
        TaxTotal = "Tax",
        Gross = "Total incl. tax",
        ReducedMark = "※",
        ReducedNote = "※ reduced tax rate",
        Unpriced = "Lines without a price are not in the total.",
        Remarks = "Remarks",
        Received = "Received",
        Inspected = "Inspected",
        Shipped = "Shipped",
        Checked = "Clerk",
        ReceiptStamp = "Stamp",
        ReceiptDate = "Received on",
        Signature = "Signature",
        DatePattern = "yyyy-MM-dd",
        EmptyDate = "　　　　/　　　/　　",
    };

    /// <summary>Returns the words of a language; other languages than Japanese get English.</summary>
    public static NoteLabels For(string culture) => culture.StartsWith("ja", StringComparison.OrdinalIgnoreCase) ? Japanese : English;

    public string TitleOf(NotePart part) => part switch { NotePart.Copy => CopyTitle, NotePart.Receipt => ReceiptTitle, _ => NoteTitle };
}
