namespace WebEdi.Portal.Api;

/// <summary>What an API key may do. A key holds any number of them; an endpoint asks for one.</summary>
internal static class ApiScopes
{
    public const string OrdersWrite = "orders:write";
    public const string OrdersRead = "orders:read";
    public const string RepliesRead = "replies:read";
    public const string MapsRead = "maps:read";
    public const string MapsWrite = "maps:write";
    public const string TablesRead = "tables:read";
    public const string TablesWrite = "tables:write";
    public const string PartnersRead = "partners:read";
    public const string PartnersWrite = "partners:write";
    public const string SuppliersRead = "suppliers:read";
    public const string SuppliersWrite = "suppliers:write";
    public const string OutboxRead = "outbox:read";
    public const string OutboxWrite = "outbox:write";

    public static readonly IReadOnlyList<string> All = [OrdersWrite, OrdersRead, RepliesRead, MapsRead, MapsWrite, TablesRead, TablesWrite, PartnersRead, PartnersWrite, SuppliersRead, SuppliersWrite, OutboxRead, OutboxWrite];
}

/// <summary>On an endpoint: the scope that it asks for. The test matrix and the OpenAPI document read it.</summary>
internal sealed record RequiredScope(string Scope);
