namespace WebEdi.Engine.Formats.Schema;

/// <summary>Tells at which places of a segment a data element stands. Immutable.</summary>
internal sealed class SegmentPlaces
{
    private readonly Dictionary<string, Place[]> _places = new(StringComparer.Ordinal);

    /// <summary>Initializes a new instance.</summary>
    public SegmentPlaces(IReadOnlyList<PartSchema> parts)
    {
        for (int element = 0; element < parts.Count; element++)
        {
            PartSchema part = parts[element];
            if (part.IsComposite)
                Add(part.Code, new Place(element));
            for (int component = 0; component < part.Components.Count; component++)
                Add(part.Components[component].Element.Code, new Place(element, component));
        }
    }

    /// <summary>Finds the places of an element or composite, from left to right.</summary>
    /// <param name="code">Its number: 3039, C507, 234.</param>
    /// <returns>The places; none when the segment does not have it.</returns>
    public Place[] Find(string code) => _places.TryGetValue(code, out Place[]? places) ? places : [];

    /// <summary>Finds one place of an element or composite.</summary>
    /// <param name="code">Its number.</param>
    /// <param name="occurrence">Which one, from 1.</param>
    /// <param name="place">The place.</param>
    public bool TryFind(string code, int occurrence, out Place place)
    {
        Place[] found = Find(code);
        bool there = occurrence >= 1 && occurrence <= found.Length;
        place = there ? found[occurrence - 1] : default;
        return there;
    }

    /// <summary>Gets the codes, elements and composites.</summary>
    public IReadOnlyCollection<string> Codes => _places.Keys;

    private void Add(string code, Place place)
    {
        // Nearly all stand at one place.
        int before = _places.TryGetValue(code, out Place[]? earlier) ? earlier.Length : 0;
        Place[] all = new Place[before + 1];
        if (earlier is not null)
            Array.Copy(earlier, all, before);
        all[before] = place;
        _places[code] = all;
    }
}
