using System.Text;

namespace WebEdi.Engine.Formats.Json;

/// <summary>Recognises the canonical documents (their schemas are published), and reads who they are between.</summary>
internal sealed class JsonEnvelopes(SymbolTable symbols)
{
    private readonly ElementWay _number = new(symbols, "number");
    private readonly ElementWay _orderNumber = new(symbols, "orderNumber");
    private readonly ElementWay _supplier = new(symbols, "supplier/code");
    private readonly ElementWay _supplierText = new(symbols, "supplier");
    private readonly ElementWay _buyer = new(symbols, "buyer/code");
    private readonly int _lines = symbols.Of("lines");

    /// <summary>What only documents of one kind say, in the order in which they are asked.</summary>
    private readonly (ElementWay Way, string Type)[] _signs =
    [
        (new(symbols, "respondedAt"), "OrderResponse"),
        (new(symbols, "supplierCode"), "OrderResponse"),
        (new(symbols, "type"), "Invoice"),
        (new(symbols, "receivedDate"), "ReceiptAdvice"),
        (new(symbols, "inspectedDate"), "ReceiptAdvice"),
        (new(symbols, "despatchNumber"), "ReceiptAdvice"),
        (new(symbols, "lines/acceptedQuantity"), "ReceiptAdvice"),
        (new(symbols, "lines/despatchedQuantity"), "ReceiptAdvice"),
        (new(symbols, "lines/schedule/date"), "DeliverySchedule"),
        (new(symbols, "start"), "DeliverySchedule"),
        (new(symbols, "despatchDate"), "DespatchAdvice"),
    ];

    /// <summary>Reads the envelope of a document.</summary>
    /// <param name="tree">The document.</param>
    /// <param name="name">The property that it is the value of; null: it stands alone.</param>
    public Envelope Of(ElementTree tree, string? name)
    {
        int number = _number.Find(tree, 0), order = _orderNumber.Find(tree, 0), supplier = _supplier.Find(tree, 0);
        bool hasLines = HasLines(tree);
        string? type = !hasLines ? null
            : Array.Find(_signs, s => s.Way.Find(tree, 0) >= 0).Type is { } sign ? sign
            : number >= 0 && supplier >= 0 && order < 0 ? "Order"
            : number >= 0 && order >= 0 ? "DespatchAdvice"
            : order >= 0 ? "OrderResponse"
            : null;
        string? buyer = Text(tree, _buyer.Find(tree, 0));
        string? seller = Text(tree, supplier) ?? Text(tree, _supplierText.Find(tree, 0));
        bool isOrder = type is null or "Order" or "DeliverySchedule" or "ReceiptAdvice";
        return new Envelope
        {
            Format = JsonWorkshop.Format,
            MessageType = name ?? type,
            MessageReference = Text(tree, number) ?? Text(tree, order),
            Sender = isOrder ? buyer : seller,
            Receiver = isOrder ? seller : buyer,
        };
    }

    private bool HasLines(ElementTree tree)
    {
        for (int child = 1; child < tree.End(0); child = tree.End(child))
        {
            if (tree.Symbol(child) == _lines)
                return true;
        }

        return false;
    }

    private static string? Text(ElementTree tree, int node) => node < 0 ? null : Encoding.UTF8.GetString(tree.Value(node));
}
