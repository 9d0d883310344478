using WebEdi.Engine.Formats;

namespace WebEdi.Engine.Mapping;

/// <summary>A choice among some things that each want a qualifier to be, or not to be, one of a few short codes.</summary>
internal sealed class KeyedChoice<T>
{
    // A code of at most this many bytes is a number, its length the highest byte.
    private const int MaxBytes = 7;
    private const ulong TooLong = ulong.MaxValue;

    private readonly Place? _place;
    private readonly ulong[] _keys;
    private readonly T[][] _chosen;
    private readonly T[] _otherwise;

    private KeyedChoice(Place? place, ulong[] keys, T[][] chosen, T[] otherwise) => (_place, _keys, _chosen, _otherwise) = (place, keys, chosen, otherwise);

    /// <summary>Makes a choice.</summary>
    /// <param name="all">The things, in their order.</param>
    /// <param name="conditionOf">Tells what a thing wants; null: it is more than one qualifier.</param>
    /// <returns>The choice; null when not one qualifier decides, or a code is too long.</returns>
    public static KeyedChoice<T>? Of(T[] all, Func<T, Condition?> conditionOf)
    {
        Condition?[] conditions = [.. all.Select(conditionOf)];
        if (conditions.Any(c => c is null || c.Values.Any(v => v.Length > MaxBytes)))
            return null;

        Place[] places = [.. conditions.Where(c => c!.Place is not null).Select(c => c!.Place!.Value).Distinct()];
        if (places.Length > 1)
            return null;

        ulong[] keys = [.. conditions.SelectMany(c => c!.Values).Select(v => KeyOf(v)).Distinct()];
        return new KeyedChoice<T>(places is [var place] ? place : null, keys, [.. keys.Select(Those)], Those(TooLong));

        T[] Those(ulong key) => [.. all.Where((_, i) => conditions[i]!.Place is null || conditions[i]!.Values.Any(v => KeyOf(v) == key) == conditions[i]!.MustHold)];
    }

    /// <summary>Gets the things that a node's qualifier chooses.</summary>
    public T[] For(MessageTree tree, int node)
    {
        if (_place is not { } place)
            return _otherwise;

        ulong key = KeyOf(tree.Value(node, place));
        for (int i = 0; i < _keys.Length; i++)
        {
            if (_keys[i] == key)
                return _chosen[i];
        }

        return _otherwise;
    }

    private static ulong KeyOf(ReadOnlySpan<byte> value)
    {
        if (value.Length > MaxBytes)
            return TooLong;

        ulong key = (ulong)value.Length << 56;
        for (int i = 0; i < value.Length; i++)
            key |= (ulong)value[i] << (i * 8);
        return key;
    }

    /// <summary>What a thing wants.</summary>
    /// <param name="Place">The place of the qualifier; null: it wants nothing.</param>
    /// <param name="Values">The codes.</param>
    /// <param name="MustHold">Whether the qualifier must be one of them; otherwise none.</param>
    internal sealed record Condition(Place? Place, byte[][] Values, bool MustHold);
}
