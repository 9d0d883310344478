using WebEdi.Engine.Mapping.Steps;
using WebEdi.Engine.Mapping.Tables;

namespace WebEdi.Engine.Mapping;

/// <summary>What a map can use beside the file.</summary>
/// <param name="Tables">The tables that it can look values up in.</param>
/// <param name="Scripts">The language that goes on where its words end; null: there is none.</param>
internal sealed record MapTools(ITables Tables, IScripts? Scripts = null)
{
    /// <summary>Gets nothing at all.</summary>
    public static MapTools None { get; } = new(TableSet.None);
}
