using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace WebEdi.Engine.Formats.Schema;

/// <summary>Recognises sound segments of one tag: the sequence of their delimiters is looked up, then lengths are compared eight at a time.</summary>
/// <remarks>
/// Senders write a segment in few shapes. A shape is worked out when it comes twice in a row, so that a file with ever new ones costs nothing.
/// Belongs to one reader.
/// </remarks>
internal sealed class SegmentShapes(SegmentSchema schema)
{
    private const int Lanes = SegmentShape.Lanes;
    private const int Slots = 32;

    private readonly ulong[] _keys = new ulong[Slots];
    private readonly SegmentShape?[] _shapes = new SegmentShape?[Slots];
    private ulong _lastKey;
    private SegmentShape? _last;

    /// <summary>Gets the segment.</summary>
    public SegmentSchema Schema => schema;

    /// <summary>Tells whether a segment is surely sound; false: it must be looked at from left to right.</summary>
    /// <param name="key">The kinds of its delimiters; what is compared past the last of them is there, whatever it is.</param>
    /// <param name="bytes">The bytes.</param>
    /// <param name="marks">The delimiters of all bytes.</param>
    /// <param name="first">The segment's first delimiter.</param>
    /// <param name="count">How many it has, the terminator among them.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool IsSound(ulong key, byte[] bytes, int[] marks, int first, int count)
    {
        ref int from = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(marks), first);
        SegmentShape? shape = key == _lastKey ? _last : Find(key, count);
        return shape is not null && Fits(shape, bytes, ref from, count - 1, out uint empty) && shape.Holds(empty);
    }

    /// <summary>Finds what the values of a segment must be.</summary>
    /// <param name="key">The kinds of its delimiters.</param>
    /// <param name="count">How many it has, the terminator among them.</param>
    /// <returns>Null: no segment of the kind has come before.</returns>
    public SegmentShape? Find(ulong key, int count)
    {
        int slot = (int)((key * 0x9E3779B97F4A7C15UL) >> 59);
        if (_keys[slot] != key || _shapes[slot] is null)
            Learn(slot, key, count);
        if (_shapes[slot] is not null)
            (_lastKey, _last) = (key, _shapes[slot]);
        return _shapes[slot];
    }

    private void Learn(int slot, ulong key, int count)
    {
        SegmentShape? shape = _keys[slot] == key ? new SegmentShape(schema.Rules, key, count) : null;
        (_keys[slot], _shapes[slot]) = (key, shape);
    }

    private static bool Fits(SegmentShape shape, byte[] bytes, ref int marks, int count, out uint empty)
    {
        empty = 0;
        if (!shape.IsPossible)
            return false;

        ref int bounds = ref MemoryMarshal.GetArrayDataReference(shape.Bounds);
        for (int i = 0; i < count; i += Lanes)
        {
            Vector256<int> start = Vector256.LoadUnsafe(ref marks, (nuint)i) >> Mark.IndexShift;
            Vector256<int> length = (Vector256.LoadUnsafe(ref marks, (nuint)i + 1) >> Mark.IndexShift) - start - Vector256<int>.One;
            Vector256<int> wrong = Vector256.LessThan(length, Vector256.LoadUnsafe(ref bounds, (nuint)i * 2)) | Vector256.GreaterThan(length, Vector256.LoadUnsafe(ref bounds, ((nuint)i * 2) + Lanes));
            uint none = Vector256.Equals(length, Vector256<int>.Zero).ExtractMostSignificantBits() << i;
            if ((wrong.ExtractMostSignificantBits() << i & ~(none & shape.MayBeEmpty)) != 0)
                return false;

            empty |= none;
        }

        for (uint look = shape.Look & ~empty; look != 0; look &= look - 1)
        {
            int i = BitOperations.TrailingZeroCount(look);
            int start = Mark.IndexOf(Unsafe.Add(ref marks, i)) + 1;
            if (!ValueForms.Fits(shape.Elements[i], bytes, start, Mark.IndexOf(Unsafe.Add(ref marks, i + 1)) - start))
                return false;
        }

        return true;
    }
}

/// <summary>A sequence of delimiters, and what the values between them must be.</summary>
internal sealed class SegmentShape
{
    /// <summary>How many values are compared at once.</summary>
    public const int Lanes = 8;

