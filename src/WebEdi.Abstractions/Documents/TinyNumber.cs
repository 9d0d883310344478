namespace WebEdi.Documents;

/// <summary>A decimal number of up to six digits in four bytes, with its scale, or none: what tax rates and numbers of packages are.</summary>
internal readonly struct TinyNumber
{
    // As in a small number: the lowest byte is the scale and one, above it lies the whole number with its sign.
    private const int Wide = 0xFF;
    private const int Shift = 8;
    private const int Limit = 1 << 23;

    private readonly int _bits;

    private TinyNumber(int bits) => _bits = bits;

    /// <summary>Gets a value indicating whether the number has too many digits and is kept elsewhere.</summary>
    public bool IsWide => _bits == Wide;

    /// <summary>Gets the number; null where there is none.</summary>
    public decimal? OrNull => Small.OrNull;

    /// <summary>Gets the same number, or none, or that it is wide, in eight bytes.</summary>
    public SmallNumber Small => IsWide ? SmallNumber.TooWide : _bits == 0 ? default : SmallNumber.Of(_bits >> Shift, (byte)_bits - 1);

    /// <summary>Makes one of a number, or of none.</summary>
    public static TinyNumber Of(decimal? number) => Of(SmallNumber.Of(number));

    /// <summary>Makes one of a number, or of none.</summary>
    public static TinyNumber Of(SmallNumber number)
    {
        if (!number.IsThere)
            return default;

        return !number.IsWide && number.Whole is > -Limit and < Limit ? new TinyNumber(((int)number.Whole << Shift) | (number.Scale + 1)) : new TinyNumber(Wide);
    }
}
