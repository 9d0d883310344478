using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace WebEdi.Engine.Formats.Csv;

/// <summary>Finds the separators of a buffer, and apart from them the line ends and quotes, 64 bytes at a time.</summary>
/// <remarks>One of them comes every ten bytes, so a search for the next one costs more than a number with one bit for each byte, off which they are taken.</remarks>
internal ref struct StopScan
{
    /// <summary>How many bytes are looked at together.</summary>
    public const int Width = 64;

    private readonly ReadOnlySpan<byte> _bytes;
    private readonly byte _separator;
    private readonly byte _quote;

    /// <summary>Begins at a byte.</summary>
    /// <param name="bytes">The buffer.</param>
    /// <param name="separator">The byte between elements.</param>
    /// <param name="quote">The quote; 0: there is none.</param>
    /// <param name="at">Where to begin.</param>
    public StopScan(ReadOnlySpan<byte> bytes, byte separator, byte quote, int at)
    {
        _bytes = bytes;
        _separator = separator;
        _quote = quote == 0 ? CsvConstants.LineFeed : quote;
        Seek(at);
    }

    /// <summary>Gets where the bytes at hand begin.</summary>
    public int Base { get; private set; }

    /// <summary>The separators at hand that were not taken yet: one bit for each byte from <see cref="Base"/> on.</summary>
    public ulong Separators;

    /// <summary>The line ends and quotes at hand that were not taken yet.</summary>
    public ulong Others;

    /// <summary>Looks at the next bytes, when nothing is left to take.</summary>
    /// <returns>False: there are none.</returns>
    public bool Advance()
    {
        if (_bytes.Length - Base <= Width)
            return false;

        Base += Width;
        Load();
        return true;
    }

    /// <summary>Passes over everything in front of a byte, behind or in the bytes at hand.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void SkipTo(int at)
    {
        int bit = at - Base;
        if (bit >= Width)
        {
            Seek(at);
            return;
        }

        Separators &= ulong.MaxValue << bit;
        Others &= ulong.MaxValue << bit;
    }

    /// <summary>Goes on at any byte.</summary>
    public void Seek(int at)
    {
        Base = at;
        Load();
    }

    /// <summary>Takes the next line end or quote, and the separators in front of it.</summary>
    /// <returns>Its index; -1: there is none.</returns>
    public int NextOther()
    {
        while (Others == 0)
        {
            if (!Advance())
                return -1;
        }

        int bit = BitOperations.TrailingZeroCount(Others);
        Others &= Others - 1;
        Separators &= ulong.MaxValue << bit;
        return Base + bit;
    }

    private void Load()
    {
        int count = _bytes.Length - Base;
        if (count >= Width)
        {
            Load(ref Unsafe.Add(ref MemoryMarshal.GetReference(_bytes), Base));
            return;
        }

        Span<byte> last = stackalloc byte[Width];
        last.Clear();
        if (count > 0)
            _bytes[Base..].CopyTo(last);
        Load(ref MemoryMarshal.GetReference(last));
        ulong valid = count > 0 ? (1UL << count) - 1 : 0;
        Separators &= valid;
        Others &= valid;
    }

    private void Load(ref byte first)
    {
        Vector256<byte> low = Vector256.LoadUnsafe(ref first);
        Vector256<byte> high = Vector256.LoadUnsafe(ref first, Width / 2);
        Separators = Bits(Vector256.Equals(low, Vector256.Create(_separator)), Vector256.Equals(high, Vector256.Create(_separator)));
        Others = Bits(FindOthers(low, _quote), FindOthers(high, _quote));
    }

    /// <summary>Finds line ends and quotes.</summary>
    public static Vector256<byte> FindOthers(Vector256<byte> bytes, byte quote) =>
        Vector256.Equals(bytes, Vector256.Create(quote)) | Vector256.Equals(bytes, Vector256.Create(CsvConstants.CarriageReturn)) | Vector256.Equals(bytes, Vector256.Create(CsvConstants.LineFeed));

    /// <summary>Makes a number with one bit for each byte that was found.</summary>
    public static ulong Bits(Vector256<byte> low, Vector256<byte> high) => low.ExtractMostSignificantBits() | ((ulong)high.ExtractMostSignificantBits() << (Width / 2));
}
