namespace WebEdi.Engine.Formats;

/// <summary>Whether records of fixed length end with line ends.</summary>
internal enum LineEnds
{
    /// <summary>The bytes behind the first record tell.</summary>
    Detect = 0,

    /// <summary>They do.</summary>
    Present = 1,

    /// <summary>They do not: one record follows the other.</summary>
    None = 2,
}
