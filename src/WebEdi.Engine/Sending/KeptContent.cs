using System.Text.Json;
using System.Text.Json.Serialization;

namespace WebEdi.Engine.Sending;

/// <summary>What the outbox keeps of an effect between attempts: its bytes, and whether a hand-over was left open.</summary>
/// <param name="Content">The bytes that every attempt sends.</param>
/// <param name="Open">How far a hand-over with unknown end is.</param>
internal sealed record KeptContent(byte[] Content, OpenHandOver Open = OpenHandOver.None)
{
    public static KeptContent? Read(ReadOnlyMemory<byte>? bytes)
    {
        try
        {
            return bytes is { } kept ? JsonSerializer.Deserialize(kept.Span, SendingJson.Default.KeptContent) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public byte[] Write() => JsonSerializer.SerializeToUtf8Bytes(this, SendingJson.Default.KeptContent);
}

/// <summary>An open hand-over is repeated once, never twice.</summary>
internal enum OpenHandOver
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>One was left open; it waits for its repetition.</summary>
    Once = 1,

    /// <summary>The repetition is being handed over.</summary>
    Repeating = 2,
}

/// <summary>A file as it will be written.</summary>
/// <param name="FileName">Its name.</param>
/// <param name="Content">Its bytes.</param>
/// <param name="Date">When it was made, UTC.</param>
/// <param name="LastPosition">The last position of the feed in it.</param>
internal sealed record KeptFile(string FileName, byte[] Content, DateTimeOffset Date, long LastPosition);

/// <summary>What is needed to make a reply file.</summary>
/// <param name="Folder">The name of the folder's options.</param>
/// <param name="Map">The outbound map, or null.</param>
/// <param name="Partner">The partner that the folder is for; null: core, or an effect of a host that knew none.</param>
internal sealed record ReplyFilePayload(string Folder, string? Map, string? Partner = null);

/// <summary>What is needed to call a reply handler.</summary>
/// <param name="Handler">The handler's type name.</param>
/// <param name="Response">The reply, JSON.</param>
internal sealed record ReplyHookPayload(string Handler, string Response);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = false)]
[JsonSerializable(typeof(KeptContent))]
[JsonSerializable(typeof(KeptFile))]
[JsonSerializable(typeof(ReplyFilePayload))]
[JsonSerializable(typeof(ReplyHookPayload))]
internal sealed partial class SendingJson : JsonSerializerContext;
