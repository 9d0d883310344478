using WebEdi.Portal.SignIn;

namespace WebEdi.Portal.Pages;

/// <summary>Says in words what is wrong with a new password.</summary>
internal static class NewPassword
{
    internal static async Task<IReadOnlyList<string>> CheckAsync(PortalUserManager users, PortalUser user, string? password, string? repeat, Texts texts)
    {
        if (password != repeat)
            return [texts.PasswordsDiffer];

        IReadOnlyList<string> codes = await users.CheckPasswordRulesAsync(user, password).ConfigureAwait(false);
        return [.. codes.Select(code => code switch
        {
            PasswordRules.Length => texts.PasswordLength,
            PasswordRules.Context => texts.PasswordContext,
            _ => texts.PasswordCommon,
        })];
    }
}
