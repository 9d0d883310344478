using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using WebEdi.Portal.Api.Description;
using WebEdi.Portal.Api.Routes;
using WebEdi.Portal.Api.Safety;
using WebEdi.Storage;

namespace WebEdi.Portal.Api;

/// <summary>The doors by which the REST API joins the portal's branch, which has a container and a pipeline of its own.</summary>
internal static class ApiEndpoints
{
    private const int SmallBody = 64 * 1024;

    // Chunked bodies have no length that could be refused at once; the engine counts them, and this lets it say so itself.
    private const int CountedByTheEngine = 64 * 1024;

    /// <summary>Registers in the program's container what its verbs and the branch share.</summary>
    internal static void AddKeys(IServiceCollection program) =>
        program.TryAddSingleton(services => new ApiKeys(services.GetRequiredService<IEdi>(), services.GetRequiredService<TimeProvider>()));

    /// <summary>Registers services in the container of the branch; it already has the engine, the store, the clock, the log and the options.</summary>
    internal static void AddApi(IServiceCollection services)
    {
        services.AddOptions<LimitOptions>().BindConfiguration("WebEdi:Limits").ValidateDataAnnotations();
        services.AddSingleton<RateGate>();
        services.ConfigureHttpJsonOptions(json => ApiJson.Configure(json.SerializerOptions));
        // A parameter that cannot be bound then ends in problem details that name it.
        services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true);
        services.AddAuthentication().AddScheme<AuthenticationSchemeOptions, ApiKeyHandler>(ApiKeyHandler.SchemeName, null);
        services.AddAuthorization();
        services.AddOpenApi(OpenApiText.Configure);
    }

    /// <summary>Adds middleware in front of routing: it sees every answer of the branch, pages and static files included.</summary>
    internal static void UseApi(IApplicationBuilder branch)
    {
        // Made now, so that a wrong limit in the configuration stops the start.
        branch.ApplicationServices.GetRequiredService<RateGate>();
        branch.UseMiddleware<Edge>();
    }

    /// <summary>Adds middleware between routing and authentication: what is no route of the API ends here, without asking who calls.</summary>
    internal static void UseRoutes(IApplicationBuilder branch) => branch.UseMiddleware<UnknownRoutes>();

    /// <summary>Adds middleware between authorization and the endpoints: limits per key or person.</summary>
    internal static void UseLimits(IApplicationBuilder branch) => branch.UseMiddleware<Limits>();

    /// <summary>Maps the routes, relative to the mount point.</summary>
    internal static void MapApi(IEndpointRouteBuilder endpoints)
    {
        long maxFile = endpoints.ServiceProvider.GetRequiredService<IOptions<EdiOptions>>().Value.MaxFileBytes;
        RouteGroupBuilder api = endpoints.MapGroup("/api/v1").WithMetadata(new ApiRoute());

        api.MapPost("/orders", Intake.PostAsync).Asks(ApiScopes.OrdersWrite, maxFile + CountedByTheEngine)
            .Takes("The order file as it is, in any format that the map reads; gzip with Content-Encoding: gzip.", "application/octet-stream", "text/csv")
            .Answers<ReceiptBody>(200, 202).Answers<TrialBody>(200).Refuses<RefusedFile>(422).Refuses(400, 413, 415)
            .Says("sendOrders", "Orders", "Send an order file", "Answers 200 when the file is done, 202 with Location while it is in work or held for a person, 422 when nothing of it was taken. The same file again is answered as a duplicate. With dryRun=true nothing is stored and the answer is a dry run.");
        api.MapGet("/orders", Orders.ListAsync).Asks(ApiScopes.OrdersRead)
            .Answers<ListBody<OrderRow>>(200).Refuses(400)
            .Says("listOrders", "Orders", "List orders", "Filtered, sorted and cut into pages.");
        api.MapGet("/orders/{number}", Orders.GetAsync).Asks(ApiScopes.OrdersRead)
            .Answers<StoredOrder>(200).Refuses(404)
            .Says("getOrder", "Orders", "Read an order", "The current revision, the state of its lines and all replies.");
        api.MapGet("/orders/{number}/trace", Orders.GetTraceAsync).Asks(ApiScopes.OrdersRead)
            .Answers<TraceBody>(200).Refuses(404)
            .Says("traceOrder", "Orders", "Read the way of an order", "Every recorded step: received, mapped, stored, notified, opened, answered, exported, acknowledged.");

        api.MapGet("/receipts", Receipts.ListAsync).Asks(ApiScopes.OrdersRead)
            .Answers<ListBody<ReceiptBody>>(200).Refuses(400)
            .Says("listReceipts", "Receipts", "List received files", "Newest first.");
        api.MapGet("/receipts/{id}", Receipts.GetAsync).Asks(ApiScopes.OrdersRead)
            .Answers<ReceiptBody>(200).Refuses(404)
            .Says("getReceipt", "Receipts", "Read what became of a file", "State, counts and issues.");
        api.MapGet("/receipts/{id}/result", Receipts.GetResultAsync).Asks(ApiScopes.OrdersRead)
            .AnswersText(200, "text/csv").Refuses(404, 409)
            .Says("getResult", "Receipts", "Download the result file", "CSV, UTF-8 with BOM: per row of the received file what became of it and why.");

        api.MapGet("/receipts/{id}/acknowledgement", Receipts.GetAcknowledgementAsync).Asks(ApiScopes.OrdersRead)
            .AnswersText(200, "application/EDIFACT", "application/EDI-X12").AnswersText(204).Refuses(404, 409)
            .Says("getAcknowledgement", "Receipts", "Download the acknowledgement of a file", "CONTRL for an EDIFACT file, TA1 with 997 or 999 for an X12 file, one interchange for every one received; the same bytes every time. 204: files of that format are not acknowledged.");

        api.MapPost("/receipts/{id}/release", Receipts.ReleaseAsync).Asks(ApiScopes.OrdersWrite)
            .Answers<ReceiptBody>(200, 202).Refuses(404, 409)
            .Says("releaseReceipt", "Receipts", "Let a file in quarantine go on", "A held repeat is processed, a file whose processing died is tried again. 409: the file is not in quarantine.");

        api.MapGet("/replies", Replies.GetAsync).Asks(ApiScopes.RepliesRead)
            .Answers<ReplyPage>(200).AnswersText(200, "application/x-ndjson", "text/csv", "application/octet-stream").Refuses(400, 406, 410, 422)
            .Says("pullReplies", "Replies", "Pull replies of suppliers", "Without a cursor: what this consumer has not acknowledged. The headers WebEdi-Cursor and WebEdi-More repeat cursor and more for every format. Replies come at least once; their id stays the same.");
        api.MapPost("/replies/ack", Replies.AcknowledgeAsync).Asks(ApiScopes.RepliesRead, SmallBody)
            .Answers<AckBody>(200).Refuses(400, 410, 413, 415)
            .Says("acknowledgeReplies", "Replies", "Acknowledge replies", "Everything up to the cursor was taken over and will not come again.");

        api.MapPut("/maps/{name}", Maps.PutAsync).Asks(ApiScopes.MapsWrite, TextBody.MaxBytes)
            .Takes("The map as JSON; its schema is GET /schemas/map.", "application/json")
            .Answers<MapBody>(200, 201).Refuses(400, 413, 422)
            .Says("saveMap", "Maps", "Store a map", "201: a new version. 200: the text is that of the newest version. 422: issues name the property with line and column.");
        api.MapGet("/maps", Maps.ListAsync).Asks(ApiScopes.MapsRead)
            .Answers<MapList>(200)
            .Says("listMaps", "Maps", "List maps", "The newest version of every stored map.");
        api.MapGet("/maps/{name}", Maps.GetAsync).Asks(ApiScopes.MapsRead)
            .AnswersText(200, "application/json").Refuses(400, 404)
            .Says("getMap", "Maps", "Read a map", "The text as it was stored; the header WebEdi-Map-Version names its version.");
        api.MapGet("/schemas/map", Schemas.GetMap).AllowAnonymous()
            .AnswersText(200, "application/schema+json")
            .Says("getMapSchema", "Maps", "Read the JSON Schema of maps", "For editors and for checks before storing.");

        api.MapGet("/schemas/{document}", Schemas.GetDocument).AllowAnonymous()
            .AnswersText(200, "application/schema+json").Refuses(404)
            .Says("getDocumentSchema", "Orders", "Read the JSON Schema of a document", "The canonical form of order, orderResponse, despatchAdvice, receiptAdvice, invoice and deliverySchedule.");

        api.MapPut("/tables/{name}", Tables.PutAsync).Asks(ApiScopes.TablesWrite, Tables.MaxBytes)
            .Takes("CSV with a header line or a JSON array of objects, UTF-8 or CP932: at most 16 MiB and 200,000 rows.", "text/csv", "application/json")
            .Answers<TableBody>(200, 201).Refuses(400, 413, 422)
            .Says("saveTable", "Tables", "Store a table", "201: a new version, which counts from the next file on. 200: the content is that of the newest version. 422: issues name the line of the table, or the place in a map that would not work any more.");
        api.MapGet("/tables", Tables.ListAsync).Asks(ApiScopes.TablesRead)
            .Answers<TableList>(200)
            .Says("listTables", "Tables", "List tables", "The newest version of every stored table.");
        api.MapGet("/tables/{name}", Tables.GetAsync).Asks(ApiScopes.TablesRead)
            .AnswersText(200, "text/csv", "application/json").Refuses(400, 404)
            .Says("getTable", "Tables", "Read a table", "The content as it was stored, in UTF-8; ETag and the header WebEdi-Table-Version name its version.");
        api.MapDelete("/tables/{name}", Tables.DeleteAsync).Asks(ApiScopes.TablesWrite)
            .Answers<TableBody>(200).Refuses(404, 422)
            .Says("deleteTable", "Tables", "Delete a table", "200: the version that says so; files that were accepted before are still read with it. 422: maps use it, issues name every place.");

        api.MapPut("/partners/{partner}/profile", Partners.PutAsync).Asks(ApiScopes.PartnersWrite, TextBody.MaxBytes)
            .Takes("The profile as JSON; its schema is GET /schemas/partner.", "application/json")
            .Answers<PartnerBody>(200, 201).Refuses(400, 413, 422)
            .Says("saveProfile", "Partners", "Store a partner's profile", "201: a new version, which counts from the next file on. 200: the text is that of the newest version. 422: issues name the property with line and column.");
        api.MapGet("/partners", Partners.ListAsync).Asks(ApiScopes.PartnersRead)
            .Answers<PartnerList>(200)
            .Says("listPartners", "Partners", "List partner profiles", "The newest version of every stored profile.");
        api.MapGet("/partners/{partner}/profile", Partners.GetAsync).Asks(ApiScopes.PartnersRead)
            .AnswersText(200, "application/json").Refuses(400, 404)
            .Says("getProfile", "Partners", "Read a partner's profile", "The text as it was stored; the header WebEdi-Profile-Version names its version.");
        api.MapGet("/schemas/partner", Schemas.GetPartner).AllowAnonymous()
            .AnswersText(200, "application/schema+json")
            .Says("getPartnerSchema", "Partners", "Read the JSON Schema of partner profiles", "For editors and for checks before storing.");

        api.MapGet("/suppliers", Suppliers.ListAsync).Asks(ApiScopes.SuppliersRead)
            .Answers<SupplierList>(200)
            .Says("listSuppliers", "Suppliers", "List suppliers", "All of the tenant, by code.");
        api.MapGet("/suppliers/{code}", Suppliers.GetAsync).Asks(ApiScopes.SuppliersRead)
            .Answers<SupplierBody>(200).Refuses(404)
            .Says("getSupplier", "Suppliers", "Read a supplier", "Names, addresses and language.");
        api.MapPut("/suppliers/{code}", Suppliers.PutAsync).Asks(ApiScopes.SuppliersWrite, SmallBody)
            .Answers<SupplierBody>(200, 201).Refuses(400, 413, 415, 422)
            .Says("saveSupplier", "Suppliers", "Store a supplier", "Creates or replaces it as a whole. Notices go to its mail addresses from the next file on.");

        api.MapGet("/outbox", Effects.ListAsync).Asks(ApiScopes.OutboxRead)
            .Answers<ListBody<EffectBody>>(200).Refuses(400)
            .Says("listEffects", "Outbox", "List what waits to leave", "Mails, reply files and hooks that wait or were given up, newest first; the header WebEdi-Outbox-Held says that nothing leaves.");
        api.MapPost("/outbox/{effect}/redrive", Effects.RedriveAsync).Asks(ApiScopes.OutboxWrite)
            .Answers<EffectBody>(200).Refuses(404, 409)
            .Says("redriveEffect", "Outbox", "Send again what was given up", "Under the same identity, so that a receiver knows it again. 409: it was not given up.");
        api.MapPut("/outbox/{effect}/payload", Effects.EditAsync).Asks(ApiScopes.OutboxWrite, TextBody.MaxBytes)
            .Takes("What the effect is made of, as listEffects shows it.", "application/json")
            .Answers<EffectBody>(200).Refuses(400, 404, 409, 413)
            .Says("editEffect", "Outbox", "Change what was given up", "It stays given up until it is sent again. 409: it was not given up.");
        api.MapDelete("/outbox/{effect}", Effects.DropAsync).Asks(ApiScopes.OutboxWrite)
            .AnswersText(204).Refuses(404, 409)
            .Says("dropEffect", "Outbox", "Drop what was given up", "For good; the same cause does not bring it again. While everything is held, also what waits. 409: it was not given up.");

        api.MapOpenApi("/openapi.json").AllowAnonymous();
    }

    /// <summary>Closed by default: without this, or AllowAnonymous, a route is answered to nobody.</summary>
    private static RouteHandlerBuilder Asks(this RouteHandlerBuilder route, string scope, long maxBody = 0) =>
        route.RequireAuthorization(new AuthorizationPolicyBuilder(ApiKeyHandler.SchemeName)
                .RequireAuthenticatedUser()
                .RequireClaim(ApiCaller.ScopeClaim, scope)
                .Build())
            .WithMetadata(new RequiredScope(scope), new RequestSizeLimitAttribute(maxBody))
            .Refuses(401, 403, 429, 503);
}
