using System.Text;

using WebEdi.Diagnostics;
using WebEdi.Engine.Formats.Schema;
using WebEdi.Engine.Text;

namespace WebEdi.Engine.Formats.Edifact;

/// <summary>Reads the messages of an EDIFACT file, batch (UNB) or interactive (UIB), with or without an interchange around them.</summary>
internal sealed class EdifactReader(MessageSource source, EdiDirectory? directory) : SegmentReader(source, "edifact", directory)
{
    private byte[] _typeBytes = [];
    private string? _type;
    private string? _version;
    private bool _isInteractive;
    private string? _saidUtf8;

    private protected override EnvelopePlaces Places => _isInteractive ? EdifactConstants.InteractivePlaces : EdifactConstants.Places;

    private protected override string Headers => "UNA, UNB, UNH";

    private protected override string? SaidUtf8 => _saidUtf8;

    private protected override TagKind Classify(ReadOnlySpan<byte> tag)
    {
        if (tag is not [>= (byte)'A' and <= (byte)'Z', var second, var third] || !IsTagByte(second) || !IsTagByte(third))
            return tag.IsEmpty ? TagKind.Blank : TagKind.Invalid;

        if (tag[0] != (byte)'U' || second is not ((byte)'N' or (byte)'I'))
            return TagKind.Ordinary;

        return (second, third) switch
        {
            ((byte)'N', (byte)'A') => TagKind.Advice,
            (_, (byte)'B') => TagKind.Interchange,
            (_, (byte)'Z') => TagKind.InterchangeEnd,
            ((byte)'N', (byte)'G') => TagKind.Group,
            ((byte)'N', (byte)'E') => TagKind.GroupEnd,
            (_, (byte)'H') => TagKind.Message,
            (_, (byte)'T') => TagKind.MessageEnd,
            _ => TagKind.Ordinary,
        };
    }

    private protected override bool IsHeader(ReadOnlySpan<byte> segment) =>
        segment.StartsWith("UNA"u8) || (segment.StartsWith("UNB"u8) && ServiceString.IsHeader(segment, null));

    /// <summary>ISA has two characters between its first separators.</summary>
    private protected override bool IsForeign(ReadOnlySpan<byte> bytes) =>
        bytes.Length > 6 && bytes.StartsWith("ISA"u8) && bytes[6] == bytes[3] && !ServiceString.IsLetter(bytes[3]);

    private protected override int FindHeader(ReadOnlySpan<byte> bytes, bool final, out int sure) =>
        ServiceString.FindHeader(bytes, Source.Delimiters, final, out sure);

    private protected override Envelope ReadInterchange(SegmentTree header)
    {
        _isInteractive = header.BytesOf(1).StartsWith("UIB"u8);
        if (_isInteractive)
        {
            return Outer with
            {
                InterchangeReference = Text(header, 1, 1),
                Sender = Text(header, 1, 4),
                SenderQualifier = Text(header, 1, 4, 1),
                Receiver = Text(header, 1, 5),
                ReceiverQualifier = Text(header, 1, 5, 1),
            };
        }

        Envelope envelope = Outer with
        {
            Sender = Text(header, 1, 1),
            SenderQualifier = Text(header, 1, 1, 1),
            Receiver = Text(header, 1, 2),
            ReceiverQualifier = Text(header, 1, 2, 1),
            InterchangeReference = Text(header, 1, 4),
            PreparedDate = Text(header, 1, 3),
            PreparedTime = Text(header, 1, 3, 1),
            WantsAcknowledgement = Text(header, 1, 8) is "1" or "2",
            IsTest = Text(header, 1, 10) is "1",
        };
        ChooseCodec(header);
        Require(envelope.Sender, header, "UNB/0004", 1);
        Require(envelope.Receiver, header, "UNB/0010", 2);
        Require(envelope.InterchangeReference, header, "UNB/0020", 4);
        CheckForm(header, "UNB/0017", new Place(3), "yyMMdd", "yyyyMMdd");
        CheckForm(header, "UNB/0019", new Place(3, 1), "HHmm");
        return envelope;
    }

    private protected override Envelope ReadGroup(SegmentTree header, Envelope around) => around with
    {
        GroupType = Text(header, 1, 0),
        GroupSender = Text(header, 1, 1),
        GroupReceiver = Text(header, 1, 2),
        GroupReference = Text(header, 1, 4),
    };

    // Some name their groups freely; a name of six letters is the type of a message.
    private protected override string? FindMisfit(string groupType, ReadOnlySpan<byte> messageType) =>
        messageType.Length != 6 || Ascii.Equals(messageType, groupType) || !IsType(groupType) ? null : Codec.Show(messageType);

    private static bool IsType(string name) => name.Length == 6 && name.All(char.IsAsciiLetterUpper);

