namespace WebEdi.Engine.Formats;

/// <summary>Where a value lies in a node. Everything counts from 0.</summary>
/// <param name="Element">The element; the tag does not count. XML and JSON nodes hold one value, at 0.</param>
/// <param name="Component">The component of a composite element.</param>
/// <param name="Repetition">The repetition of a repeating element.</param>
internal readonly record struct Place(int Element, int Component = 0, int Repetition = 0)
{
    /// <summary>Tells whether another place is the same. Compared here and not by what is made for records, which has to be made ready before the first message of a process.</summary>
    public bool Equals(Place other) => Element == other.Element && Component == other.Component && Repetition == other.Repetition;

    /// <summary>Gets a number that equal places share.</summary>
    public override int GetHashCode() => (Element * 4099) + (Component * 61) + Repetition;
}
