using System.Buffers.Binary;

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

    public string? Number;
    public string? ItemCode;
    public string? SupplierItemCode;
    public string? Gtin;
    public string? ItemName;
    public string? Unit;
    public string? Note;
    public IReadOnlyDictionary<string, string>? Extensions;
    public RareLineFields? Rare;

    /// <summary>Where texts lie that nobody has asked for yet, as the ASCII of the file: the bytes of several lines.</summary>
    public byte[]? Bytes;
    public SmallNumber Quantity;
    public SmallNumber UnitPrice;
    public SmallNumber Amount;
    public TinyNumber PackageCount;
    public TinyNumber TaxRate;

    /// <summary>The day of delivery, from 1; 0: not said.</summary>
    public int Due;

    /// <summary>What becomes of the line; 0: not said.</summary>
    public byte Change;
    public byte PriceType;
    public byte TaxCategory;
    public bool DueDateUndecided;

    /// <summary>The texts that lie in the bytes, a bit for each <see cref="LineText"/>.</summary>
    public byte Unmade;

    /// <summary>Where in the bytes stands, for each text, where it lies: four bytes, its first byte above <see cref="StartShift"/>, its length below.</summary>
    public int At;

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
        Unmade &= (byte)~(1 << (int)which);
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
