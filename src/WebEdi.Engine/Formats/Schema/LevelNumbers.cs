using System.Buffers.Text;

namespace WebEdi.Engine.Formats.Schema;

/// <summary>The numbers of the hierarchical levels of one message. Nearly all count upwards, and then nothing is kept but where they are.</summary>
internal sealed class LevelNumbers
{
    private readonly HashSet<string> _others = new(StringComparer.Ordinal);
    private readonly HashSet<long> _seen = [];
    private long _next = 1;

    /// <summary>Begins a message.</summary>
    public void Clear()
    {
        _next = 1;
        _seen.Clear();
        _others.Clear();
    }

    /// <summary>Tells whether no level before had a number, and keeps it. Levels without one are another fault.</summary>
    public bool IsNew(ReadOnlySpan<byte> number)
    {
        if (number.IsEmpty)
            return true;
        if (!Utf8Parser.TryParse(number, out long value, out int read) || read != number.Length)
            return _others.Add(System.Text.Encoding.Latin1.GetString(number));

        if (value == _next)
        {
            _next++;
            return !_seen.Contains(value);
        }

        return (value < 1 || value >= _next) && _seen.Add(value);
    }
}
