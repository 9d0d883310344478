using System.Text;
using Microsoft.AspNetCore.Http;

namespace WebEdi.Portal.Api.Routes;

/// <summary>Maps and profiles as they are sent: UTF-8 text, with or without its mark.</summary>
internal static class TextBody
{
    public const int MaxBytes = 1024 * 1024;

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Reads the body; the limit of the route bounds it.</summary>
    /// <returns>The text; null: it is not UTF-8.</returns>
    public static async Task<string?> ReadAsync(HttpContext context, CancellationToken cancellationToken)
    {
        try
        {
            using StreamReader reader = new(context.Request.Body, StrictUtf8, detectEncodingFromByteOrderMarks: false);
            string text = await reader.ReadToEndAsync(cancellationToken).ConfigureAwait(false);
            return text.TrimStart('\uFEFF');
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }
}
