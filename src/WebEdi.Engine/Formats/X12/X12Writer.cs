using System.Globalization;
using System.Text;

using WebEdi.Engine.Text;

namespace WebEdi.Engine.Formats.X12;

/// <summary>Writes an interchange with one group: ISA of fixed width, GS, ST, SE, GE, IEA. Sets count from 1.</summary>
/// <remarks>Source: ASC X12.5 and X12.6. There is no release character: delimiters cannot stand in values.</remarks>
internal sealed class X12Writer : IEnvelopeWriter
{
    private const string RepetitionSince = "004020";

    private static readonly Delimiters Ordinary = new() { Element = (byte)'*', Component = (byte)'>', Repetition = (byte)'^', Terminator = (byte)'~' };

    private readonly EnvelopeText _envelope;
    private readonly string _control;
    private readonly Delimiters _delimiters;
    private long _messages;
    private long _first;

    /// <summary>Makes a writer.</summary>
    /// <param name="envelope">What the interchange says about itself; the reference is a number of at most nine digits.</param>
    /// <param name="newLines">Whether a line break follows every segment.</param>
    public X12Writer(EnvelopeText envelope, bool newLines)
    {
        _envelope = envelope;
        _control = envelope.Reference.PadLeft(9, '0');
        _delimiters = string.CompareOrdinal(envelope.Version, RepetitionSince) < 0 ? Ordinary with { Repetition = 0 } : Ordinary;
        Segments = new SegmentWriter(_delimiters, newLines);
    }

    public SegmentWriter Segments { get; }

    public TextCodec Codec => TextCodec.Utf8;

    public string Refused => _delimiters.Repetition == 0 ? "*>~" : "*>^~";

    public string Allowed => "";

    public void BeginInterchange()
    {
        DateTimeOffset at = _envelope.PreparedAt;
        string time = at.ToString("HHmm", CultureInfo.InvariantCulture);
        string repetition = _delimiters.Repetition == 0 ? "U" : "^";
        ReadOnlySpan<string> parts =
        [
            "00", new(' ', 10), "00", new(' ', 10), Qualifier(_envelope.SenderQualifier), _envelope.Sender.PadRight(15), Qualifier(_envelope.ReceiverQualifier),
            _envelope.Receiver.PadRight(15), at.ToString("yyMMdd", CultureInfo.InvariantCulture), time, repetition, _envelope.Version[..5], _control, "0", _envelope.IsTest ? "T" : "P",
        ];
        Segments.Begin("ISA"u8);
        for (int i = 0; i < parts.Length; i++)
            Segments.Put(i, 0, parts[i]);
        Segments.Put(parts.Length, 0, [_delimiters.Component]);
        Segments.End();

        Segments.Begin("GS"u8);
        Segments.Put(0, 0, X12Constants.GroupOf(Encoding.UTF8.GetBytes(_envelope.MessageType)) ?? "PO");
        Segments.Put(1, 0, _envelope.Sender);
        Segments.Put(2, 0, _envelope.Receiver);
        Segments.Put(3, 0, at.ToString(string.CompareOrdinal(_envelope.Version, "004010") < 0 ? "yyMMdd" : "yyyyMMdd", CultureInfo.InvariantCulture));
        Segments.Put(4, 0, time);
        Segments.Put(5, 0, "1"u8);
        Segments.Put(6, 0, "X"u8);
        Segments.Put(7, 0, _envelope.Version);
        Segments.End();
    }

    public void BeginMessage()
    {
        _first = Segments.Segments;
        Segments.Begin("ST"u8);
        Segments.Put(0, 0, _envelope.MessageType);
        Segments.Put(1, 0, ++_messages, "D4");
        Segments.End();
    }

    public void EndMessage()
    {
        Segments.Begin("SE"u8);
        Segments.Put(0, 0, Segments.Segments - _first);
        Segments.Put(1, 0, _messages, "D4");
        Segments.End();
    }

    public void EndInterchange()
    {
        Segments.Begin("GE"u8);
        Segments.Put(0, 0, _messages);
        Segments.Put(1, 0, "1"u8);
        Segments.End();
        Segments.Begin("IEA"u8);
        Segments.Put(0, 0, "1"u8);
        Segments.Put(1, 0, _control);
        Segments.End();
    }

    private static string Qualifier(string? qualifier) => (qualifier ?? "ZZ").PadRight(2);
}
