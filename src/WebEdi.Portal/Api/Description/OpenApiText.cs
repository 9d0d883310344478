using System.Text.Json.Nodes;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.OpenApi;

namespace WebEdi.Portal.Api.Description;

/// <summary>What the code alone does not say in the OpenAPI document: the server, the key, raw bodies and files.</summary>
internal static class OpenApiText
{
    private const string KeyScheme = "apiKey";
    private const string Prefix = "/api/v1";

    public static void Configure(OpenApiOptions options)
    {
        options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
        options.ShouldInclude = description => description.ActionDescriptor.EndpointMetadata.OfType<Safety.ApiRoute>().Any();
        options.AddDocumentTransformer((document, _, _) =>
        {
            Describe(document);
            return Task.CompletedTask;
        });
        options.AddOperationTransformer((operation, context, _) =>
        {
            Describe(operation, context);
            return Task.CompletedTask;
        });
    }

    private static void Describe(OpenApiDocument document)
    {
        document.Info = new OpenApiInfo
        {
            Title = "WebEdi",
            Version = "v1",
            Description = "Order files in, receipts, orders and their way, replies out. Refusals are problem details (RFC 9457) with all faults in issues; texts are in ja or en by Accept-Language. Within v1 the API only grows.",
        };

        // Relative to this document, so that it is right below any path and behind any proxy; paths are relative to the server then.
        document.Servers = [new OpenApiServer { Url = "../v1" }];
        OpenApiPaths paths = [];
        foreach ((string path, IOpenApiPathItem item) in document.Paths)
            paths.Add(path.StartsWith(Prefix, StringComparison.Ordinal) ? path[Prefix.Length..] : path, item);
        document.Paths = paths;

        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
        {
            [KeyScheme] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.Http,
                Scheme = "bearer",
                Description = "An API key (wek_...) of the tenant. Keys hold scopes; each operation names the one it asks for.",
            },
        };
    }

    private static void Describe(OpenApiOperation operation, OpenApiOperationTransformerContext context)
    {
        IList<object> metadata = context.Description.ActionDescriptor.EndpointMetadata;
        if (metadata.OfType<RequiredScope>().FirstOrDefault() is { } required)
        {
            operation.Description = $"{operation.Description} Scope: {required.Scope}.";
            operation.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(KeyScheme, context.Document)] = [required.Scope] }];
        }

        if (metadata.OfType<RawBody>().FirstOrDefault() is { } body)
        {
            operation.RequestBody = new OpenApiRequestBody
            {
                Required = true,
                Description = body.Text,
                Content = body.MediaTypes.ToDictionary(m => m, m => Raw(m)),
            };
        }

        operation.Responses ??= [];
        foreach (TextAnswer answer in metadata.OfType<TextAnswer>())
            Add(operation.Responses, answer);
        foreach ((string status, IOpenApiResponse response) in operation.Responses)
        {
            if (response is OpenApiResponse own && string.IsNullOrEmpty(own.Description) && int.TryParse(status, out int code))
                own.Description = ReasonPhrases.GetReasonPhrase(code);
        }
    }

    private static void Add(OpenApiResponses responses, TextAnswer answer)
    {
        string status = answer.Status.ToString(System.Globalization.CultureInfo.InvariantCulture);
        if (!responses.TryGetValue(status, out IOpenApiResponse? response) || response is not OpenApiResponse own)
            responses[status] = own = new OpenApiResponse { Description = "" };

        own.Content ??= new Dictionary<string, OpenApiMediaType>();
        foreach (string mediaType in answer.MediaTypes)
            own.Content[mediaType] = Raw(mediaType);
    }

    private static OpenApiMediaType Raw(string mediaType) => new()
    {
        Schema = mediaType.EndsWith("json", StringComparison.Ordinal) && !mediaType.Contains("nd", StringComparison.Ordinal)
            ? new OpenApiSchema { Type = JsonSchemaType.Object }
            : new OpenApiSchema { Type = JsonSchemaType.String },
    };
}
