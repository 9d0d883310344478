using WebEdi.Diagnostics;
using WebEdi.Engine.Formats;
using WebEdi.Engine.Text;
using WebEdi.Formats;

namespace WebEdi.Engine.Reading;

/// <summary>What the first bytes of a file of messages say: whether it is what the map reads.</summary>
internal static class MessageDoor
{
    public static Result<FileSurvey> Look(ReadOnlySpan<byte> head, string fileName, string? encoding, ReadingPlan plan)
    {
        SourcePosition start = new(fileName, 0, 0, Offset: 0);
        if (BlankFile.IsMatch(head))
            return Refuse(Diagnostic.Create(DiagnosticCodes.FileEmpty, start));

        TextCodec? asked = TextCodec.Find(encoding);
        if (encoding is not null && asked is null)
            return Refuse(Diagnostic.Create(DiagnosticCodes.EncodingUnsupported, start, found: encoding));

        FormatMatch match = Workshops.Find(plan.Format)!.Detector.Match(head);
        if (match.Confidence == 0 && plan.Records is null)
        {
            IWorkshop? other = Workshops.Recognise(head, out FormatMatch better);
            return Refuse(Diagnostic.Create(
                DiagnosticCodes.FormatUnknown, start, found: other is null ? match.Evidence : $"{other.Detector.Format}: {better.Evidence}", expected: Expect.Value(plan.Format)));
        }

        asked ??= plan.Codec;
        return new Result<FileSurvey>(new FileSurvey
        {
            FileName = fileName,
            Plan = plan,
            Codec = asked ?? TextCodec.Utf8,
            FixedCodec = asked,
            Evidence = match.Evidence,
            Header = [],
            ElementOf = [],
            ElementCount = 0,
            Segments = 0,
        });
    }

    private static Result<FileSurvey> Refuse(Diagnostic reason) => new([reason]);
}
