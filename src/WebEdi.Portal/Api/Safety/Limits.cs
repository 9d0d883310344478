using System.Security.Claims;
using Microsoft.AspNetCore.Http;

namespace WebEdi.Portal.Api.Safety;

/// <summary>On an endpoint, or as an attribute of a page: it costs the server more than a look-up (print, export, dry run).</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
internal sealed class CostlyAttribute : Attribute;

/// <summary>Counts requests per caller (S35). Runs after authorization, so that a caller is the key or the person, else the address.</summary>
internal sealed class Limits(RequestDelegate next, RateGate gate)
{
    public Task InvokeAsync(HttpContext context)
    {
        // Styles, scripts and health checks have no endpoint of their own or nobody to count.
        if (context.GetEndpoint() is not { } endpoint || context.Request.Path.StartsWithSegments("/health"))
            return next(context);

        string caller = Caller(context);
        bool isAdmitted = gate.TryTake(LimitKind.Request, caller, out TimeSpan retryAfter)
            && (endpoint.Metadata.GetMetadata<CostlyAttribute>() is null || gate.TryTake(LimitKind.Costly, caller, out retryAfter));
        return isAdmitted ? next(context) : Failures.AnswerTooManyAsync(context, retryAfter);
    }

    private static string Caller(HttpContext context) =>
        context.User.FindFirst(ApiCaller.KeyClaim)?.Value is { } key ? "key:" + key
        : context.User.FindFirst(ClaimTypes.NameIdentifier)?.Value is { } person ? "user:" + person
        : "from:" + ClientAddress.Of(context);
}
