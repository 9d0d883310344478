using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace WebEdi.Portal.Api.Routes;

/// <summary>A place in the feed of replies. Systems keep it as it is; what is inside may change.</summary>
internal readonly record struct ReplyCursor(string Epoch, long Position)
{
    private const int MaxLength = 200;

    public static bool TryParse(string? text, out ReplyCursor cursor)
    {
        cursor = default;
        if (text is not { Length: >= 2 and <= MaxLength } || !Base64Url.IsValid(text))
            return false;

        string plain = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(text));
        int space = plain.LastIndexOf(' ');
        if (space < 1 || !long.TryParse(plain.AsSpan(space + 1), NumberStyles.None, CultureInfo.InvariantCulture, out long position))
            return false;

        cursor = new ReplyCursor(plain[..space], position);
        return true;
    }

    public override string ToString() =>
        Base64Url.EncodeToString(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{Epoch} {Position}")));
}
