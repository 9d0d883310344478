using System.Reflection;
using Microsoft.AspNetCore.Http;

namespace WebEdi.Portal.Api.Routes;

/// <summary>Published schemas.</summary>
internal static class Schemas
{
    private const string MapSchema = "map.schema.json";

    public static IResult GetMap(HttpContext context)
    {
        Assembly engine = typeof(IEdi).Assembly;
        string? name = engine.GetManifestResourceNames().FirstOrDefault(n => n.EndsWith(MapSchema, StringComparison.Ordinal));
        return name is null
            ? Problems.Answer(context, ProblemKind.NotFound, "There is no such schema.", "そのスキーマはありません。")
            : TypedResults.Stream(engine.GetManifestResourceStream(name)!, "application/schema+json; charset=utf-8");
    }
}
