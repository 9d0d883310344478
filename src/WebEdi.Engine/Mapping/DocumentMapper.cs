using Microsoft.Extensions.Options;

using WebEdi.Engine.Formats;

namespace WebEdi.Engine.Mapping;

/// <summary>Gives segments and messages their meaning.</summary>
internal sealed class DocumentMapper(IOptions<EdiOptions> options)
{
    /// <summary>Starts mapping a file of rows.</summary>
    /// <param name="map">A map for reading.</param>
    /// <param name="survey">What the first pass found.</param>
    /// <returns>A session for this file; not safe for concurrent use.</returns>
    public MappingSession Start(CompiledMap map, FileSurvey survey) => new(map, survey, options.Value.MaxLinesPerOrder);

    /// <summary>Starts mapping a file of messages.</summary>
    /// <param name="map">A map for messages.</param>
    /// <returns>A session for this file; not safe for concurrent use.</returns>
    public TreeSession Start(CompiledMap map) => new(map, options.Value.MaxLinesPerOrder);
}
