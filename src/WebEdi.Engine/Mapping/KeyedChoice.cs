using WebEdi.Engine.Formats;

namespace WebEdi.Engine.Mapping;

/// <summary>A choice among some things that each want a qualifier to be, or not to be, one of a few short codes.</summary>
/// <typeparam name="TChosen">What is made of those that a qualifier chooses.</typeparam>
internal sealed class KeyedChoice<TChosen>
    where TChosen : class
{
    private const ulong TooLong = QualifierKey.TooLong;

    private readonly ulong[] _keys;
    private readonly TChosen?[] _chosen;
    private readonly Func<ulong, TChosen> _make;
    private ulong _lastKey;
    private int _last;

    private KeyedChoice(Place? place, ulong[] keys, Func<ulong, TChosen> make)
    {
        (Place, _keys, _make, _chosen) = (place, keys, make, new TChosen?[keys.Length + 1]);
        _last = IndexOf(0);
    }

    /// <summary>Gets the place of the qualifier; null: none of the things wants one.</summary>
    public Place? Place { get; }

    /// <summary>Makes a choice.</summary>
    /// <param name="all">The things, in their order.</param>
    /// <param name="conditionOf">Tells what a thing wants; null: it is more than one qualifier.</param>
    /// <param name="make">Makes of those that are chosen what is asked for.</param>
    /// <returns>The choice; null when not one qualifier decides, or a code is too long.</returns>
    public static KeyedChoice<TChosen>? Of<T>(T[] all, Func<T, KeyedCondition?> conditionOf, Func<T[], TChosen> make)
    {
        // Plain loops, because this runs before the first message of a process: queries over numbers and places would have to be compiled first.
        KeyedCondition[] conditions = new KeyedCondition[all.Length];
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
                if (value.Length > QualifierKey.MaxBytes)
                    return null;
                if (!Has(keys, QualifierKey.Of(value)))
                    keys = [.. keys, QualifierKey.Of(value)];
            }
        }

        return new KeyedChoice<TChosen>(place, keys, key => make(Those(all, conditions, key)));
    }

    /// <summary>Gets how many different things can be chosen.</summary>
    public int Count => _chosen.Length;

    /// <summary>Gets what a qualifier chooses.</summary>
    public TChosen For(ReadOnlySpan<byte> qualifier) => At(IndexOf(qualifier));

    /// <summary>Gets one of the things that can be chosen. Made when the first file has its qualifier: most files have few of those that a map knows.</summary>
    public TChosen At(int index) => _chosen[index] ??= _make(index < _keys.Length ? _keys[index] : TooLong);

    /// <summary>Finds which of the things a qualifier chooses.</summary>
    public int IndexOf(ReadOnlySpan<byte> qualifier)
    {
        // Mostly the same as in the segment before.
        ulong key = QualifierKey.Of(qualifier);
        if (key != _lastKey)
            (_last, _lastKey) = (IndexOf(key), key);
        return _last;
    }

    /// <summary>Finds which of the things the key of a qualifier chooses.</summary>
    public int IndexOf(ulong key)
    {
        int i = 0;
        while (i < _keys.Length && _keys[i] != key)
            i++;
        return i;
    }

    private static T[] Those<T>(T[] all, KeyedCondition[] conditions, ulong key)
    {
        List<T> chosen = [];
        for (int i = 0; i < all.Length; i++)
        {
            if (conditions[i].Place is null || Has(conditions[i], key) == conditions[i].MustHold)
                chosen.Add(all[i]);
        }

        return [.. chosen];
    }

    private static bool Has(KeyedCondition condition, ulong key)
    {
        foreach (byte[] value in condition.Values)
        {
            if (QualifierKey.Of(value) == key)
                return true;
        }

        return false;
    }

    private static bool Has(ulong[] keys, ulong wanted)
    {
        foreach (ulong key in keys)
        {
            if (key == wanted)
                return true;
        }

        return false;
    }
}

/// <summary>What a thing wants of a qualifier.</summary>
/// <param name="Place">The place of the qualifier; null: it wants nothing.</param>
/// <param name="Values">The codes.</param>
/// <param name="MustHold">Whether the qualifier must be one of them; otherwise none.</param>
internal sealed record KeyedCondition(Place? Place, byte[][] Values, bool MustHold);
