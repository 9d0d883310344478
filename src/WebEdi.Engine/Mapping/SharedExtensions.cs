using System.Runtime.CompilerServices;

using WebEdi.Engine.Formats;
using WebEdi.Engine.Mapping.Kinds;

namespace WebEdi.Engine.Mapping;

/// <summary>The tenant's own fields of rows, known again by their bytes: most are codes, so rows that say the same share what was made of it.</summary>
internal sealed class SharedExtensions
{
    /// <summary>The longest bytes of all fields of a row, the length of each included.</summary>
    private const int MaxBytes = 64;

    private const int Slots = 256;

    private const int RunSlots = 1 << 9;

    /// <summary>How many rows tell whether what they say comes again; where it hardly does, nothing is looked for any more.</summary>
    private const int Probe = 2048;

    private readonly FieldReader[] _fields;
    private readonly Entry[] _entries = new Entry[Slots];
    private readonly byte[] _key = new byte[MaxBytes];
    private int _length;
    private int _slot;
    private int _asked;
    private int _known;
    private bool _isOff;

    private readonly Run[] _runs = new Run[RunSlots];
    private readonly bool _isRun;
    private Run _run;

    private SharedExtensions(FieldReader[] fields)
    {
        _fields = fields;
        _isRun = Enumerable.Range(1, fields.Length - 1).All(i => fields[i].Element == fields[i - 1].Element + 1);
    }

    /// <summary>Finds those fields of a line.</summary>
    /// <param name="fields">All fields of the line.</param>
    /// <param name="others">The fields that are not shared.</param>
    /// <returns>Null where there are none, or what they say depends on more than their bytes.</returns>
    public static SharedExtensions? Of(FieldReader[] fields, out FieldReader[] others)
    {
        FieldReader[] own = [.. fields.Where(f => f.Plan.Path.StartsWith("line.extensions.", StringComparison.Ordinal))];
        bool isShared = own.Length > 0 && own.All(f => f.IsSimple);
        others = isShared ? [.. fields.Except(own)] : fields;
        return isShared ? new SharedExtensions(own) : null;
    }

    /// <summary>Fills a line with the fields of an earlier one that said the same.</summary>
    /// <returns>False: there is none.</returns>
    public bool TryFill(SegmentBlock block, int segment, Draft draft)
    {
        _length = 0;
        _run = default;
        if (_isOff)
            return false;

        if (_isRun && block.TryRun(segment, _fields[0].Element, _fields[^1].Element, out ReadOnlySpan<byte> run) && run.Length is > 0 and <= TextCache.ShortBytes)
            return TryFill(run, draft);

        foreach (FieldReader field in _fields)
        {
            ReadOnlySpan<byte> bytes = field.BytesOf(block, segment);
            if (_length + 1 + bytes.Length > MaxBytes)
            {
                _length = 0;
                return false;
            }

            _key[_length++] = (byte)bytes.Length;
            bytes.CopyTo(_key.AsSpan(_length));
            _length += bytes.Length;
        }

        _slot = SlotOf(_key.AsSpan(0, _length));
        ref Entry entry = ref _entries[_slot];
        bool isKnown = entry.Key is { } key && key.AsSpan().SequenceEqual(_key.AsSpan(0, _length));
        Count(isKnown);
        if (isKnown)
            draft.Extensions = entry.Fields;
        return isKnown;
    }

    /// <summary>Of fields that stand side by side, the bytes between them tell as much as they do.</summary>
    private bool TryFill(ReadOnlySpan<byte> run, Draft draft)
    {
        (_run.Low, _run.High) = TextCache.Pack(run);
        _run.Length = run.Length;
        _slot = (int)(TextCache.Mix(_run.Low, _run.High) >> 23);
        ref Run known = ref _runs[_slot];
        bool isKnown = known.Low == _run.Low && known.High == _run.High && known.Length == _run.Length;
        Count(isKnown);
        if (isKnown)
            draft.Extensions = known.Fields;
        return isKnown;
    }

    private void Count(bool isKnown)
    {
        _known += isKnown ? 1 : 0;
        if (++_asked == Probe)
        {
            _isOff = _known < Probe / 4;
            (_asked, _known) = (0, 0);
        }
    }

    /// <summary>Keeps the fields of the line that was just asked for, in which nothing was wrong.</summary>
    public void Keep(Draft draft)
    {
        if (_run.Length > 0)
            _runs[_slot] = _run with { Fields = draft.Extensions };
        else if (_length > 0)
            _entries[_slot] = new Entry { Key = _key[.._length], Fields = draft.Extensions };
    }

    private static int SlotOf(ReadOnlySpan<byte> key)
    {
        ulong hash = (ulong)key.Length;
        for (int i = 0; i + sizeof(ulong) <= key.Length; i += sizeof(ulong))
            hash = (hash ^ Unsafe.ReadUnaligned<ulong>(in key[i])) * 0x9E37_79B9_7F4A_7C15;
        for (int i = key.Length & ~(sizeof(ulong) - 1); i < key.Length; i++)
            hash = (hash ^ key[i]) * 0x9E37_79B9_7F4A_7C15;
        return (int)(hash >> 56);
    }

    /// <summary>Up to sixteen bytes of fields side by side; a length of 0 is none.</summary>
    private struct Run
    {
        public ulong Low;
        public ulong High;
        public int Length;
        public IReadOnlyDictionary<string, string>? Fields;
    }

    private struct Entry
    {
        public byte[]? Key;
        public IReadOnlyDictionary<string, string>? Fields;
    }
}
