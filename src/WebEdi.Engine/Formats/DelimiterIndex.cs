using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace WebEdi.Engine.Formats;

/// <summary>Finds all delimiters of a buffer in one pass, 64 bytes at a time, and writes down where they stand and what they divide.</summary>
/// <remarks>
/// Delimiters come every four to five bytes, so looking for the next one again and again costs more than reading every byte. Here a block
/// becomes a number with one bit for each byte, and the bits are taken off it. What was released never becomes a mark.
/// The bytes must go on for <see cref="Slack"/> bytes behind the last one that counts; their values do not matter.
/// </remarks>
internal sealed partial class DelimiterIndex
{
    /// <summary>The bytes of a block.</summary>
    public const int Slack = 64;

    private const ulong Odd = 0xAAAA_AAAA_AAAA_AAAA;
    private const byte CarriageReturn = (byte)'\r';
    private const byte LineFeed = (byte)'\n';
    private const byte Escape = 0x1B;

    private readonly MarkKind[] _kinds = new MarkKind[256];
    private Delimiters _delimiters = new() { Element = 0, Terminator = 0 };
    private int[] _marks = new int[4096];
    private int[] _ends = new int[512];
    private int[] _highs = new int[64];
    private ulong _escapeCarry;
    private ulong _padCarry = 1;
    private bool _dirty;
    private bool _shifted;

    private int HighCount { get; set; }

    /// <summary>Gets the delimiters found, in the order of the bytes.</summary>
    public int[] Marks => _marks;

    /// <summary>Gets how many there are.</summary>
    public int Count { get; private set; }

    /// <summary>Gets the terminators among them, as indexes into <see cref="Marks"/>.</summary>
    public int[] Ends => _ends;

    /// <summary>Gets how many terminators there are.</summary>
    public int EndCount { get; private set; }

    /// <summary>Gets where the stretches of at most <see cref="Slack"/> bytes begin that hold bytes beyond ASCII.</summary>
    public ReadOnlySpan<int> Highs => _highs.AsSpan(0, HighCount);

    /// <summary>Gets where the last stretch begins that holds a line break; -1: there was none.</summary>
    public int LastBreak { get; private set; } = -1;

    /// <summary>Gets how far the bytes are indexed.</summary>
    public int IndexedTo { get; private set; }

    /// <summary>Begins anew at a byte where a segment begins.</summary>
    public void Begin(Delimiters delimiters, int at)
    {
        _delimiters = delimiters;
        Array.Clear(_kinds);
        // A delimiter that the file does not have is compared as if it were the element's, and finds nothing of its own.
        Set(delimiters.Repetition, MarkKind.Repetition);
        Set(delimiters.Component, MarkKind.Component);
        Set(delimiters.Element, MarkKind.Element);
        Set(delimiters.Terminator, MarkKind.Terminator);
        (Count, EndCount) = (0, 0);
        Restart(at);
    }

    /// <summary>Goes on at another byte, as if a segment began there; marks at or behind it are forgotten.</summary>
    public void Restart(int at)
    {
        while (Count > 0 && Mark.IndexOf(_marks[Count - 1]) >= at)
            Count--;
        while (EndCount > 0 && _ends[EndCount - 1] >= Count)
            EndCount--;

        // Stretches behind it are found again; one that reaches over it stays.
        while (HighCount > 0 && _highs[HighCount - 1] >= at)
            HighCount--;

        IndexedTo = at;
        (_escapeCarry, _padCarry, _dirty, _shifted) = (0, 1, false, false);
    }

    /// <summary>Writes down a terminator that is not there: the file ends.</summary>
    public void Close(int at)
    {
        Reserve(1);
        Append(at, MarkKind.Terminator);
        IndexedTo = at;
    }

    /// <summary>Forgets the first marks, because their bytes are gone, and moves the others.</summary>
    /// <param name="marks">How many marks to forget.</param>
    /// <param name="ends">How many of them are terminators.</param>
    /// <param name="bytes">By how many bytes the others move to the front.</param>
    public void Drop(int marks, int ends, int bytes)
    {
        Span<int> kept = _marks.AsSpan(marks, Count - marks);
        kept.CopyTo(_marks);
        Count = kept.Length;
        foreach (ref int mark in _marks.AsSpan(0, Count))
            mark -= bytes << Mark.IndexShift;

        Span<int> keptEnds = _ends.AsSpan(ends, EndCount - ends);
        keptEnds.CopyTo(_ends);
        EndCount = keptEnds.Length;
        foreach (ref int end in _ends.AsSpan(0, EndCount))
            end -= marks;

        int highs = 0;
        while (highs < HighCount && _highs[highs] + Slack <= bytes)
            highs++;
        HighCount -= highs;
        for (int i = 0; i < HighCount; i++)
            _highs[i] = _highs[i + highs] - bytes;

        LastBreak = Math.Max(-1, LastBreak - bytes);
        IndexedTo -= bytes;
    }

    /// <summary>Indexes bytes that follow the ones indexed before.</summary>
    /// <param name="bytes">The buffer.</param>
    /// <param name="to">The end of the bytes to index; there are <see cref="Slack"/> more behind it.</param>
    /// <param name="final">Whether the file ends there; if not, a character that is cut stays for the next call.</param>
    public void Index(byte[] bytes, int to, bool final)
    {
        Reserve(to - IndexedTo + Slack);
        if (_delimiters.Wide != Wide.None || _delimiters.TerminatorLength > 1)
            IndexSlowly(bytes, to, final);
        else if (to > IndexedTo)
            IndexBlocks(bytes, to);
    }

    private void AddHigh(int at)
    {
        if (HighCount == _highs.Length)
            Array.Resize(ref _highs, HighCount * 2);
        _highs[HighCount++] = at;
    }

    private void Append(int at, MarkKind kind)
    {
        if (kind == MarkKind.Terminator)
            _ends[EndCount++] = Count;
        _marks[Count++] = Mark.Of(at, kind) | (_dirty ? Mark.Unclean : 0);
        _dirty = false;
    }

    private byte Or(byte delimiter) => delimiter == 0 ? _delimiters.Element : delimiter;

    private void Set(byte delimiter, MarkKind kind)
    {
        if (delimiter != 0)
            _kinds[delimiter] = kind;
    }

    private void Reserve(int bytes)
    {
        if (_marks.Length < Count + bytes + 8)
            _marks = Growth.Of(_marks, Count, Math.Max(Count + bytes + 8, _marks.Length * 2));
        if (_ends.Length < EndCount + bytes + 8)
            _ends = Growth.Of(_ends, EndCount, Math.Max(EndCount + bytes + 8, _ends.Length * 2));
    }
}