    /// <summary>The directories hold batch messages; an interactive one of the same name is another.</summary>
    private protected override bool HasStructure(SegmentTree message) => message.BytesOf(1).StartsWith("UNH"u8);

    private protected override Envelope ReadMessage(SegmentTree message, Envelope around)
    {
        // UNH: 0062, S009 (0065, 0052, 0054, 0051, 0057). UIH: S306 (0065, 0052, 0054, ..., 0057), S301.
        bool isInteractive = message.BytesOf(1).StartsWith("UIH"u8);
        int type = isInteractive ? 0 : 1;
        int reference = isInteractive ? 1 : 0;
        LearnType(message, type);
        Envelope envelope = around with
        {
            MessageReference = Text(message, 1, reference),
            MessageType = _type,
            Version = _version,
        };
        if (!isInteractive)
        {
            Require(envelope.MessageReference, message, "UNH/0062", 0);
            Require(envelope.MessageType, message, "UNH/0065", 1);
        }

        return envelope;
    }

    private protected override bool TryPrepare(ReadOnlySpan<byte> ahead)
    {
        if (ServiceString.ReadCut(Head(ahead)) is { } cut)
        {
            const int length = EdifactConstants.AdviceBytes - 1;
            Report(DiagnosticCodes.DelimiterInvalid, PositionAhead(), "UNA", Codec.Show(ahead[3..length]), Expect.AtLeastCharacters(EdifactConstants.AdviceBytes - 3));
            Source.Skip(length);
            Source.Use(Widen(ahead[(length + SegmentSource.CountBlank(ahead[length..]))..], cut));
            return true;
        }

        if (ServiceString.Read(ahead) is { } advised)
        {
            Source.Skip(EdifactConstants.AdviceBytes);
            Source.Use(Widen(ahead[(EdifactConstants.AdviceBytes + SegmentSource.CountBlank(ahead[EdifactConstants.AdviceBytes..]))..], advised));
            return true;
        }

        if (ServiceString.IsAdvice(ahead))
        {
            Report(DiagnosticCodes.DelimiterInvalid, PositionAhead(), "UNA", Codec.Show(ahead[3..EdifactConstants.AdviceBytes]), Expect.Delimiters);
            return false;
        }

        Delimiters delimiters = ServiceString.Infer(Head(ahead), Source.Delimiters, out bool undeclared);
        if (undeclared)
        {
            string found = delimiters.Terminator == (byte)'\n' ? "LF (0x0A)" : Codec.Show([delimiters.Terminator]);
            Report(DiagnosticCodes.DelimiterUndeclared, PositionAhead(), null, found, Expect.Value("'"));
        }

        Source.Use(Widen(ahead, delimiters));
        return true;
    }

    private Delimiters Widen(ReadOnlySpan<byte> header, Delimiters delimiters) =>
        SaidCodec == TextCodec.Cp932 ? delimiters.In(TextCodec.Cp932) : EdifactCharacterSets.Widen(header, delimiters);

    /// <summary>Reads type and version; most messages have those of the one before.</summary>
    private void LearnType(SegmentTree message, int element)
    {
        bool isThere = message.TryFind(1, new Place(element), out int start, out int end);
        while (isThere && end < message.Bytes.Length && message.Bytes[end] != Source.Delimiters!.Element && message.Bytes[end] != Source.Delimiters.Terminator)
            end++;

        ReadOnlySpan<byte> raw = message.Bytes[start..end];
        if (!raw.IsEmpty && raw.SequenceEqual(_typeBytes))
            return;

        _typeBytes = raw.ToArray();
        _type = Text(message, 1, element);
        string version = Text(message, 1, element, 1) + Text(message, 1, element, 2);
        if (Text(message, 1, element, 4) is { } association)
            version += ":" + association;
        _version = version.Length == 0 ? null : version;
    }

    private static ReadOnlySpan<byte> Head(ReadOnlySpan<byte> ahead) => ahead[..Math.Min(ahead.Length, EdifactConstants.LookAhead)];

    private void ChooseCodec(SegmentTree header)
    {
        string? syntax = Text(header, 1, 0);
        string? name = syntax is null ? null : EdifactCharacterSets.EncodingOf(syntax);
        if (name is null)
            Report(DiagnosticCodes.CharacterSetUnknown, header.PositionOf(1, new Place(0)), "UNB/0001", syntax ?? "", Expect.Value("UNOA-UNOY"));

        Codec = SaidCodec ?? (name is null ? TextCodec.Utf8 : TextCodecs.Find(name) ?? TextCodec.Utf8);
        _saidUtf8 = syntax is "UNOW" or "UNOY" ? syntax : null;
    }

    private static bool IsTagByte(byte b) => b is (>= (byte)'A' and <= (byte)'Z') or (>= (byte)'0' and <= (byte)'9');
}
