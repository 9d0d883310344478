namespace WebEdi.Engine.Formats;

/// <summary>What makes a segment unreadable; becomes a diagnostic when somebody asks.</summary>
/// <param name="Code">The diagnostic's code.</param>
/// <param name="At">Where, in bytes from the start of the segment.</param>
/// <param name="Element">The element, from 0; -1 for the segment itself.</param>
/// <param name="Found">A count that was found.</param>
/// <param name="Expected">A count that was expected.</param>
internal readonly record struct SegmentFault(string Code, int At, int Element, int Found = 0, int Expected = 0);
