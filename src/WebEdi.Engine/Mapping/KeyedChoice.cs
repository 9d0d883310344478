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
        // Plain loops, because this runs before the first message of a process: queries over numbers and places would have to be compiled first.
        Condition[] conditions = new Condition[all.Length];
        Place? place = null;
        ulong[] keys = [];
        for (int i = 0; i < all.Length; i++)
        {
            if (conditionOf(all[i]) is not { } condition || (condition.Place is { } other && place is { } one && one != other))
                return null;

            conditions[i] = condition;
            place ??= condition.Place;
            foreach (byte[] value in condition.Values)
            {
                if (value.Length > MaxBytes)
                    return null;
                if (Array.IndexOf(keys, KeyOf(value)) < 0)
                    keys = [.. keys, KeyOf(value)];
            }
        }

        T[][] chosen = new T[keys.Length][];
        for (int i = 0; i < keys.Length; i++)
            chosen[i] = Those(all, conditions, keys[i]);
        return new KeyedChoice<T>(place, keys, chosen, Those(all, conditions, TooLong));
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

    private static T[] Those(T[] all, Condition[] conditions, ulong key)
    {
        List<T> chosen = [];
        for (int i = 0; i < all.Length; i++)
        {
            if (conditions[i].Place is null || conditions[i].Has(key) == conditions[i].MustHold)
                chosen.Add(all[i]);
        }

        return [.. chosen];
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
    internal sealed record Condition(Place? Place, byte[][] Values, bool MustHold)
    {
        public bool Has(ulong key)
        {
            foreach (byte[] value in Values)
            {
                if (KeyOf(value) == key)
                    return true;
            }

            return false;
        }
    }
}
