using System.ComponentModel;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace WebEdi.Portal.Api.Routes;

/// <summary>Published schemas.</summary>
internal static class Schemas
{
    public static ContentHttpResult GetMap() => Answer(MapFormat.Schema);

    public static ContentHttpResult GetPartner() => Answer(PartnerFormat.Schema);

    public static IResult GetDocument(HttpContext context, [Description("order, orderResponse, despatchAdvice, receiptAdvice, invoice or deliverySchedule.")] string document) =>
        DocumentFormat.Schema(document) is { } schema
            ? Answer(schema)
            : Problems.Answer(context, ProblemKind.NotFound, "There is no such kind of document.", "そのような文書の種類はありません。");

    private static ContentHttpResult Answer(string schema) => TypedResults.Text(schema, "application/schema+json", Encoding.UTF8);
}
