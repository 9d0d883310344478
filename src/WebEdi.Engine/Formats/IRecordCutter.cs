namespace WebEdi.Engine.Formats;

/// <summary>Cuts a buffer into records. Where buffers end does not show in what it finds.</summary>
internal interface IRecordCutter
{
    /// <summary>Gets the number of records found since <see cref="Take"/>.</summary>
    int Count { get; }

    /// <summary>Cuts whole records off the front of a buffer.</summary>
    /// <param name="buffer">The bytes; positions are relative to its start.</param>
    /// <param name="start">Where to begin.</param>
    /// <param name="final">Whether the file ends with the buffer.</param>
    /// <param name="max">The most records to take.</param>
    /// <returns>Where the next record begins; the bytes from there on are needed again, with more behind them.</returns>
    int Parse(ReadOnlySpan<byte> buffer, int start, bool final, int max);

    /// <summary>Hands out what was found and begins anew.</summary>
    /// <param name="lend">Whether what is handed out is over when more is cut; if not, it is a copy.</param>
    CutRecords Take(bool lend);
}

/// <summary>Some records in a buffer.</summary>
/// <param name="Segments">Where they lie.</param>
/// <param name="Count">How many.</param>
/// <param name="Elements">Their elements; empty where a layout tells them.</param>
/// <param name="Faults">What makes some of them unreadable.</param>
/// <param name="Quote">The quote that is doubled in elements that hold it.</param>
internal readonly record struct CutRecords(SegmentInfo[] Segments, int Count, ElementSpan[] Elements, Dictionary<int, SegmentFault>? Faults, byte Quote = 0);
