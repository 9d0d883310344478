using WebEdi.Diagnostics;

namespace WebEdi.Engine.Validating;

/// <summary>The registration number of an issuer of qualified invoices: T and the 13 digits of a corporate or personal number.</summary>
internal static class RegistrationNumber
{
    /// <summary>Checks form and check digit.</summary>
    /// <param name="text">T1234567890123.</param>
    /// <returns>What is expected; null when it is right.</returns>
    /// <remarks>
    /// The first digit is 9 less the weighted sum of the other twelve modulo 9, weights 1 and 2 in turn from the right. Source: the rule of
    /// the corporate number, ministry of finance ordinance on the designation of corporate numbers, article 2.
    /// </remarks>
    public static Expectation? Check(string text)
    {
        if (text.Length != 14 || text[0] != 'T' || text.AsSpan(1).ContainsAnyExceptInRange('0', '9'))
            return Expect.RegistrationNumber;

        int sum = 0;
        for (int i = 0; i < 12; i++)
            sum += (text[13 - i] - '0') * (i % 2 == 0 ? 1 : 2);

        int digit = 9 - (sum % 9);
        return text[1] - '0' == digit ? null : Expect.CheckDigit(digit);
    }
}
