using WebEdi.Engine.Partners;

namespace WebEdi;

/// <summary>The format of partner profiles, for editors, documentation and tools.</summary>
public static class PartnerFormat
{
    /// <summary>Gets the JSON Schema (draft 7) that every profile is checked against.</summary>
    public static string Schema => PartnerSchema.Json;
}
