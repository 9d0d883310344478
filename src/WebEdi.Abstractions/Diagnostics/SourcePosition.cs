namespace WebEdi.Diagnostics;

/// <summary>Where in a received file something was found.</summary>
/// <remarks>
/// Counts start at 1 and 0 means "not known here"; only <see cref="Offset"/>, in bytes, starts at 0 and is -1 when not known.
/// A CSV or fixed-length record counts as one segment, its columns as elements. <see cref="Column"/> counts characters.
/// </remarks>
/// <param name="File">The name of the file as the sender gave it, without a path.</param>
/// <param name="Line">The physical line.</param>
/// <param name="Column">The character in the line.</param>
/// <param name="Segment">The segment in the message, or the record in the file.</param>
/// <param name="Element">The element in the segment.</param>
/// <param name="Component">The component in the element.</param>
/// <param name="Offset">The byte in the file.</param>
public readonly record struct SourcePosition(
    string File, int Line, int Column, int Segment = 0, int Element = 0, int Component = 0, long Offset = -1)
{
    /// <summary>Returns the position as compilers print it: <c>orders.csv(3,22)</c>.</summary>
    public override string ToString() =>
        Line == 0 ? File : Column == 0 ? $"{File}({Line})" : $"{File}({Line},{Column})";
}
