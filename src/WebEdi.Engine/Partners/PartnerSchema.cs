using WebEdi.Engine.Mapping;

namespace WebEdi.Engine.Partners;

/// <summary>The schema of partner profiles.</summary>
internal static class PartnerSchema
{
    private static readonly PublishedSchema Published = new("WebEdi.Engine.Partners.partner.schema.json");

    public static string Json => Published.Json;

    public static SchemaNode Schema => Published.Schema;
}
