using System.Security.Claims;
using Microsoft.AspNetCore.Http;
using WebEdi.Storage;

namespace WebEdi.Portal.Api;

/// <summary>The system that calls, as its key says. Nothing of it comes from the request itself.</summary>
internal sealed record ApiCaller(string KeyId, string Tenant, string Partner, string Actor)
{
    public const string KeyClaim = "webedi:key";
    public const string TenantClaim = "webedi:tenant";
    public const string PartnerClaim = "webedi:partner";
    public const string ScopeClaim = "webedi:scope";

    public AccessScope Access => new(Tenant);

    public static ApiCaller Of(HttpContext context) => new(
        Claim(context, KeyClaim), Claim(context, TenantClaim), Claim(context, PartnerClaim), Claim(context, ClaimTypes.Name));

    public static ClaimsPrincipal Principal(ApiKey key, string scheme) => new(new ClaimsIdentity(
        [
            new Claim(KeyClaim, key.Id),
            new Claim(TenantClaim, key.Tenant),
            new Claim(PartnerClaim, key.Partner),
            new Claim(ClaimTypes.Name, $"key:{key.Name}"),
            .. key.Scopes.Select(s => new Claim(ScopeClaim, s)),
        ],
        scheme));

    private static string Claim(HttpContext context, string type) =>
        context.User.FindFirst(type)?.Value ?? throw new InvalidOperationException("The endpoint was reached without an API key.");
}
