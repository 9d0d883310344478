using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace WebEdi.Portal.Api.Description;

/// <summary>On a route: its body is taken as it is.</summary>
internal sealed record RawBody(string Text, IReadOnlyList<string> MediaTypes);

/// <summary>On a route: an answer that is a file, not JSON.</summary>
internal sealed record TextAnswer(int Status, IReadOnlyList<string> MediaTypes);

/// <summary>Words for the table of routes.</summary>
internal static class Describing
{
    public static RouteHandlerBuilder Says(this RouteHandlerBuilder route, string name, string tag, string summary, string text) =>
        route.WithName(name).WithTags(tag).WithSummary(summary).WithDescription(text);

    public static RouteHandlerBuilder Takes(this RouteHandlerBuilder route, string text, params string[] mediaTypes) =>
        route.WithMetadata(new RawBody(text, mediaTypes));

    public static RouteHandlerBuilder Answers<T>(this RouteHandlerBuilder route, params int[] statuses)
    {
        foreach (int status in statuses)
            route.Produces<T>(status);
        return route;
    }

    public static RouteHandlerBuilder AnswersText(this RouteHandlerBuilder route, int status, params string[] mediaTypes) =>
        route.WithMetadata(new TextAnswer(status, mediaTypes));

    public static RouteHandlerBuilder Refuses(this RouteHandlerBuilder route, params int[] statuses) => route.Refuses<Problem>(statuses);

    public static RouteHandlerBuilder Refuses<T>(this RouteHandlerBuilder route, params int[] statuses)
        where T : Problem
    {
        foreach (int status in statuses)
            route.Produces<T>(status, Problems.ContentType);
        return route;
    }
}
