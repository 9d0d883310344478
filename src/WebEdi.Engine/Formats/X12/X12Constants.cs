using System.Buffers.Text;

using WebEdi.Diagnostics;

namespace WebEdi.Engine.Formats.X12;

/// <summary>Places and lengths of ASC X12.</summary>
/// <remarks>Source: X12.5 (interchange control structures), X12.6 (application control structure), X12.56 (ISB, ISE), X12.58 (BIN, BDS).</remarks>
internal static class X12Constants
{
    /// <summary>The length of the ISA segment, its terminator included. It is the only one whose elements have fixed lengths.</summary>
    public const int HeaderBytes = 106;

    /// <summary>The number of elements of the ISA segment.</summary>
    public const int HeaderElements = 16;

    /// <summary>How far the end of a header that is not as it should be is looked for.</summary>
    public const int Reach = 512;

    /// <summary>The first version whose ISA11 is the separator between repetitions; before, it named the standard.</summary>
    public const string FirstRepeating = "00402";

    /// <summary>Gets where the separators of a proper header stand.</summary>
    public static ReadOnlySpan<byte> Separators => [3, 6, 17, 20, 31, 34, 50, 53, 69, 76, 81, 83, 89, 99, 101, 103];

    private static readonly TrailerPlaces OfSet = new(new Place(0), "SE/01", new Place(1), "SE/02");

    public static EnvelopePlaces Places { get; } = new()
    {
        Interchange = "ISA",
        InterchangeTrailer = "IEA",
        Group = "GS",
        GroupTrailer = "GE",
        Message = "ST",
        MessageTrailer = "SE",
        NeedsAllLevels = true,
        TagForm = Expect.X12Tag,
        MessageType = new Place(0),
        MessageTypePath = "ST/01",
        MessageReference = new Place(1),
        OfMessage = _ => OfSet,
        OfGroup = new TrailerPlaces(new Place(0), "GE/01", new Place(1), "GE/02"),
        OfInterchange = new TrailerPlaces(new Place(0), "IEA/01", new Place(1), "IEA/02"),
        CountOf = CountGroups,
    };

    /// <summary>Finds the type of the group that a transaction set stands in (GS01, data element 479); null: it is not known here.</summary>
    public static string? GroupOf(ReadOnlySpan<byte> set) => !Utf8Parser.TryParse(set, out int number, out int length) || length != set.Length ? null : number switch
    {
        810 => "IN",
        820 => "RA",
        830 => "PS",
        850 => "PO",
        855 => "PR",
        856 => "SH",
        860 => "PC",
        861 => "RC",
        862 => "SS",
        865 => "CA",
        997 or 999 => "FA",
        _ => null,
    };

    // Senders count a lone TA1 as a group or as none; the standard leaves both readings.
    private static int CountGroups(Level level, long said) =>
        level.Groups == 0 && said == level.Acknowledgements ? level.Acknowledgements : level.Groups;
}
