using WebEdi.Engine.Formats;
using WebEdi.Engine.Mapping;

namespace WebEdi.Engine;

/// <summary>The names in a file and what was made of maps for them, used again for the next file: to lay the ways of a map takes longer than to read a small order.</summary>
/// <remarks>Used by one file at a time. Nothing of a file but short texts and names is kept, and of these not many.</remarks>
internal sealed class MessageSessions
{
    private const int MaxNames = 1000;

    private static readonly MessageSessions?[] Idle = new MessageSessions?[4];

    private readonly int _maxLines;
    private readonly bool _explain;
    private CompiledMap[] _maps = [];
    private TreeSession[] _sessions = [];

    /// <summary>Begins with nothing.</summary>
    /// <param name="maxLines">The most lines of one document.</param>
    /// <param name="explain">Whether somebody asks where values came from.</param>
    public MessageSessions(int maxLines, bool explain) => (_maxLines, _explain) = (maxLines, explain);

    /// <summary>Gets the names.</summary>
    public SymbolTable Symbols { get; } = new();

    /// <summary>Takes those of an earlier file, for ready-made maps, which are the same for everybody.</summary>
    /// <param name="maxLines">The most lines of one document.</param>
    public static MessageSessions Take(int maxLines)
    {
        for (int i = 0; i < Idle.Length; i++)
        {
            if (Idle[i] is { } idle && idle._maxLines == maxLines && Interlocked.CompareExchange(ref Idle[i], null, idle) == idle)
                return idle;
        }

        return new MessageSessions(maxLines, explain: false);
    }

    /// <summary>Leaves them for the next file.</summary>
    public void Leave()
    {
        if (Symbols.Count > MaxNames)
            return;

        foreach (TreeSession session in _sessions)
            session.Rest();
        for (int i = 0; i < Idle.Length; i++)
        {
            if (Interlocked.CompareExchange(ref Idle[i], this, null) is null)
                return;
        }
    }

    /// <summary>Finds or begins the session of a map.</summary>
    public TreeSession Of(CompiledMap map)
    {
        // A file has few kinds of messages.
        for (int i = 0; i < _maps.Length; i++)
        {
            if (_maps[i].Name == map.Name)
                return _sessions[i];
        }

        TreeSession session = new(map, _maxLines, _explain);
        (_maps, _sessions) = ([.. _maps, map], [.. _sessions, session]);
        return session;
    }
}
