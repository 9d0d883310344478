using WebEdi.Diagnostics;

namespace WebEdi.Fuzz.Targets;

/// <summary>Gives the bytes to the public door, that recognises what they are, reads and maps them.</summary>
internal static class FileTarget
{
    public static void Run(byte[] bytes)
    {
        FormatFinding finding = EdiFileReader.DetectAsync(new MemoryStream(bytes)).GetAwaiter().GetResult();
        FilePlaces places = new(bytes, countsRecords: finding.Format == "fixed", endsWithReturn: finding.Format is not ("edifact" or "x12"));
        EdiFileReader reader = new(new EdiReadOptions { Explain = true });
        IAsyncEnumerator<EdiMessage> messages = reader.ReadAsync(new MemoryStream(bytes)).GetAsyncEnumerator();
        int count = 0;
        try
        {
            for (; messages.MoveNextAsync().AsTask().GetAwaiter().GetResult(); count++)
                Check(messages.Current, places);
        }
        catch (EdiFormatException e)
        {
            Promise.That(e.Diagnostics.Count > 0, () => "a refusal without a reason");
            Check(e.Diagnostics, places);
        }

        Check(reader.Outside, places);
        Promise.That(reader.Summary.Messages >= count, () => $"{count} messages came, {reader.Summary.Messages} were counted");
    }

    private static void Check(EdiMessage message, FilePlaces places)
    {
        Check(message.Diagnostics, places);
        foreach (FieldOrigin origin in message.Origins)
            places.Check(origin.Path, origin.Position.Offset, origin.Length);
    }

    private static void Check(IReadOnlyList<Diagnostic> diagnostics, FilePlaces places)
    {
        foreach (Diagnostic diagnostic in diagnostics)
            Promise.IsFit(diagnostic, places);
    }
}
