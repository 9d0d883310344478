namespace WebEdi.Engine.Templates;

/// <summary>What a template may use up before it is stopped with an error.</summary>
/// <param name="Loops">Loop steps; Scriban counts them over nested loops together, so this must exceed the longest list of the document type.</param>
/// <param name="OutputLength">UTF-16 units of the whole output.</param>
/// <param name="ValueLength">UTF-16 units of one value on the way.</param>
/// <param name="Time">Longest rendering.</param>
/// <param name="AllocatedBytes">Bytes allocated while rendering; stops what hoards many values that are each within their limit.</param>
internal sealed record TemplateLimits(int Loops, int OutputLength, int ValueLength, TimeSpan Time, long AllocatedBytes)
{
    /// <summary>Gets how many parts of the template are worked out; unlike time, it does not depend on how busy the machine is.</summary>
    public int Steps { get; init; } = int.MaxValue;

    /// <summary>Depth of calls among functions of a template.</summary>
    public const int Recursion = 50;

    /// <summary>UTF-16 units of a template's text.</summary>
    public const int TextLength = 128 * 1024;

    /// <summary>Longest match of one regular expression; by the clock, so that it must outlast a busy machine.</summary>
    public static readonly TimeSpan Regex = TimeSpan.FromSeconds(2);

    private static readonly TemplateLimits Mail = new(Loops: 2_000, OutputLength: 256 * 1024, ValueLength: 64 * 1024, Time: TimeSpan.FromSeconds(2), AllocatedBytes: 64L << 20);

    /// <summary>An order has up to 20,000 lines, shown on up to four parts; 60,000 short lines take about 2.5 s on a busy core.</summary>
    private static readonly TemplateLimits Paper = new(Loops: 200_000, OutputLength: 64 * 1024 * 1024, ValueLength: 256 * 1024, Time: TimeSpan.FromSeconds(30), AllocatedBytes: 1L << 30);

    /// <summary>Gets the limits of one field of a map.</summary>
    public static TemplateLimits Field { get; } = new(Loops: 200, OutputLength: 4_000, ValueLength: 8_000, Time: TimeSpan.FromSeconds(10), AllocatedBytes: 4L << 20) { Steps = 5_000 };

    /// <summary>Chooses the limits of a document type.</summary>
    /// <param name="name">The template's name.</param>
    /// <returns>The limits.</returns>
    public static TemplateLimits For(string name) => name.StartsWith("delivery-note", StringComparison.Ordinal) ? Paper : Mail;
}
