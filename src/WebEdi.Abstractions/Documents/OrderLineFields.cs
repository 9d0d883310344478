using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace WebEdi.Documents;

/// <summary>What a line of an order keeps. Readers fill it before they hand the line out; afterwards nobody does.</summary>
/// <remarks>A file holds a million of them: what most lines say lies close together, and what few say in a second object that they alone have.</remarks>
internal struct OrderLineFields
{
    /// <summary>How many texts may lie in the bytes.</summary>
    public const int Texts = 7;

    /// <summary>Where the first byte of a text begins in the number that tells where it lies.</summary>
    public const int StartShift = 16;

    /// <summary>The most bytes of a text.</summary>
    public const int MaxLength = 0xFFFF;

    private const int AllTexts = (1 << Texts) - 1;
    private const int Undecided = 1 << Texts;

    public string? Number;
    public string? ItemCode;
    public string? SupplierItemCode;
    public string? Gtin;
    public string? ItemName;
    public string? Unit;
    public string? Note;
    public RareLineFields? Rare;

    // The bytes of texts, or the tenant's own fields: lines that have both keep the fields among what few lines say.
    private object? _beside;
    public SmallNumber Quantity;
    public SmallNumber UnitPrice;
    public SmallNumber Amount;
    public TinyNumber PackageCount;
    public TinyNumber TaxRate;

    /// <summary>The day of delivery, from 1; 0: not said.</summary>
    public int Due;

    /// <summary>Where in the bytes stands, for each text, where it lies: four bytes, its first byte above <see cref="StartShift"/>, its length below.</summary>
    public ushort At;

    // What becomes of the line in the four lowest bits, then two for the type of price and two for the category of tax.
    private byte _codes;

    // The texts that lie in the bytes, a bit for each, and above them one for an undecided date.
    private byte _bits;

    /// <summary>Gets where texts lie that nobody has asked for yet, as the ASCII of the file: the bytes of several lines. Null: nowhere.</summary>
    public readonly byte[]? Bytes => _beside as byte[];

    /// <summary>Gets the texts that lie in the bytes, a bit for each <see cref="LineText"/>.</summary>
    public readonly byte Unmade => (byte)(_bits & AllTexts);

    /// <summary>Gets or sets what becomes of the line; 0: not said.</summary>
    public byte Change
    {
        readonly get => (byte)(_codes & 0xF);
        set => _codes = (byte)((_codes & 0xF0) | (value & 0xF));
    }

    /// <summary>Gets or sets how firm the price is.</summary>
    public byte PriceType
    {
        readonly get => (byte)((_codes >> 4) & 3);
        set => _codes = (byte)((_codes & 0xCF) | ((value & 3) << 4));
    }

    /// <summary>Gets or sets the category of tax.</summary>
    public byte TaxCategory
    {
        readonly get => (byte)(_codes >> 6);
        set => _codes = (byte)((_codes & 0x3F) | ((value & 3) << 6));
    }

    /// <summary>Gets or sets a value indicating whether a placeholder stood where the date belongs.</summary>
    public bool DueDateUndecided
    {
        readonly get => _bits > AllTexts;
        set => _bits = (byte)(value ? _bits | Undecided : _bits & AllTexts);
    }

    /// <summary>Gets or sets the tenant's own fields; null: there are none.</summary>
    public IReadOnlyDictionary<string, string>? Extensions
    {
        readonly get => _beside is byte[] ? Rare?.Extensions : Unsafe.As<IReadOnlyDictionary<string, string>?>(_beside);
        set
        {
            if (_beside is not byte[])
                _beside = value;
            else if (value is not null || Rare is not null)
                Few.Extensions = value;
        }
    }

    /// <summary>Tells where texts will lie.</summary>
    /// <param name="bytes">See <see cref="Bytes"/>.</param>
    /// <param name="at">See <see cref="At"/>.</param>
    public void LayTexts(byte[] bytes, int at) => (_beside, At) = (bytes, (ushort)at);

    /// <summary>Notes that texts lie in the bytes, a bit for each.</summary>
    public void Lie(int texts) => _bits |= (byte)texts;

    /// <summary>Gets a text, made when it is first asked for.</summary>
    /// <param name="made">The text, if it is there.</param>
    /// <param name="which">Which one it is.</param>
    public string? Text(ref string? made, LineText which) => made ?? ((Unmade >> (int)which & 1) == 0 ? null : made = Make(which));

    /// <summary>Finds the bytes of a text that nobody has asked for yet.</summary>
    /// <param name="which">Which one it is.</param>
    /// <param name="start">The first of its bytes.</param>
    /// <param name="length">How many they are.</param>
    /// <returns>Where they lie; null: there is no such text.</returns>
    public readonly byte[]? Unasked(LineText which, out int start, out int length)
    {
        (start, length) = (0, 0);
        if ((Unmade >> (int)which & 1) == 0)
            return null;

        uint slice = BinaryPrimitives.ReadUInt32LittleEndian(Bytes.AsSpan(At + ((int)which * sizeof(uint))));
        (start, length) = ((int)(slice >> StartShift), (int)(slice & MaxLength));
        return Bytes;
    }

    /// <summary>Sets a text.</summary>
    /// <param name="made">Where it is kept.</param>
    /// <param name="text">The text.</param>
    /// <param name="which">Which one it is.</param>
    public void Set(ref string? made, string? text, LineText which)
    {
        made = text;
        _bits &= (byte)~(1 << (int)which);
    }

    private readonly string Make(LineText which)
    {
        byte[]? bytes = Unasked(which, out int start, out int length);
        return ShortTexts.Of(bytes.AsSpan(start, length));
    }

    /// <summary>Gets the second object, to say something in it.</summary>
    public RareLineFields Few => Rare ??= new RareLineFields();
}

/// <summary>The texts of a line that most lines have.</summary>
internal enum LineText
{
    Number = 0,
    ItemCode = 1,
    SupplierItemCode = 2,
    Gtin = 3,
    ItemName = 4,
    Unit = 5,
    Note = 6,
}

/// <summary>What few lines of orders say.</summary>
internal sealed class RareLineFields
{
    public string? ManufacturerItemCode;
    public string? Specification;
    public string? DrawingNumber;
    public string? DrawingRevision;
    public string? Lot;
    public string? PackageType;
    public string? DeliveryInstruction;
    public string? ReceivingPlace;
    public string? SuppliedMaterial;
    public Party? ShipTo;
    public IReadOnlyDictionary<string, string>? Extensions;
    public decimal? QuantityPerPackage;
    public decimal PriceBasisQuantity = 1;
    public TimeOnly? DueTime;
    private decimal[]? _wide;

    // Numbers of more digits than a small number holds.
    public decimal Quantity { get => Wide[0]; set => Wide[0] = value; }

    public decimal PackageCount { get => Wide[1]; set => Wide[1] = value; }

    public decimal UnitPrice { get => Wide[2]; set => Wide[2] = value; }

    public decimal Amount { get => Wide[3]; set => Wide[3] = value; }

    public decimal TaxRate { get => Wide[4]; set => Wide[4] = value; }

    private decimal[] Wide => _wide ??= new decimal[5];

    public RareLineFields Copy()
    {
        RareLineFields copy = (RareLineFields)MemberwiseClone();
        copy._wide = (decimal[]?)_wide?.Clone();
        return copy;
    }
}
