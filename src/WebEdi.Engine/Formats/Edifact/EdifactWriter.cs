using System.Globalization;
using System.Text;
using WebEdi.Engine.Text;

namespace WebEdi.Engine.Formats.Edifact;

/// <summary>Writes an interchange: UNA, UNB, UNH, UNT, UNZ. Messages count from 1.</summary>
/// <remarks>Source: ISO 9735 parts 1 and 2, syntax versions 3 and 4. Only version 4 has a date with its century and repetitions.</remarks>
internal sealed class EdifactWriter : IEnvelopeWriter
{
    private const string LevelA = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 .,-()/='+:?!\"%&*;<>";

    private readonly EnvelopeText _envelope;
    private readonly string _syntax;
    private readonly int _syntaxVersion;
    private readonly bool _advice;
    private readonly Delimiters _delimiters;
    private readonly byte[] _type;
    private readonly byte[] _version;
    private long _messages;
    private long _first;

    /// <summary>Makes a writer.</summary>
    /// <param name="envelope">What the interchange says about itself.</param>
    /// <param name="syntax">The syntax identifier: UNOA to UNOC, UNOW, UNOY.</param>
    /// <param name="syntaxVersion">3 or 4.</param>
    /// <param name="advice">Whether UNA is written.</param>
    /// <param name="newLines">Whether a line break follows every segment.</param>
    public EdifactWriter(EnvelopeText envelope, string syntax, int syntaxVersion, bool advice, bool newLines)
    {
        (_envelope, _syntax, _syntaxVersion, _advice) = (envelope, syntax, syntaxVersion, advice);
        _delimiters = syntaxVersion >= 4 ? EdifactConstants.Ordinary with { Repetition = EdifactConstants.Repetition } : EdifactConstants.Ordinary;
        (_type, _version) = (Encoding.UTF8.GetBytes(envelope.MessageType), Encoding.UTF8.GetBytes(envelope.Version));
        Segments = new SegmentWriter(_delimiters, newLines);
    }

    public SegmentWriter Segments { get; }

    public TextCodec Codec => _syntax is "UNOW" or "UNOY" ? TextCodec.Utf8 : TextCodec.Latin1;

    public string Refused => "";

    public string Allowed => _syntax switch
    {
        "UNOA" => LevelA,
        "UNOB" => LevelA + LevelA[..26].ToLowerInvariant(),
        _ => "",
    };

    public void BeginInterchange()
    {
        if (_advice)
        {
            byte repetition = _delimiters.Repetition == 0 ? (byte)' ' : _delimiters.Repetition;
            Segments.Raw([.. "UNA"u8, _delimiters.Component, _delimiters.Element, _delimiters.DecimalMark, _delimiters.Release, repetition]);
            Segments.End();
        }

        SegmentWriter to = Segments;
        to.Begin("UNB"u8);
        to.Put(0, 0, _syntax);
        to.Put(0, 1, _syntaxVersion);
        to.Put(1, 0, _envelope.Sender);
        to.Put(1, 1, _envelope.SenderQualifier);
        to.Put(2, 0, _envelope.Receiver);
        to.Put(2, 1, _envelope.ReceiverQualifier);
        to.Put(3, 0, _envelope.PreparedAt.ToString(_syntaxVersion >= 4 ? "yyyyMMdd" : "yyMMdd", CultureInfo.InvariantCulture));
        to.Put(3, 1, _envelope.PreparedAt.ToString("HHmm", CultureInfo.InvariantCulture));
        to.Put(4, 0, _envelope.Reference);
        to.Put(10, 0, _envelope.IsTest ? "1" : null);
        to.End();
    }

    public void BeginMessage()
    {
        _first = Segments.Segments;
        Segments.Begin("UNH"u8);
        Segments.Put(0, 0, ++_messages);
        Segments.Put(1, 0, _type);
        Segments.Put(1, 1, _version.AsSpan(0, 1));
        Segments.Put(1, 2, _version.AsSpan(1));
        Segments.Put(1, 3, "UN"u8);
        Segments.End();
    }

    public void EndMessage()
    {
        Segments.Begin("UNT"u8);
        Segments.Put(0, 0, Segments.Segments - _first);
        Segments.Put(1, 0, _messages);
        Segments.End();
    }

    public void EndInterchange()
    {
        Segments.Begin("UNZ"u8);
        Segments.Put(0, 0, _messages);
        Segments.Put(1, 0, _envelope.Reference);
        Segments.End();
    }
}
