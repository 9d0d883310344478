using System.Text;
using WebEdi.Engine.Formats;
using WebEdi.Engine.Formats.Schema;

namespace WebEdi.Engine.Writing.Tree;

/// <summary>A segment that a map can write, at its place in the message.</summary>
/// <param name="tag">Its tag.</param>
/// <param name="key">The step of the map that it is made for: its tag and its qualifier.</param>
/// <param name="order">Its place among the segments and groups of its group.</param>
/// <param name="entry">What the structure says there; null: the message itself.</param>
/// <param name="group">What may stand below it; null: nothing.</param>
/// <param name="parent">The segment that opens the group that it stands in; null: the message itself.</param>
internal sealed class WriteNode(string tag, string key, int order, GroupEntry? entry, GroupSchema? group, WriteNode? parent)
{
    /// <summary>Gets its tag.</summary>
    public string Tag => tag;

    /// <summary>Gets its tag as it is written.</summary>
    public byte[] TagBytes { get; } = Encoding.ASCII.GetBytes(tag);

    /// <summary>Gets the step of the map that it is made for.</summary>
    public string Key => key;

    /// <summary>Gets its place in its group.</summary>
    public int Order => order;

    /// <summary>Gets what the structure says about it.</summary>
    public GroupEntry? Entry => entry;

    /// <summary>Gets what may stand below it.</summary>
    public GroupSchema? Group => group;

    /// <summary>Gets the segment above.</summary>
    public WriteNode? Parent => parent;

    /// <summary>Gets the segments below it, in the order of the structure when the plan is complete.</summary>
    public List<WriteNode> Children { get; } = [];

    /// <summary>Gets its places that are ever filled, from left to right when the plan is complete.</summary>
    public List<WriteSlot> Slots { get; } = [];

    /// <summary>Gets the places that must not stay empty.</summary>
    public List<NeededPlace> Needed { get; } = [];

    /// <summary>Gets or sets which of its elements need others.</summary>
    public IReadOnlyList<ElementCondition> Conditions { get; set; } = [];

    /// <summary>Gets or sets a value indicating whether it is written even when the document says nothing for it.</summary>
    public bool IsAlways { get; set; }

    /// <summary>Gets how far inside a hierarchy of levels it stands, from 0; -1: it is none of its levels.</summary>
    public int Rank { get; init; } = -1;

    /// <summary>Gets or sets the level of whose every part it is written once; null: of none.</summary>
    public WriteLevel? Level { get; set; }

    /// <summary>Gets or sets its number, from the beginning of the message.</summary>
    public int Index { get; set; }

    /// <summary>Gets or sets the number behind the last one below it.</summary>
    public int EndIndex { get; set; }

    /// <summary>Gets or sets the number of its first place.</summary>
    public int FirstSlot { get; set; }

    /// <summary>Gets or sets the number behind the last place, of those below it too.</summary>
    public int EndSlot { get; set; }

    /// <summary>Finds or makes a place.</summary>
    public WriteSlot SlotAt(Place place, SegmentSchema? segment)
    {
        WriteSlot? known = Slots.Find(s => s.Place == place);
        if (known is null)
            Slots.Add(known = new WriteSlot(this, place, ElementAt(segment, place)));

        return known;
    }

    private static ElementSchema? ElementAt(SegmentSchema? segment, Place place) =>
        segment is not null && place.Element < segment.Parts.Length && place.Component < segment.Parts[place.Element].Components.Length
            ? segment.Parts[place.Element].Components[place.Component].Element
            : null;
}

/// <summary>A place in a segment.</summary>
/// <param name="node">The segment.</param>
/// <param name="place">The place.</param>
/// <param name="element">What it may hold; null: nobody knows.</param>
internal sealed class WriteSlot(WriteNode node, Place place, ElementSchema? element)
{
    /// <summary>Gets the segment.</summary>
    public WriteNode Node => node;

    /// <summary>Gets the place.</summary>
    public Place Place => place;

    /// <summary>Gets what it may hold.</summary>
    public ElementKind Kind => element?.Kind ?? ElementKind.Text;

    /// <summary>Gets the fewest characters.</summary>
    public int MinLength => element?.MinLength ?? 0;

    /// <summary>Gets the most characters.</summary>
    public int MaxLength { get; } = element?.MaxLength ?? int.MaxValue;

    /// <summary>Gets the codes that it may hold; null: any.</summary>
    public IReadOnlyList<string>? Codes => element?.Codes;

    /// <summary>Gets or sets what stands there where no value does; null: nothing.</summary>
    public byte[]? Constant { get; set; }

    /// <summary>Gets or sets a value indicating whether the constant is what the segment is chosen by, so that no value may take its place.</summary>
    public bool IsFixed { get; set; }

    /// <summary>Gets or sets the place that must have a value for the constant to be written; null: it always is.</summary>
    public WriteSlot? ConstantWhen { get; set; }

    /// <summary>Gets or sets what the writer itself puts there.</summary>
    public WriteRole Role { get; set; }

    /// <summary>Gets or sets its number in the plan.</summary>
    public int Index { get; set; }

    /// <summary>Gets its name: NAD/3039, PO1/04.</summary>
    public string Name { get; } = $"{node.Tag}/{(node.Tag.Length == 3 && element is not null && place.Component > 0 ? element.Code : $"{place.Element + 1:D2}{(place.Component > 0 ? $".{place.Component + 1}" : "")}")}";
}

/// <summary>What the writer itself puts to a place.</summary>
internal enum WriteRole
{
    /// <summary>Nothing: values of the document and constants stand there.</summary>
    None = 0,

    /// <summary>The number of lines.</summary>
    LineCount = 1,

    /// <summary>The number of levels of the hierarchy.</summary>
    LevelCount = 2,

    /// <summary>The number of a level.</summary>
    LevelNumber = 3,

    /// <summary>The number of the level above; nothing for the outermost one.</summary>
    LevelAbove = 4,

    /// <summary>1 where levels follow below, otherwise 0.</summary>
    LevelBelow = 5,

    /// <summary>The time at which the file is prepared.</summary>
    PreparedTime = 6,
}

/// <summary>A place that the standard wants filled.</summary>
/// <param name="Slot">The place.</param>
/// <param name="OnlyWithOthers">Whether only then when the composite has other values.</param>
internal sealed record NeededPlace(WriteSlot Slot, bool OnlyWithOthers);
