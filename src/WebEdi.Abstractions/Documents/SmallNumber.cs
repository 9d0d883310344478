namespace WebEdi.Documents;

/// <summary>A decimal number of up to sixteen digits in eight bytes, with its scale, or none: what quantities and prices are.</summary>
internal readonly struct SmallNumber
{
    // The lowest byte is the scale and one; above it lies the whole number with its sign.
    private const int None = 0;
    private const int Wide = 0xFF;
    private const int Shift = 8;
    private const ulong Limit = 1UL << 55;

    private readonly long _bits;

    private SmallNumber(long bits) => _bits = bits;

    /// <summary>Gets what stands for a number that is kept elsewhere.</summary>
    public static SmallNumber TooWide => new(Wide);

    /// <summary>Gets a value indicating whether the number has too many digits and is kept elsewhere.</summary>
    public bool IsWide => _bits == Wide;

    /// <summary>Gets a value indicating whether there is a number.</summary>
    public bool IsThere => _bits != None;

    /// <summary>Gets the number; 0 where there is none.</summary>
    public decimal Value
    {
        get
        {
            int scale = (byte)_bits - 1;
            if (scale < 0)
                return 0;

            long whole = _bits >> Shift;
            ulong digits = (ulong)Math.Abs(whole);
            return new decimal((int)digits, (int)(digits >> 32), 0, whole < 0, (byte)scale);
        }
    }

    /// <summary>Gets the number; null where there is none.</summary>
    public decimal? OrNull => _bits == None ? null : Value;

    /// <summary>Gets the digits with their sign, the scale left out; 0 where there is no number.</summary>
    public long Whole => _bits >> Shift;

    /// <summary>Gets how many of the digits are decimals; of a number that there is, and that is not wide.</summary>
    public int Scale => (byte)_bits - 1;

    /// <summary>Gets a value indicating whether it is a whole number, written without decimals, or none.</summary>
    public bool IsWhole => (byte)_bits <= 1;

    /// <summary>Makes one of digits.</summary>
    /// <param name="whole">The digits with their sign.</param>
    /// <param name="scale">How many of them are decimals, at most 28.</param>
    public static SmallNumber Of(long whole, int scale) =>
        (ulong)(whole + (long)Limit - 1) < (Limit * 2) - 1 ? new SmallNumber((whole << Shift) | ((long)scale + 1)) : new SmallNumber(Wide);

    /// <summary>Makes one of a number, or of none.</summary>
    public static SmallNumber Of(decimal? number) => number is { } value ? Of(value) : default;

    /// <summary>Makes one of a number.</summary>
    public static SmallNumber Of(decimal number)
    {
        Span<int> parts = stackalloc int[4];
        decimal.GetBits(number, parts);
        ulong digits = (uint)parts[0] | ((ulong)(uint)parts[1] << 32);
        if (parts[2] != 0 || digits >= Limit)
            return new SmallNumber(Wide);

        long whole = parts[3] < 0 ? -(long)digits : (long)digits;
        return new SmallNumber((whole << Shift) | ((long)((parts[3] >> 16) & 0xFF) + 1));
    }
}
