using WebEdi.Documents;
using WebEdi.Engine.Formats;
using WebEdi.Engine.Formats.Edifact;
using WebEdi.Engine.Formats.Schema;
using WebEdi.Engine.Formats.X12;

namespace WebEdi.Engine.Writing.Tree;

/// <summary>Writes documents as one interchange; memory is bounded by the longest message.</summary>
internal sealed class DocumentFileWriter : IDocumentFileWriter, IKeepsSegments
{
    private const int Enough = 48 * 1024;

    private readonly IEnvelopeWriter _envelope;
    private readonly TreeWriter _writer;
    private IReadOnlyList<EdiKeptSegment> _kept = [];

    /// <summary>Makes a writer.</summary>
    public DocumentFileWriter(string format, WritePlan plan, EdiWriteOptions options, LossBook losses)
    {
        bool isX12 = format == "x12";
        EnvelopeText text = new()
        {
            MessageType = plan.MessageType,
            Version = options.Version ?? (isX12 ? "004010" : OldestOf(plan.MessageType)),
            Sender = options.Sender,
            SenderQualifier = options.SenderQualifier,
            Receiver = options.Receiver,
            ReceiverQualifier = options.ReceiverQualifier,
            Reference = options.Reference,
            PreparedAt = options.PreparedAt,
            IsTest = options.IsTest,
        };
        _envelope = isX12
            ? new X12Writer(text, options.HasLineBreaks)
            : new EdifactWriter(text, options.Syntax, options.SyntaxVersion, options.HasAdvice, options.HasLineBreaks);
        _writer = new TreeWriter(plan, _envelope, text, losses);
    }

    /// <summary>Begins the file.</summary>
    public void Begin() => _envelope.BeginInterchange();

    /// <summary>Writes a document.</summary>
    /// <returns>Bytes to send on before the next document; empty: not yet.</returns>
    public ReadOnlyMemory<byte> Write(IEdiDocument document)
    {
        _writer.Write(document, _kept);
        _kept = [];
        return _envelope.Segments.Length < Enough ? default : Take();
    }

    public void Keep(IReadOnlyList<EdiKeptSegment> segments) => _kept = segments;

    /// <summary>Ends the file.</summary>
    /// <returns>The bytes that have not been sent on.</returns>
    public ReadOnlyMemory<byte> End()
    {
        _envelope.EndInterchange();
        return Take();
    }

    public void Dispose() => _envelope.Segments.Dispose();

    /// <summary>Messages whose groups were turned round later are written as they are since then.</summary>
    private static string OldestOf(string messageType) =>
        EdiDirectories.Edifact.FindMessage(messageType, "D96A") == EdiDirectories.Edifact.FindMessage(messageType) ? "D96A" : "D97A";

    /// <summary>The bytes stay as they are until the next document is written.</summary>
    private ReadOnlyMemory<byte> Take()
    {
        ReadOnlyMemory<byte> written = _envelope.Segments.Written;
        _envelope.Segments.Clear();
        return written;
    }
}
