using WebEdi.Documents;
using WebEdi.Engine.Formats;
using WebEdi.Engine.Formats.Json;
using WebEdi.Engine.Formats.Xml;
using WebEdi.Engine.Writing.Tree;

namespace WebEdi.Engine.Writing.Elements;

/// <summary>Writes documents as XML, several of them in the envelope for business documents, or as JSON, one a line.</summary>
/// <remarks>The envelope: UN/CEFACT Standard Business Document Header, element StandardBusinessDocument.</remarks>
internal sealed class ElementFileWriter(ElementPlan plan, LossBook losses) : IDocumentFileWriter
{
    private readonly ElementDocument _documents = new(plan, losses);
    private readonly MemoryStream _written = new();
    private byte[]? _first;
    private bool _isWrapped;

    public void Begin()
    {
        if (plan.Form is not null)
            _written.Write("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"u8);
    }

    public ReadOnlyMemory<byte> Write(IEdiDocument document)
    {
        if (plan.Form is null)
        {
            JsonElementWriter.Write(_documents.Make(document), _written);
            _written.Write("\n"u8);
            return Take();
        }

        // Whether there is an envelope is known when a second document comes.
        using MemoryStream own = new();
        XmlElementWriter.Write(_documents.Make(document), plan.Form, own);
        own.Write("\n"u8);
        if (_first is null && !_isWrapped)
        {
            _first = own.ToArray();
            return default;
        }

        if (!_isWrapped)
        {
            _written.Write("<StandardBusinessDocument xmlns=\"http://www.unece.org/cefact/namespaces/StandardBusinessDocumentHeader\">\n"u8);
            _written.Write(_first);
            (_first, _isWrapped) = (null, true);
        }

        own.WriteTo(_written);
        return Take();
    }

    public ReadOnlyMemory<byte> End()
    {
        if (_first is not null)
            _written.Write(_first);
        if (_isWrapped)
            _written.Write("</StandardBusinessDocument>\n"u8);
        return Take();
    }

    public void Dispose() => _written.Dispose();

    private ReadOnlyMemory<byte> Take()
    {
        byte[] bytes = _written.ToArray();
        _written.SetLength(0);
        return bytes;
    }
}
