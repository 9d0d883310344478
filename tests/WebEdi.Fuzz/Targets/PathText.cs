using WebEdi.Engine.Mapping;

namespace WebEdi.Fuzz.Targets;

/// <summary>Writes a way anew from what was understood of it.</summary>
internal static class PathText
{
    public static string Of(TreePath path, bool segments)
    {
        string steps = string.Join('/', path.Steps.Select(s => s.Name + (s.IsRepeated ? "*" : "") + string.Concat(s.Conditions.Select(Of))));
        string place = path.Place is { } at ? "/" + Of(at) + (at.Beside is { } beside ? Of(beside) : "") : "";
        _ = segments;
        return (path.From switch { PathStart.Message => "/", PathStart.Above => "../", _ => "" }) + steps + place;
    }

    private static string Of(PathCondition condition) =>
        condition.Values.Count == 0 ? $"[{Of(condition.Of)}]" : $"[{Of(condition.Of)}{(condition.Holds ? "=" : "!=")}{string.Join('|', condition.Values)}]";

    private static string Of(PathSubject subject) => string.Join('/', subject.Place is { } place ? [.. subject.Names, Of(place)] : subject.Names);

    private static string Of(PlaceReference place) => place.Code is { } code ? "#" + code : place.ToString();
}
