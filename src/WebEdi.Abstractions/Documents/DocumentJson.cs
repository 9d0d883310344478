using System.Collections;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace WebEdi.Documents;

/// <summary>The one JSON form of the documents: in the store, in the API and in payloads.</summary>
/// <remarks>
/// Names and enumeration values are camelCase, dates yyyy-MM-dd, decimals keep every digit. What is null, empty or the default of its
/// type is left out, and Japanese stays readable. Unknown members are ignored, so that an older program reads what a newer one wrote.
/// </remarks>
public static class DocumentJson
{
    /// <summary>Gets the options, read-only: source-generated for the documents only.</summary>
    public static JsonSerializerOptions Options { get; } = Create();

    /// <summary>Gets the form of an order.</summary>
    public static JsonTypeInfo<Order> Order { get; } = (JsonTypeInfo<Order>)Options.GetTypeInfo(typeof(Order));

    /// <summary>Gets the form of an order line.</summary>
    public static JsonTypeInfo<OrderLine> OrderLine { get; } = (JsonTypeInfo<OrderLine>)Options.GetTypeInfo(typeof(OrderLine));

    /// <summary>Gets the form of a reply.</summary>
    public static JsonTypeInfo<OrderResponse> OrderResponse { get; } = (JsonTypeInfo<OrderResponse>)Options.GetTypeInfo(typeof(OrderResponse));

    /// <summary>Gets the form of the reply to a line.</summary>
    public static JsonTypeInfo<ResponseLine> ResponseLine { get; } = (JsonTypeInfo<ResponseLine>)Options.GetTypeInfo(typeof(ResponseLine));

    /// <summary>Gets the form of a delivery note.</summary>
    public static JsonTypeInfo<DespatchAdvice> DespatchAdvice { get; } = (JsonTypeInfo<DespatchAdvice>)Options.GetTypeInfo(typeof(DespatchAdvice));

    /// <summary>Gets the form of a receipt advice.</summary>
    public static JsonTypeInfo<ReceiptAdvice> ReceiptAdvice { get; } = (JsonTypeInfo<ReceiptAdvice>)Options.GetTypeInfo(typeof(ReceiptAdvice));

    /// <summary>Gets the form of an invoice.</summary>
    public static JsonTypeInfo<Invoice> Invoice { get; } = (JsonTypeInfo<Invoice>)Options.GetTypeInfo(typeof(Invoice));

    /// <summary>Gets the form of a delivery schedule.</summary>
    public static JsonTypeInfo<DeliverySchedule> DeliverySchedule { get; } = (JsonTypeInfo<DeliverySchedule>)Options.GetTypeInfo(typeof(DeliverySchedule));

    /// <summary>Gets the form of a document of any kind.</summary>
    public static JsonTypeInfo TypeOf(IEdiDocument document)
    {
        ArgumentNullException.ThrowIfNull(document);
        return Options.GetTypeInfo(document.GetType());
    }

    private static JsonSerializerOptions Create()
    {
        JsonSerializerOptions options = new()
        {
            PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            TypeInfoResolver = DocumentJsonContext.Default.WithAddedModifier(ChooseWhatIsWritten),
            Converters =
            {
                new JsonStringEnumConverter<DocumentPurpose>(JsonNamingPolicy.CamelCase),
                new JsonStringEnumConverter<PriceType>(JsonNamingPolicy.CamelCase),
                new JsonStringEnumConverter<TaxCategory>(JsonNamingPolicy.CamelCase),
                new JsonStringEnumConverter<ResponseKind>(JsonNamingPolicy.CamelCase),
                new JsonStringEnumConverter<PromiseKind>(JsonNamingPolicy.CamelCase),
                new JsonStringEnumConverter<LineChange>(JsonNamingPolicy.CamelCase),
                new JsonStringEnumConverter<InvoiceType>(JsonNamingPolicy.CamelCase),
                new JsonStringEnumConverter<ScheduleKind>(JsonNamingPolicy.CamelCase),
                new JsonStringEnumConverter<SchedulePeriod>(JsonNamingPolicy.CamelCase),
            },
        };
        options.MakeReadOnly();
        return options;
    }

    /// <summary>An empty list or bag says nothing; what is required, or has a default of its own, is always written.</summary>
    private static void ChooseWhatIsWritten(JsonTypeInfo type)
    {
        foreach (JsonPropertyInfo property in type.Properties)
        {
            if (property.IsRequired || property.Name is "purpose" or "type" or "currency" or "priceBasisQuantity" or "version")
                property.ShouldSerialize = static (_, value) => value is not null;
            else if (property.PropertyType.IsGenericType)
                property.ShouldSerialize = UnlessEmpty(property.PropertyType.GetGenericTypeDefinition()) ?? property.ShouldSerialize;
        }
    }

    private static Func<object, object?, bool>? UnlessEmpty(Type definition) =>
        definition == typeof(IReadOnlyDictionary<,>) || definition == typeof(IReadOnlyList<>)
            ? static (_, value) => value is IEnumerable items && items.GetEnumerator().MoveNext()
            : null;
}

[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(Order))]
[JsonSerializable(typeof(OrderResponse))]
[JsonSerializable(typeof(DespatchAdvice))]
[JsonSerializable(typeof(ReceiptAdvice))]
[JsonSerializable(typeof(Invoice))]
[JsonSerializable(typeof(DeliverySchedule))]
internal sealed partial class DocumentJsonContext : JsonSerializerContext;
