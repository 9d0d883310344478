using System.ComponentModel;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using WebEdi.Documents;
using WebEdi.Storage;

namespace WebEdi.Portal.Api.Routes;

/// <summary>Orders as stored, and their way.</summary>
internal static class Orders
{
    private const int MaxNumbers = 500;

    public static async Task<IResult> ListAsync(
        HttpContext context,
        IEdi edi,
        TimeProvider clock,
        [FromQuery, Description("Words in order number, item code, item name and supplier.")] string? text,
        [FromQuery, Description("all, unread, unanswered, changed, answered or overdue.")] string? filter,
        [FromQuery, Description("The supplier's code.")] string? supplier,
        [FromQuery, Description("Only these order numbers; may be repeated up to 500 times.")] string[]? number,
        [FromQuery, Description("The earliest requested date, yyyy-MM-dd.")] DateOnly? dueFrom,
        [FromQuery, Description("The latest requested date, yyyy-MM-dd.")] DateOnly? dueTo,
        [FromQuery, Description("dueDate, orderNumber, status, registered or supplier; the default is dueDate.")] string? sort,
        [FromQuery, Description("true: reversed.")] bool? descending,
        [FromQuery, Description("From 1; the default is 1.")] int? page,
        [FromQuery, Description("1-500; the default is 50.")] int? pageSize,
        CancellationToken cancellationToken)
    {
        if (number?.Length > MaxNumbers)
            return Problems.Answer(context, ProblemKind.BadRequest, "The parameter number may be repeated up to 500 times.", "number は500回まで指定できます。");

        if (!TryWord(filter, LineFilter.All, out LineFilter which) || !TryWord(sort, LineSort.DueDate, out LineSort order))
            return Problems.Answer(context, ProblemKind.BadRequest, "The parameters filter and sort take the listed words only.", "filter と sort には定められた語だけを指定できます。");

        AccessScope access = ApiCaller.Of(context).Access;
        Paging paging = Paging.Of(page, pageSize, 500);
        OrderLineQuery query = new()
        {
            Text = text,
            Filter = which,
            Supplier = supplier,
            OrderNumbers = number ?? [],
            DueFrom = dueFrom,
            DueTo = dueTo,
            Today = await TodayAsync(edi, access.Tenant, clock, cancellationToken).ConfigureAwait(false),
            Sort = order,
            Descending = descending ?? false,
            Page = paging.Page,
            PageSize = paging.Size,
        };
        Page<OrderRow> found = await edi.Store.Documents.ListOrdersAsync(access, query, cancellationToken).ConfigureAwait(false);
        return TypedResults.Ok(ListBody.Of(found, paging, r => r));
    }

    public static async Task<IResult> GetAsync(
        HttpContext context, IEdi edi, [Description("The order number, percent-encoded (a slash as %2F).")] string number, CancellationToken cancellationToken)
    {
        StoredOrder? found = await edi.Store.Documents.FindAsync(ApiCaller.Of(context).Access, PathText.Decode(context, number), cancellationToken).ConfigureAwait(false);
        return found is null ? Unknown(context) : TypedResults.Ok(found);
    }

    public static async Task<IResult> GetTraceAsync(
        HttpContext context, IEdi edi, [Description("The order number, percent-encoded (a slash as %2F).")] string number, CancellationToken cancellationToken)
    {
        string orderNumber = PathText.Decode(context, number, segmentsBehind: 1);
        IReadOnlyList<TraceEvent> steps = await edi.Store.Documents.ReadTraceAsync(ApiCaller.Of(context).Access, orderNumber, cancellationToken).ConfigureAwait(false);
        return steps.Count == 0
            ? Unknown(context)
            : TypedResults.Ok(new TraceBody(orderNumber, [.. steps.Select(s => new TraceStepBody(s.Step, s.At, s.Actor, s.Revision, s.Reference, s.Detail))]));
    }

    private static bool TryWord<T>(string? word, T fallback, out T value)
        where T : struct, Enum
    {
        value = fallback;
        return word is null || (word.All(char.IsAsciiLetter) && Enum.TryParse(word, ignoreCase: true, out value));
    }

    private static async Task<DateOnly> TodayAsync(IEdi edi, string tenant, TimeProvider clock, CancellationToken cancellationToken)
    {
        TenantProfile? profile = await edi.Store.Tenants.FindAsync(tenant, cancellationToken).ConfigureAwait(false);
        DateTimeOffset now = clock.GetUtcNow();
        return DateOnly.FromDateTime(
            profile is not null && TimeZoneInfo.TryFindSystemTimeZoneById(profile.TimeZone, out TimeZoneInfo? zone)
                ? TimeZoneInfo.ConvertTime(now, zone).DateTime
                : now.UtcDateTime);
    }

    private static IResult Unknown(HttpContext context) =>
        Problems.Answer(context, ProblemKind.NotFound, "There is no such order.", "その注文はありません。");
}

/// <summary>The way of an order, oldest step first.</summary>
internal sealed record TraceBody(string OrderNumber, IReadOnlyList<TraceStepBody> Steps);

/// <summary>A step.</summary>
internal sealed record TraceStepBody(
    [property: Description("received, mapped, stored, notified, notNotified, opened, downloaded, answered, printed, exported or acknowledged.")] TraceStep Step,
    DateTimeOffset At,
    [property: Description("Who or what did it.")] string Actor,
    [property: Description("The order revision that it is about.")] int Revision,
    [property: Description("The receipt, notice, reply or document that it is about.")] string? Reference,
    string? Detail);
