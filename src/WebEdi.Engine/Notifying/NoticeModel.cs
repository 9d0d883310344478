namespace WebEdi.Engine.Notifying;

/// <summary>What the templates of a supplier notice see, in snake_case: <c>buyer</c>, <c>supplier</c>, <c>orders</c>, <c>nearest_due</c>, ...</summary>
/// <param name="Buyer">The buyer's name.</param>
/// <param name="Supplier">The supplier's name.</param>
/// <param name="Orders">New and changed orders together.</param>
/// <param name="NewOrders">New orders.</param>
/// <param name="ChangedOrders">Changed orders.</param>
/// <param name="Lines">Order lines in them.</param>
/// <param name="NearestDue">The earliest requested date as the culture writes it, or an empty text.</param>
/// <param name="OrderNumbers">The first order numbers.</param>
/// <param name="MoreOrders">How many orders are not named.</param>
/// <param name="Url">Where the orders are, or an empty text.</param>
internal sealed record NoticeModel(
    string Buyer,
    string Supplier,
    int Orders,
    int NewOrders,
    int ChangedOrders,
    int Lines,
    string NearestDue,
    IReadOnlyList<string> OrderNumbers,
    int MoreOrders,
    string Url);
