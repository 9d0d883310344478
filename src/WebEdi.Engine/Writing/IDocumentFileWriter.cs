using WebEdi.Documents;

namespace WebEdi.Engine.Writing;

/// <summary>Writes documents as one file.</summary>
internal interface IDocumentFileWriter : IDisposable
{
    /// <summary>Begins the file.</summary>
    void Begin();

    /// <summary>Writes a document.</summary>
    /// <returns>Bytes to send on before the next document; empty: not yet.</returns>
    ReadOnlyMemory<byte> Write(IEdiDocument document);

    /// <summary>Ends the file.</summary>
    /// <returns>The bytes that have not been sent on.</returns>
    ReadOnlyMemory<byte> End();
}

/// <summary>Puts segments that no map reads back to their places.</summary>
internal interface IKeepsSegments
{
    /// <summary>Takes the segments of the message that the next document came from.</summary>
    void Keep(IReadOnlyList<EdiKeptSegment> segments);
}
