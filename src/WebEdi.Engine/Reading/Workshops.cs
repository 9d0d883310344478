using WebEdi.Engine.Formats;
using WebEdi.Engine.Formats.Csv;
using WebEdi.Engine.Formats.Edifact;
using WebEdi.Engine.Formats.FixedLength;
using WebEdi.Engine.Formats.Json;
using WebEdi.Engine.Formats.Records;
using WebEdi.Engine.Formats.X12;
using WebEdi.Engine.Formats.Xml;
using WebEdi.Formats;

namespace WebEdi.Engine.Reading;

/// <summary>All formats of messages.</summary>
internal static class Workshops
{
    /// <summary>The confidence of a detector behind which no other is asked.</summary>
    public const int Certain = 100;

    private static readonly IWorkshop[] All = [new EdifactWorkshop(), new X12Workshop(), new XmlWorkshop(), new JsonWorkshop(), new RecordWorkshop(Records)];

    private static RecordSource Records(MessageSource source, RecordPlan plan) => plan.Columns is { } columns
        ? DelimitedRecordSource.Open(source, columns)
        : FixedRecordSource.Open(source, plan, plan.Bytes!);

    /// <summary>Finds a format by its name.</summary>
    public static IWorkshop? Find(string format)
    {
        foreach (IWorkshop workshop in All)
        {
            if (workshop.Detector.Format == format)
                return workshop;
        }

        return null;
    }

    /// <summary>Gets what recognises them.</summary>
    public static IEnumerable<IFormatDetector> Detectors => All.Select(w => w.Detector);

    /// <summary>Gets the names of all formats of messages.</summary>
    public static IEnumerable<string> Names => All.Select(w => w.Detector.Format);

    /// <summary>Recognises a format from the first bytes.</summary>
    /// <param name="head">At most 64 kB from the start of the file.</param>
    /// <param name="match">How sure that is, and why.</param>
    /// <returns>The likeliest format; null: none.</returns>
    public static IWorkshop? Recognise(ReadOnlySpan<byte> head, out FormatMatch match)
    {
        // No pairs: those that hold what another assembly defines are compiled only when they come.
        IWorkshop? best = null;
        match = new FormatMatch(0, "no format recognises the first bytes");
        foreach (IWorkshop workshop in All)
        {
            FormatMatch found = workshop.Detector.Match(head);
            if (found.Confidence > match.Confidence)
                (best, match) = (workshop, found);
            if (match.Confidence == Certain)
                break;
        }

        return best;
    }
}
