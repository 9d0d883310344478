using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace WebEdi.Portal.Api.Routes;

/// <summary>Published schemas.</summary>
internal static class Schemas
{
    public static ContentHttpResult GetMap() => Answer(MapFormat.Schema);

    public static ContentHttpResult GetPartner() => Answer(PartnerFormat.Schema);

    private static ContentHttpResult Answer(string schema) => TypedResults.Text(schema, "application/schema+json", Encoding.UTF8);
}
