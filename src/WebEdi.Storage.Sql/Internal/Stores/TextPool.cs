using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace WebEdi.Storage.Sql.Internal.Stores;

/// <summary>Gives equal values the same small number, and every number its place among the values in their order.</summary>
internal abstract class Pool
{
    private int[] _sorted = [];
    private int[] _places = [];

    public abstract int Count { get; }

    /// <summary>Returns the place of every number, from 0. Only what came since the last call is sorted anew.</summary>
    public int[] Places()
    {
        if (_sorted.Length == Count)
            return _places;

        int[] added = [.. Enumerable.Range(_sorted.Length, Count - _sorted.Length)];
        Sort(added);
        int[] merged = new int[Count];
        int[] places = new int[Count];
        for (int i = 0, old = 0, fresh = 0; i < merged.Length; i++)
        {
            bool takesOld = fresh == added.Length || (old < _sorted.Length && Compare(_sorted[old], added[fresh]) < 0);
            merged[i] = takesOld ? _sorted[old++] : added[fresh++];
            places[merged[i]] = i;
        }

        (_sorted, _places) = (merged, places);
        return places;
    }

    /// <summary>The beginning of a value, in the order of the values: most comparisons need no more.</summary>
    protected abstract ulong PrefixOf(int number);

    protected abstract int Compare(int left, int right);

    /// <summary>Sorts by prefixes, then what has the same prefix.</summary>
    private void Sort(int[] numbers)
    {
        ulong[] prefixes = Array.ConvertAll(numbers, PrefixOf);
        Array.Sort(prefixes, numbers);
        for (int first = 0, end; first < numbers.Length; first = end)
        {
            end = first + 1;
            while (end < numbers.Length && prefixes[end] == prefixes[first])
                end++;
            if (end - first > 1)
                numbers.AsSpan(first, end - first).Sort(Compare);
        }
    }
}

/// <summary>A pool of numbers.</summary>
internal sealed class NumberPool : Pool
{
    private readonly Dictionary<long, int> _known = [];
    private readonly List<long> _values = [];

    public override int Count => _values.Count;

    public long this[int number] => _values[number];

    public int Add(long value)
    {
        ref int number = ref CollectionsMarshal.GetValueRefOrAddDefault(_known, value, out bool isKnown);
        if (!isKnown)
        {
            number = _values.Count;
            _values.Add(value);
        }

        return number;
    }

    protected override ulong PrefixOf(int number) => (ulong)_values[number] ^ (1UL << 63);

    protected override int Compare(int left, int right) => _values[left].CompareTo(_values[right]);
}

/// <summary>A pool of texts in UTF-8, one behind the other, so that a word is searched in all of them at once.</summary>
internal sealed class TextPool : Pool
{
    /// <summary>So many words are kept with the texts that contain them.</summary>
    private const int KeptWords = 32;

    /// <summary>The first byte of a character of three or four bytes is this one or more.</summary>
    private const byte FirstOfThree = 0xE0;

    private byte[] _bytes = new byte[1024];
    private int[] _starts = new int[64];
    private int[] _slots = new int[128];
    private readonly List<SearchedWord> _words = [];
    private int _count;

    public override int Count => _count;

    /// <summary>A text is followed by a line end, which no word contains.</summary>
    public ReadOnlySpan<byte> this[int number] => _bytes.AsSpan(_starts[number], _starts[number + 1] - _starts[number] - 1);