    private readonly ValueRules _rules;
    private readonly byte[] _elementOf;
    private readonly bool _hasConditions;
    private readonly uint _values;
    private uint _held = uint.MaxValue;

    /// <summary>Works a shape out.</summary>
    /// <param name="rules">The rules of the segment.</param>
    /// <param name="key">The kinds of the delimiters.</param>
    /// <param name="count">How many there are.</param>
    public SegmentShape(ValueRules rules, ulong key, int count)
    {
        int lanes = (count + Lanes - 1) / Lanes * Lanes;
        Bounds = new int[lanes * 2];
        Elements = new ElementSchema[count];
        _elementOf = new byte[count - 1];
        _rules = rules;
        _hasConditions = rules.Conditions.Length > 0;
        _values = (1u << (count - 1)) - 1;
        for (int i = 0; i < lanes; i++)
            (Bounds[LeastOf(i)], Bounds[LeastOf(i) + Lanes]) = (int.MinValue, int.MaxValue);
        IsPossible = TryLay(rules, key, count - 1);
    }

    /// <summary>Gets a value indicating whether a segment of this shape can be sound.</summary>
    public bool IsPossible { get; }

    /// <summary>Gets the fewest bytes of eight values, then the most bytes of the same, then those of the next eight.</summary>
    public int[] Bounds { get; }

    /// <summary>Gets the values that need not be there, a bit for each.</summary>
    public uint MayBeEmpty { get; private set; }

    /// <summary>Gets the values that length alone does not settle.</summary>
    public uint Look { get; private set; }

    /// <summary>Gets the elements of the values.</summary>
    public ElementSchema[] Elements { get; }

    /// <summary>Tells whether the elements that are there need or exclude no others.</summary>
    /// <param name="empty">The values that are not there, a bit for each; what lies behind the last one does not matter.</param>
    public bool Holds(uint empty)
    {
        empty &= _values;
        if (!_hasConditions || empty == _held)
            return true;

        ulong present = 0;
        for (int i = 0; i < _elementOf.Length; i++)
            present |= (ulong)(~empty >> i & 1) << _elementOf[i];
        if (!_rules.AllHold(present))
            return false;

        // The next one mostly leaves the same out.
        _held = empty;
        return true;
    }

    /// <summary>Gets a value indicating whether elements need or exclude others.</summary>
    public bool HasConditions => _hasConditions;

    /// <summary>Finds where in <see cref="Bounds"/> the fewest bytes of a value stand; the most stand <see cref="Lanes"/> behind.</summary>
    public static int LeastOf(int value) => (value / Lanes * Lanes * 2) + (value % Lanes);

    private bool TryLay(ValueRules rules, ulong key, int values)
    {
        int element = -1;
        int component = 0;
        for (int i = 0; i < values; i++)
        {
            MarkKind kind = MarkKinds.At(key, i);
            (element, component) = kind == MarkKind.Element ? (element + 1, 0) : (element, component + 1);
            if (kind is not (MarkKind.Element or MarkKind.Component) || element < 0 || element >= rules.Parts.Length || component >= rules.Parts[element].Count)
                return false;

            _elementOf[i] = (byte)element;
            PartRule part = rules.Parts[element];
            bool isLast = MarkKinds.At(key, i + 1) != MarkKind.Component;
            bool isAlone = isLast && kind == MarkKind.Element;
            bool isShort = isLast && component + 1 < part.LeastComponents;
            if (isShort && !isAlone)
                return false;

            Lay(i, rules.Values[part.First + component], isAlone, isShort);
        }

        return MarkKinds.At(key, values) == MarkKind.Terminator && element + 1 >= rules.LeastElements;
    }

    private void Lay(int i, in ValueRule rule, bool isAlone, bool isShort)
    {
        bool isNeeded = rule.Need == ValueNeed.Always || (rule.Need == ValueNeed.WithOthers && !isAlone);
        Elements[i] = rule.Element;
        (Bounds[LeastOf(i)], Bounds[LeastOf(i) + Lanes]) = isShort ? (1, 0) : rule.IsJudgedByLength ? (rule.Element.MinLength, rule.Element.MaxLength) : (1, int.MaxValue);
        if (!isNeeded)
            MayBeEmpty |= 1u << i;
        if (!rule.IsJudgedByLength && rule.Element.Kind != ElementKind.Binary)
            Look |= 1u << i;
    }
}
