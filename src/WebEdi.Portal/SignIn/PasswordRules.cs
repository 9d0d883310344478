using System.Collections.Frozen;
using System.Globalization;
using Microsoft.AspNetCore.Identity;

namespace WebEdi.Portal.SignIn;

/// <summary>8-128 characters of any kind, not a common password, not made of the account's own words. No composition rules (S20).</summary>
internal sealed class PasswordRules : IPasswordValidator<PortalUser>
{
    internal const string Length = "password-length";
    internal const string Common = "password-common";
    internal const string Context = "password-context";

    internal const int Shortest = 8;
    internal const int Longest = 128;

    private static readonly char[] Tail = [.. "0123456789!?.#*-_"];

    private static readonly string[] Days = ["yyyyMMdd", "ddMMyyyy", "MMddyyyy"];

    /// <summary>Gets what is refused as common, in lower case; a tail of digits and marks is not part of a word.</summary>
    /// <remarks>
    /// The words were chosen from public rankings of leaked passwords (the 3,000 most frequent of 8 and more characters, and short words that people
    /// lengthen by a year), and from what people in Japan choose: names, places, words of purchasing, walks over the keyboard.
    /// </remarks>
    internal static FrozenSet<string> CommonPasswords { get; } = Load();

    public Task<IdentityResult> ValidateAsync(UserManager<PortalUser> manager, PortalUser user, string? password) =>
        Task.FromResult(Check(user, password ?? "") is { } code
            ? IdentityResult.Failed(new IdentityError { Code = code, Description = code })
            : IdentityResult.Success);

    private static string? Check(PortalUser user, string password)
    {
        int length = new StringInfo(password).LengthInTextElements;
        if (length < Shortest || password.Length > Longest)
            return Length;

        string folded = password.Replace('\uFFFE', '\uFFFD').Normalize(System.Text.NormalizationForm.FormKC).ToLowerInvariant();
        if (ContextWords(user).Any(word => folded.Replace(word, "", StringComparison.Ordinal).Length < 4))
            return Context;

        return IsCommon(folded) || IsCommon(Unmask(folded)) || folded.Distinct().Count() < 4 || IsDay(folded) ? Common : null;
    }

    private static bool IsCommon(string password) => CommonPasswords.Contains(password) || CommonPasswords.Contains(password.TrimEnd(Tail));

    /// <summary>Birthdays and the like: eight digits that are a day of this century or the last.</summary>
    private static bool IsDay(string password) =>
        DateOnly.TryParseExact(password, Days, CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day) && day.Year is >= 1900 and < 2100;

    /// <summary>Undoes the usual disguises: p@ssw0rd is no better than password.</summary>
    private static string Unmask(string password) =>
        new([.. password.Select(c => c switch { '0' => 'o', '1' => 'l', '3' => 'e', '4' or '@' => 'a', '5' or '$' => 's', '7' => 't', _ => c })]);

    /// <summary>The product's, the account's and the organisation's words: a password of little else is guessed first.</summary>
    private static IEnumerable<string> ContextWords(PortalUser user)
    {
        IEnumerable<string?> words = ["webedi", .. user.Account.UserName.Split('@', '.', '-', '_', '+'), user.Account.UserName, user.Account.DisplayName,
            .. user.Account.Memberships.SelectMany(m => new[] { m.Tenant, m.Supplier })];
        return words.OfType<string>().Where(w => w.Length >= 4).Select(w => w.ToLowerInvariant());
    }

    private static FrozenSet<string> Load()
    {
        using Stream stream = typeof(PasswordRules).Assembly.GetManifestResourceStream("WebEdi.Portal.Assets.common-passwords.txt")!;
        using StreamReader reader = new(stream);
        string[] listed = reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        // "dragon123" stands for dragon with any tail.
        return listed.Concat(listed.Select(w => w.TrimEnd(Tail)).Where(w => w.Length >= 5)).ToFrozenSet(StringComparer.Ordinal);
    }
}
