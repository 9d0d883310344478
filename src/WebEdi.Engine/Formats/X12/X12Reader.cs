using System.Globalization;

using WebEdi.Diagnostics;
using WebEdi.Engine.Formats.Schema;
using WebEdi.Engine.Text;

namespace WebEdi.Engine.Formats.X12;

/// <summary>Reads the transaction sets of an X12 file.</summary>
internal sealed class X12Reader(MessageSource source, EdiDirectory? directory) : SegmentReader(source, "x12", directory)
{
    private protected override EnvelopePlaces Places => X12Constants.Places;

    private protected override string Headers => "ISA";

    private protected override TagKind Classify(ReadOnlySpan<byte> tag)
    {
        if (tag.IsEmpty)
            return TagKind.Blank;
        if (tag.Length is < 2 or > 3 || tag[0] is < (byte)'A' or > (byte)'Z' || !IsTagByte(tag[1]) || !IsTagByte(tag[^1]))
            return TagKind.Invalid;

        if (tag.SequenceEqual("ST"u8))
            return TagKind.Message;
        if (tag.SequenceEqual("SE"u8))
            return TagKind.MessageEnd;
        if (tag.SequenceEqual("GS"u8))
            return TagKind.Group;
        if (tag.SequenceEqual("GE"u8))
            return TagKind.GroupEnd;
        if (tag.SequenceEqual("ISA"u8))
            return TagKind.Interchange;
        if (tag.SequenceEqual("IEA"u8))
            return TagKind.InterchangeEnd;
        if (tag.SequenceEqual("BIN"u8) || tag.SequenceEqual("BDS"u8))
            return TagKind.Binary;

        return tag.SequenceEqual("TA1"u8) || tag.SequenceEqual("ISB"u8) || tag.SequenceEqual("ISE"u8) ? TagKind.Control : TagKind.Ordinary;
    }

    private protected override bool IsHeader(ReadOnlySpan<byte> segment) => InterchangeHeader.IsHeader(segment);

    /// <summary>UNA, or UNB with the first letters of its syntax.</summary>
    private protected override bool IsForeign(ReadOnlySpan<byte> bytes) =>
        bytes.Length > 8 && !InterchangeHeader.IsLetter(bytes[3]) && (bytes.StartsWith("UNA"u8) || (bytes.StartsWith("UNB"u8) && bytes[4..].StartsWith("UNO"u8)));

    private protected override int FindHeader(ReadOnlySpan<byte> bytes, bool final, out int sure)
    {
        sure = 0;
        return IsAtStart && InterchangeHeader.IsSet(bytes) ? 0 : InterchangeHeader.Find(bytes, final, out sure);
    }

    private protected override bool TryPrepare(ReadOnlySpan<byte> ahead)
    {
        if (ahead[0] is (byte)'G' or (byte)'S')
        {
            Source.Use((ahead[0] == (byte)'G' ? InterchangeHeader.ReadGroup(ahead) : InterchangeHeader.ReadSet(ahead))!.In(Codec));
            return true;
        }

        if (InterchangeHeader.Read(ahead, out int length) is not { } delimiters)
        {
            string found = Codec.Show(ahead[3..4]) + Codec.Show(ahead.Slice(Math.Min(ahead.Length - 2, X12Constants.HeaderBytes - 2), 2));
            Report(DiagnosticCodes.DelimiterInvalid, PositionAhead(), "ISA", found, Expect.Delimiters);
            return false;
        }

        if (length == X12Constants.HeaderBytes && InterchangeHeader.IsLetter(ahead[length - 2]))
        {
            Report(DiagnosticCodes.DelimiterInvalid, PositionAhead(), "ISA/16", Codec.Show(ahead.Slice(length - 2, 1)), Expect.Delimiters);
        }
        else if (length == X12Constants.HeaderBytes && InterchangeHeader.FindOdd(ahead[..length], out int at, out int bytes, out int expected) is > 0 and int odd)
        {
            Report(DiagnosticCodes.HeaderMisaligned, PositionAhead(at) with { Element = odd }, string.Create(CultureInfo.InvariantCulture, $"ISA/{odd:D2}"), bytes.ToString(CultureInfo.InvariantCulture), Expect.Value(expected));
        }
        else if (length > 0)
        {
            string found = length.ToString(CultureInfo.InvariantCulture);
            Report(DiagnosticCodes.HeaderMisaligned, PositionAhead(), "ISA", found, Expect.Value(X12Constants.HeaderBytes));
        }

        Source.Use(delimiters.In(Codec));
        return true;
    }

    private protected override Envelope ReadInterchange(SegmentTree header)
    {
        Envelope envelope = Outer with
        {
            SenderQualifier = Text(header, 1, 4),
            Sender = Text(header, 1, 5),
            ReceiverQualifier = Text(header, 1, 6),
            Receiver = Text(header, 1, 7),
            PreparedDate = Text(header, 1, 8),
            PreparedTime = Text(header, 1, 9),
            InterchangeReference = Text(header, 1, 12),
            WantsAcknowledgement = Text(header, 1, 13) is "1",
            IsTest = Text(header, 1, 14) is "T",
        };
        Require(envelope.Sender, header, "ISA/06", 5);
        Require(envelope.Receiver, header, "ISA/08", 7);
        Require(envelope.InterchangeReference, header, "ISA/13", 12);
        CheckForm(header, "ISA/09", new Place(8), "yyMMdd");
        CheckForm(header, "ISA/10", new Place(9), "HHmm");
        return envelope;
    }

    private protected override string? FindMisfit(string groupType, ReadOnlySpan<byte> messageType) =>
        X12Constants.GroupOf(messageType) is { } needed && needed != groupType ? needed : null;

    private protected override Envelope ReadGroup(SegmentTree header, Envelope around)
    {
        Envelope envelope = around with
        {
            GroupType = Text(header, 1, 0),
            GroupSender = Text(header, 1, 1),
            GroupReceiver = Text(header, 1, 2),
            GroupReference = Text(header, 1, 5),
            Version = Text(header, 1, 7),
        };
        Require(envelope.GroupReference, header, "GS/06", 5);
        Require(envelope.Version, header, "GS/08", 7);
        CheckForm(header, "GS/04", new Place(3), "yyyyMMdd", "yyMMdd");
        return envelope;
    }

    private protected override Envelope ReadMessage(SegmentTree message, Envelope around)
    {
        Envelope envelope = around with
        {
            MessageType = Text(message, 1, 0),
            MessageReference = Text(message, 1, 1),
            Version = around.Version ?? Text(message, 1, 2),
        };
        Require(envelope.MessageType, message, "ST/01", 0);
        Require(envelope.MessageReference, message, "ST/02", 1);
        return envelope;
    }

    private static bool IsTagByte(byte b) => b is (>= (byte)'A' and <= (byte)'Z') or (>= (byte)'0' and <= (byte)'9');
}
