using System.Text;
using WebEdi.Documents;
using WebEdi.Storage.Sql.Internal.Dialects;

namespace WebEdi.Storage.Sql.Internal.Stores;

/// <summary>An order in the bytes in which it is stored, made before the transaction begins: no other writer waits for it.</summary>
internal sealed record PreparedOrder(OrderRegistration Registration, byte[] Body, IReadOnlyList<byte[]> Chunks, byte[] Pack, string Search, int NearestDue)
{
    /// <summary>So many lines are stored in one JSON text; the first of them with the order itself.</summary>
    public const int ChunkLines = 32;

    public Order Order => Registration.Order;

    /// <summary>So many orders are prepared by one thread.</summary>
    private const int PartOrders = 64;

    /// <summary>Prepares the orders of a batch, on every processor that is idle: until it is done the database has nothing to do.</summary>
    public static IReadOnlyList<PreparedOrder> Prepare(IReadOnlyList<OrderRegistration> registrations)
    {
        PreparedOrder[] prepared = new PreparedOrder[registrations.Count];
        Parallel.For(0, (prepared.Length + PartOrders - 1) / PartOrders, part => Prepare(registrations, prepared, part * PartOrders));
        return prepared;
    }

    private static void Prepare(IReadOnlyList<OrderRegistration> registrations, PreparedOrder[] prepared, int first)
    {
        using JsonBuffer json = new();
        LinePacker packer = new();
        Folding folding = new();
        int end = Math.Min(first + PartOrders, prepared.Length);
        for (int i = first; i < end; i++)
            prepared[i] = Prepare(registrations[i], json, packer, folding);
    }

    private static PreparedOrder Prepare(OrderRegistration registration, JsonBuffer json, LinePacker packer, Folding folding)
    {
        Order order = registration.Order;
        byte[][] chunks = [.. order.Lines.Chunk(ChunkLines).Skip(1).Select(lines => json.Bytes(lines, StoreJson.OrderLines))];
        byte[] body = json.Bytes(chunks.Length == 0 ? order : order with { Lines = [.. order.Lines.Take(ChunkLines)] }, DocumentJson.Order);
        int nearest = SqlTime.Undecided;
        LineStatus status = order.Purpose == DocumentPurpose.Cancellation ? LineStatus.Cancelled : LineStatus.Unread;
        packer.Begin();
        foreach (OrderLine line in order.Lines)
        {
            int due = SqlTime.FromDate(line.DueDate);
            nearest = Math.Min(nearest, due);
            packer.Add(
                status, due, (double)line.Quantity, line.Number, line.ItemCode ?? "",
                folding.Fold(line.ItemCode), folding.Fold(line.SupplierItemCode), folding.Fold(line.ItemName));
        }

        string search = $"{folding.Fold(order.Number)}\n{folding.Fold(order.Supplier.Code)}\n{folding.Fold(order.Supplier.Name)}";
        return new PreparedOrder(registration, body, chunks, packer.ToArray(), search, nearest);
    }

    /// <summary>Item names repeat within a batch, and folding a Japanese one costs more than finding it again.</summary>
    private sealed class Folding
    {
        private readonly Dictionary<string, string> _folded = new(StringComparer.Ordinal);

        public string Fold(string? text)
        {
            if (text is null || Ascii.IsValid(text))
                return SearchText.Fold(text);
            if (!_folded.TryGetValue(text, out string? folded))
                _folded.Add(text, folded = SearchText.Fold(text));
            return folded;
        }
    }
}
