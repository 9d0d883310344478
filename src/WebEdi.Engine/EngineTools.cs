using WebEdi.Engine.Mapping;
using WebEdi.Engine.Mapping.Tables;
using WebEdi.Engine.Templates;

namespace WebEdi.Engine;

/// <summary>What maps of the engine can use beside the file.</summary>
internal static class EngineTools
{
    /// <summary>Gives them tables.</summary>
    public static MapTools With(ITables tables) => new(tables, ScribanFields.Instance);
}
