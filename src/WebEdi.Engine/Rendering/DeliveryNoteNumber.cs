using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace WebEdi.Engine.Rendering;

/// <summary>Numbers of delivery notes (納品キー番号): upper-case letters, digits and hyphens, 1-20 of them, so that every bar code carries them.</summary>
internal static class DeliveryNoteNumber
{
    /// <summary>The longest number whose CODE128 still prints beside a QR code at 0.33 mm per module.</summary>
    public const int MaxLength = 20;

    // No I, L, O, U: read aloud and typed by people.
    private const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    /// <summary>Makes a new number: "N", the day as yyMMdd and eight random characters (40 bits; a clash within a supplier's day is not to be expected).</summary>
    /// <param name="today">The day, in the tenant's time zone.</param>
    /// <returns>16 characters, for instance N261124-7K3M9QX4.</returns>
    public static string Create(DateOnly today) =>
        string.Create(CultureInfo.InvariantCulture, $"N{today:yyMMdd}-{RandomNumberGenerator.GetString(Alphabet, 8)}");

    /// <summary>Makes the number of a note that is not stored, from the order alone: the same order gives the same number.</summary>
    /// <param name="orderNumber">The order number.</param>
    /// <param name="revision">Its revision.</param>
    /// <returns>"P-" and the order number where it fits and is printable in a bar code, else "P-" and a hash of it.</returns>
    public static string Preview(string orderNumber, int revision)
    {
        ArgumentNullException.ThrowIfNull(orderNumber);

        string plain = string.Create(CultureInfo.InvariantCulture, $"P-{orderNumber}-{revision}");
        return IsValid(plain) ? plain : "P-" + Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(plain)).AsSpan(0, 8));
    }

    /// <summary>Says whether a number can be printed as a bar code.</summary>
    /// <param name="number">The number.</param>
    /// <returns>True: 1-20 of A-Z, 0-9 and hyphen.</returns>
    public static bool IsValid(string number) =>
        number is { Length: > 0 and <= MaxLength } && number.All(c => char.IsAsciiDigit(c) || char.IsAsciiLetterUpper(c) || c == '-');
}
