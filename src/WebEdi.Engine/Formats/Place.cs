namespace WebEdi.Engine.Formats;

/// <summary>Where a value lies in a node. Everything counts from 0.</summary>
/// <param name="Element">The element; the tag does not count. XML and JSON nodes hold one value, at 0.</param>
/// <param name="Component">The component of a composite element.</param>
/// <param name="Repetition">The repetition of a repeating element.</param>
internal readonly record struct Place(int Element, int Component = 0, int Repetition = 0);
