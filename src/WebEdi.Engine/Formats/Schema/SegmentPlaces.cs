namespace WebEdi.Engine.Formats.Schema;

/// <summary>Tells at which places of a segment a data element stands. Immutable.</summary>
internal sealed class SegmentPlaces
{
    // A segment has few elements, and few of them are asked for: they are looked for one after the other.
    private string[] _codes = [];
    private Place[][] _places = [];

    /// <summary>Initializes a new instance.</summary>
    public SegmentPlaces(PartSchema[] parts)
    {
        for (int element = 0; element < parts.Length; element++)
        {
            PartSchema part = parts[element];
            if (part.IsComposite)
                Add(part.Code, new Place(element));
            for (int component = 0; component < part.Components.Length; component++)
                Add(part.Components[component].Element.Code, new Place(element, component));
        }
    }

    /// <summary>Finds the places of an element or composite, from left to right.</summary>
    /// <param name="code">Its number: 3039, C507, 234.</param>
    /// <returns>The places; none when the segment does not have it.</returns>
    public Place[] Find(string code) => Array.IndexOf(_codes, code) is >= 0 and int at ? _places[at] : [];

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
    public IReadOnlyCollection<string> Codes => _codes;

    private void Add(string code, Place place)
    {
        int at = Array.IndexOf(_codes, code);
        if (at < 0)
        {
            (_codes, _places) = ([.. _codes, code], [.. _places, [place]]);
            return;
        }

        // Nearly all stand at one place.
        Place[] all = new Place[_places[at].Length + 1];
        Array.Copy(_places[at], all, all.Length - 1);
        all[^1] = place;
        _places[at] = all;
    }
}