    public int Add(ReadOnlySpan<byte> text)
    {
        int slot = SlotOf(text);
        if (_slots[slot] != 0)
            return _slots[slot] - 1;

        int start = _starts[_count];
        if (start + text.Length + 1 > _bytes.Length)
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, start + text.Length + 1));
        text.CopyTo(_bytes.AsSpan(start));
        _bytes[start + text.Length] = (byte)'\n';
        if (_count + 2 > _starts.Length)
            Array.Resize(ref _starts, _starts.Length * 2);
        _starts[_count + 1] = start + text.Length + 1;
        _slots[slot] = ++_count;
        if (_count * 2 > _slots.Length)
            Grow();
        return _count - 1;
    }

    /// <summary>Marks every text with the words that it contains: bit 0 is that of the first word.</summary>
    /// <param name="words">At most eight.</param>
    /// <returns>A mark for every text; empty when no word is asked for.</returns>
    public byte[] Mark(ReadOnlySpan<byte[]> words)
    {
        byte[] marks = words.IsEmpty ? [] : new byte[_count];
        for (int i = 0; i < words.Length; i++)
            TextsWith(words[i]).Mark(marks, (byte)(1 << i));

        return marks;
    }

    /// <summary>Finds the texts that contain a word. Texts only come and never change, so of a word that was asked for before only the new ones are searched.</summary>
    private NumberSet TextsWith(byte[] word)
    {
        int kept = _words.FindIndex(w => w.Word.AsSpan().SequenceEqual(word));
        SearchedWord searched = kept < 0 ? new SearchedWord(word) : _words[kept];
        if (kept >= 0)
            _words.RemoveAt(kept);
        else if (_words.Count == KeptWords)
            _words.RemoveAt(0);
        _words.Add(searched);

        // Most characters of Japanese texts begin with the same byte: what follows it is found faster.
        int lead = word.Length > 2 && word[0] >= FirstOfThree ? 1 : 0;
        ReadOnlySpan<byte> rare = word.AsSpan(lead);
        ReadOnlySpan<byte> all = _bytes.AsSpan(0, _starts[_count]);
        int text = searched.SearchedTo;
        for (int from = _starts[text]; from < all.Length;)
        {
            int found = all[from..].IndexOf(rare);
            if (found < 0)
                break;

            int at = from + found;
            from = at + 1;
            if (lead == 0 || (at > 0 && all[at - 1] == word[0]))
            {
                text = TextAt(text, at);
                searched.Texts.Add(text++);
                from = _starts[text];
            }
        }

        searched.SearchedTo = _count;
        return searched.Texts;
    }

    /// <summary>Finds the text that holds a byte: in ever larger strides, then by halves.</summary>
    private int TextAt(int from, int at)
    {
        int stride = 1;
        while (from + stride < _count && _starts[from + stride] <= at)
        {
            from += stride;
            stride *= 2;
        }

        int found = _starts.AsSpan(from, Math.Min(stride, _count - from)).BinarySearch(at);
        return from + (found >= 0 ? found : ~found - 1);
    }

    protected override ulong PrefixOf(int number)
    {
        ReadOnlySpan<byte> text = this[number];
        Span<byte> first = stackalloc byte[8];
        first.Clear();
        text[..Math.Min(text.Length, 8)].CopyTo(first);
        return BinaryPrimitives.ReadUInt64BigEndian(first);
    }

    protected override int Compare(int left, int right) => this[left].SequenceCompareTo(this[right]);

    private int SlotOf(ReadOnlySpan<byte> text)
    {
        HashCode hash = default;
        hash.AddBytes(text);
        int slot = hash.ToHashCode() & (_slots.Length - 1);
        while (_slots[slot] != 0 && !this[_slots[slot] - 1].SequenceEqual(text))
            slot = (slot + 1) & (_slots.Length - 1);
        return slot;
    }

    private void Grow()
    {
        _slots = new int[_slots.Length * 2];
        for (int i = 0; i < _count; i++)
            _slots[SlotOf(this[i])] = i + 1;
    }

    /// <summary>A word that was asked for.</summary>
    private sealed class SearchedWord(byte[] word)
    {
        public byte[] Word => word;

        /// <summary>Gets the texts that contain it.</summary>
        public NumberSet Texts { get; } = new();

        /// <summary>Gets or sets the first text that was not searched.</summary>
        public int SearchedTo { get; set; }
    }
}
