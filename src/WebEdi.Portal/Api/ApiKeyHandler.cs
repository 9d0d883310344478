using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using WebEdi.Portal.Api.Safety;
using WebEdi.Storage;

namespace WebEdi.Portal.Api;

/// <summary>Reads <c>Authorization: Bearer wek_...</c>. Cookies and addresses never carry a key.</summary>
internal sealed class ApiKeyHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, ApiKeys keys, RateGate gate)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string SchemeName = "WebEdi.ApiKey";

    private const string Bearer = "Bearer ";

    private Exception? _failure;
    private TimeSpan? _retryAfter;

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        string header = Request.Headers.Authorization.ToString();
        if (!header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase))
            return AuthenticateResult.NoResult();

        ApiKey? key = await FindAsync(header[Bearer.Length..].Trim()).ConfigureAwait(false);
        if (key is not null)
            return AuthenticateResult.Success(new AuthenticationTicket(ApiCaller.Principal(key, Scheme.Name), Scheme.Name));

        // Only wrong keys are counted: whoever guesses from the same network never locks a good key out.
        if (_failure is null && !gate.TryTake(LimitKind.Guess, ClientAddress.NetworkOf(Context), out TimeSpan retryAfter))
            _retryAfter = retryAfter;
        return AuthenticateResult.Fail("no such key");
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        if (_failure is not null)
            return Failures.AnswerAsync(Context, _failure, Logger);
        if (_retryAfter is { } retryAfter)
            return Failures.AnswerTooManyAsync(Context, retryAfter);

        Response.Headers.WWWAuthenticate = "Bearer realm=\"WebEdi\"";
        return Request.QueryString.Value?.Contains("wek_", StringComparison.Ordinal) == true
            ? Problems.WriteAsync(
                Context,
                ProblemKind.KeyMissing,
                "A key in an address ends up in logs and is not accepted. Revoke it, make a new one and send it as Authorization: Bearer KEY.",
                "アドレスに含まれるキーはログに残るため受け付けません。キーを失効させ、新しいキーを Authorization: Bearer KEY で送ってください。")
            : Problems.WriteAsync(
                Context,
                ProblemKind.KeyMissing,
                "Send a valid key as Authorization: Bearer KEY. Unknown, revoked and expired keys are refused.",
                "有効なキーを Authorization: Bearer KEY で送ってください。不明・失効・期限切れのキーは使用できません。");
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties)
    {
        string scope = Context.GetEndpoint()?.Metadata.GetMetadata<RequiredScope>()?.Scope ?? "";
        Response.Headers.WWWAuthenticate = $"Bearer realm=\"WebEdi\", error=\"insufficient_scope\", scope=\"{scope}\"";
        return Problems.WriteAsync(
            Context, ProblemKind.ScopeMissing, $"The key needs the scope {scope}.", $"キーに権限 {scope} が必要です。");
    }

    /// <summary>Closed on failure: when the store cannot be asked, nobody is let in, and the challenge says 503.</summary>
    private async Task<ApiKey?> FindAsync(string secret)
    {
        try
        {
            return await keys.VerifyAsync(secret, ClientAddress.Of(Context), Context.RequestAborted).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // Whatever it is, the door stays closed and the answer is made in one place.
        catch (Exception failure) when (failure is not OperationCanceledException)
#pragma warning restore CA1031
        {
            _failure = failure;
            return null;
        }
    }
}
