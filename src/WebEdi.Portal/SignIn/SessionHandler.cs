using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace WebEdi.Portal.SignIn;

/// <summary>Authenticates by the session cookie, leads visitors to the sign-in page, and answers forbidden pages as if they were not there.</summary>
/// <remarks>
/// Why not the cookie handler of ASP.NET Core with a ticket store: it keeps the reference of an existing session when somebody signs in
/// again, and the reference in the cookie would be a wrapped ticket instead of a plain random value.
/// </remarks>
internal sealed class SessionHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, Sessions sessions)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    internal new const string Scheme = "WebEdi.Session";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync() =>
        await sessions.FindAsync(Context).ConfigureAwait(false) is { } principal
            ? AuthenticateResult.Success(new AuthenticationTicket(principal, Scheme))
            : AuthenticateResult.NoResult();

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        // The rule "signed in, unless said otherwise" also meets addresses where there is nothing.
        if (Context.GetEndpoint() is null)
        {
            Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        }

        // The way back is only kept for pages that can be asked for again, and is relative to the mount point.
        QueryString query = HttpMethods.IsGet(Request.Method) && Request.Path != "/"
            ? QueryString.Create("returnUrl", Request.Path.ToUriComponent() + Request.QueryString.ToUriComponent())
            : QueryString.Empty;
        Response.Redirect($"{Request.PathBase.ToUriComponent()}/sign-in{query.ToUriComponent()}");
        return Task.CompletedTask;
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties)
    {
        Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }
}
