using WebEdi.Engine.Formats;

namespace WebEdi.Engine.Mapping;

/// <summary>Turns the segments of one file into orders. The orders and their sequence depend on nothing but the bytes and the map.</summary>
internal sealed class MappingSession
{
    private readonly CompiledMap _map;
    private readonly FileSurvey _survey;
    private readonly int _maxLines;

    internal MappingSession(CompiledMap map, FileSurvey survey, int maxLines)
    {
        _map = map;
        _survey = survey;
        _maxLines = maxLines;
    }

    /// <summary>Maps a block.</summary>
    /// <param name="block">The next block of the file.</param>
    /// <returns>The orders that this block completes.</returns>
    public IReadOnlyList<MappedOrder> Add(SegmentBlock block) => throw new NotSupportedException($"{_map.Name} {_survey.FileName} {_maxLines} {block.Count}");

    /// <summary>Ends the file.</summary>
    /// <returns>The remaining orders.</returns>
    public IReadOnlyList<MappedOrder> Complete() => throw new NotSupportedException(_map.Name);
}
