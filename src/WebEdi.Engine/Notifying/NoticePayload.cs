using System.Text.Json;
using System.Text.Json.Serialization;

namespace WebEdi.Engine.Notifying;

/// <summary>What a supplier notice says, fixed when the file was published: counts and names, no prices, no secrets.</summary>
/// <param name="Receipt">The receipt of the file.</param>
/// <param name="Supplier">The supplier's code.</param>
/// <param name="SupplierName">The supplier's name, one line.</param>
/// <param name="BuyerName">The buyer's name, one line.</param>
/// <param name="Culture">ja or en.</param>
/// <param name="NewOrders">New orders.</param>
/// <param name="ChangedOrders">Changed orders.</param>
/// <param name="Lines">Order lines in them.</param>
/// <param name="NearestDueDate">The earliest requested date.</param>
/// <param name="OrderNumbers">The first order numbers, each one line.</param>
internal sealed record NoticePayload(
    string Receipt,
    string Supplier,
    string SupplierName,
    string BuyerName,
    string Culture,
    int NewOrders,
    int ChangedOrders,
    int Lines,
    DateOnly? NearestDueDate,
    IReadOnlyList<string> OrderNumbers)
{
    /// <summary>Reads the payload of an outbox entry.</summary>
    /// <param name="json">The payload.</param>
    /// <returns>The notice, or null when the text is not one.</returns>
    public static NoticePayload? Read(string json)
    {
        try
        {
            return JsonSerializer.Deserialize(json, NoticeJson.Default.NoticePayload);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Writes the payload for an outbox entry.</summary>
    /// <returns>JSON.</returns>
    public string Write() => JsonSerializer.Serialize(this, NoticeJson.Default.NoticePayload);
}

/// <summary>A rendered mail as it is kept in the outbox, so that every attempt sends the same.</summary>
/// <param name="Subject">One line.</param>
/// <param name="Text">The plain text part.</param>
/// <param name="Html">The HTML part.</param>
/// <param name="Culture">ja or en.</param>
/// <param name="Date">The date of the message, UTC.</param>
internal sealed record RenderedNotice(string Subject, string Text, string Html, string Culture, DateTimeOffset Date);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(NoticePayload))]
[JsonSerializable(typeof(RenderedNotice))]
internal sealed partial class NoticeJson : JsonSerializerContext;
