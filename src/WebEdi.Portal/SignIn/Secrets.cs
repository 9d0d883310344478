using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace WebEdi.Portal.SignIn;

/// <summary>Random references that are handed out once and kept as a hash.</summary>
internal static class Secrets
{
    /// <summary>256 random bits, safe in URLs and cookies.</summary>
    internal static string New() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    /// <summary>SHA-256 in lower-case hexadecimal. A plain hash is enough: the secrets are random, not chosen by people.</summary>
    internal static string Hash(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));
}
