using System.Net;

namespace WebEdi.Portal.Tests.Security;

/// <summary>Who is let in to a page.</summary>
internal enum Reach
{
    Everybody,
    SignedIn,
    Supplier,
    Buyer,
    Admin,
}

/// <summary>What a page handler answers to those who may use it.</summary>
/// <param name="Handler">Method, address and handler as the program mapped them.</param>
/// <param name="Reach">Who may use it; everybody else is led to the sign-in page or finds nothing.</param>
/// <param name="Own">The answer to those whose data it is.</param>
/// <param name="Foreign">The answer to people of the same role elsewhere, who name that data.</param>
/// <param name="Query">What names the data in the address.</param>
/// <param name="Form">What names the data in the form.</param>
internal sealed record PageRow(string Handler, Reach Reach, HttpStatusCode Own, HttpStatusCode Foreign, string Query = "", params string[] Form)
{
    private const HttpStatusCode Ok = HttpStatusCode.OK;
    private const HttpStatusCode To = HttpStatusCode.Redirect;
    private const HttpStatusCode None = HttpStatusCode.NotFound;
    private const HttpStatusCode Wrong = HttpStatusCode.UnprocessableEntity;

    /// <summary>Gets the table. What changes or removes something stands behind what reads it.</summary>
    /// <remarks>{...} stands for what the own tenant has.</remarks>
    public static IReadOnlyList<PageRow> All { get; } =
    [
        new("GET /", Reach.SignedIn, To, To),
        new("GET /account", Reach.SignedIn, Ok, Ok),
        new("POST /account", Reach.SignedIn, Ok, Ok, "", "Input.Current=x", "Input.Password=x", "Input.Repeat=x"),
        new("POST /account?handler=EndOthers", Reach.SignedIn, To, To),
        new("POST /account?handler=Switch", Reach.SignedIn, None, None, "", "place=1"),

        new("GET /sign-in", Reach.Everybody, Ok, Ok),
        new("POST /sign-in", Reach.Everybody, Ok, Ok, "", "name=x", "password=x"),
        new("POST /sign-in?handler=Demo", Reach.Everybody, None, None, "", "role=buyer"),
        new("GET /invite", Reach.Everybody, Ok, Ok, "token=x"),
        new("POST /invite", Reach.Everybody, Ok, Ok, "token=x"),
        new("GET /setup", Reach.Everybody, Ok, Ok, "token=x"),
        new("POST /setup", Reach.Everybody, Ok, Ok, "token=x"),
        new("GET /language", Reach.Everybody, None, None),
        new("POST /language", Reach.Everybody, To, To, "", "culture=en"),
        new("GET /error", Reach.Everybody, None, None),
        new("GET /sign-out", Reach.Everybody, None, None),
        new("POST /sign-out", Reach.Everybody, To, To),

        new("GET /orders", Reach.Supplier, Ok, Ok, "q={order}"),
        new("GET /order", Reach.Supplier, Ok, None, "number={order}"),
        new("GET /orders/confirm", Reach.Supplier, None, None),
        new("GET /orders/print", Reach.Supplier, None, None),
        new("GET /orders/csv", Reach.Supplier, None, None),
        new("POST /orders/csv", Reach.Supplier, Ok, Ok, "", "query=?q={order}"),
        new("POST /orders/print", Reach.Supplier, Ok, Wrong, "", "order={order}", "as=html"),
        new("POST /orders/confirm", Reach.Supplier, Ok, Ok, "", "order={order}"),
        new("POST /order", Reach.Supplier, To, None, "number={order}", "action=send", "Form.SubmitKey=k1", "Form.Revision=0", "Form.Lines[0].Number=0010", "Form.Lines[0].Kind=accepted"),
        new("POST /orders/confirm?handler=Commit", Reach.Supplier, To, None, "", "submitKey=k2", "Lines[0].Order={order}", "Lines[0].Line=0020", "Lines[0].Revision=0", "Lines[0].Version=0"),

        new("GET /buyer", Reach.Buyer, Ok, Ok),
        new("GET /buyer/orders", Reach.Buyer, Ok, Ok, "q={order}"),
        new("GET /buyer/order", Reach.Buyer, Ok, None, "number={order}"),
        new("GET /buyer/files", Reach.Buyer, Ok, Ok),
        new("GET /buyer/file", Reach.Buyer, Ok, None, "id={receipt}"),
        new("GET /buyer/file?handler=Result", Reach.Buyer, Ok, None, "id={receipt}"),
        new("GET /buyer/upload", Reach.Buyer, Ok, Ok),
        new("POST /buyer/upload", Reach.Buyer, Wrong, Wrong, "", "map={map}"),
        new("POST /buyer/upload?handler=Take", Reach.Buyer, Wrong, Wrong, "", "held=x"),
        new("GET /buyer/replies", Reach.Buyer, Ok, Ok),
        new("POST /buyer/replies", Reach.Buyer, Ok, Ok),
        new("GET /buyer/mailbox", Reach.Buyer, None, None),
        new("GET /buyer/outbox", Reach.Buyer, Ok, Ok),
        new("POST /buyer/outbox", Reach.Buyer, None, None, "", "id=x"),
        new("POST /buyer/outbox?handler=Drop", Reach.Buyer, None, None, "", "id=x"),
        new("POST /buyer/outbox?handler=Edit", Reach.Buyer, None, None, "", "id=x", "payload={}"),

        new("GET /admin/suppliers", Reach.Admin, Ok, Ok),
        new("GET /admin/supplier", Reach.Admin, Ok, None, "code={supplier}"),
        new("GET /admin/people", Reach.Admin, Ok, Ok),
        new("GET /admin/maps", Reach.Admin, Ok, Ok),
        new("GET /admin/map", Reach.Admin, Ok, None, "name={map}"),
        new("GET /admin/tables", Reach.Admin, Ok, Ok),
        new("GET /admin/table", Reach.Admin, Ok, None, "name={map}"),
        new("GET /admin/table?handler=Content", Reach.Admin, Ok, None, "name={map}"),
        new("POST /admin/table", Reach.Admin, Wrong, Wrong, "", "name={map}", "content=x,x"),
        new("GET /admin/partners", Reach.Admin, Ok, Ok),
        new("GET /admin/partner", Reach.Admin, Ok, None, "name={map}"),
        new("GET /admin/keys", Reach.Admin, Ok, Ok),
        new("POST /admin/map", Reach.Admin, Wrong, Wrong, "", "name={map}", "json={}", "action=save"),
        new("POST /admin/partner", Reach.Admin, Wrong, Wrong, "", "name=core", "json={}x"),
        new("POST /buyer/file?handler=Release", Reach.Buyer, To, None, "", "id={receipt}"),
        new("POST /admin/table?handler=Delete", Reach.Admin, To, None, "", "name={map}"),
        new("POST /admin/supplier", Reach.Admin, To, None, "code={supplier}", "Input.Name=changed"),
        new("POST /admin/people?handler=Invite", Reach.Admin, Wrong, Wrong, "", "Input.Mail=new@example.jp", "Input.Role=Supplier", "Input.Supplier=nobody"),
        new("POST /admin/people?handler=Link", Reach.Admin, Ok, None, "", "id={person}"),
        new("POST /admin/people?handler=Remove", Reach.Admin, To, None, "", "id={person}"),
        new("POST /admin/keys?handler=Create", Reach.Admin, Wrong, Wrong, "", "Input.Name="),
        new("POST /admin/keys?handler=Revoke", Reach.Admin, To, None, "", "id={key}"),
    ];
}
