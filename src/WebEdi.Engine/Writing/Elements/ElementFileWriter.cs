using System.Text;
using WebEdi.Documents;
using WebEdi.Engine.Formats;
using WebEdi.Engine.Formats.Json;
using WebEdi.Engine.Formats.Xml;
using WebEdi.Engine.Writing.Tree;

namespace WebEdi.Engine.Writing.Elements;

/// <summary>Writes documents as XML, several of them in the envelope for business documents or in that of their family, or as JSON, one a line.</summary>
/// <remarks>The envelope: UN/CEFACT Standard Business Document Header, element StandardBusinessDocument.</remarks>
internal sealed class ElementFileWriter : IDocumentFileWriter
{
    private readonly XmlForm? _form;
    private readonly bool _holdsOne;
    private readonly ElementEnvelope? _envelope;
    private readonly ElementDocument _documents;
    private readonly MemoryStream _written = new();
    private byte[]? _first;
    private int _count;

    /// <summary>Makes a writer.</summary>
    public ElementFileWriter(ElementPlan plan, EdiWriteOptions options, LossBook losses)
    {
        _form = plan.Form;
        _holdsOne = plan.HoldsOne;
        _envelope = _form is null ? null : new ElementEnvelope(_form, options);
        _documents = new ElementDocument(plan, _envelope, losses);
    }

    private string Wrapper => _form?.Wrapper ?? "StandardBusinessDocument";

    public void Begin()
    {
        if (_form is not null)
            _written.Write("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"u8);
    }

    public ReadOnlyMemory<byte> Write(IEdiDocument document)
    {
        _count++;
        ElementOut made = _documents.Make(document);
        if (_form is null)
        {
            JsonElementWriter.Write(made, _written);
            _written.Write("\n"u8);
            return Take();
        }

        if (_holdsOne)
        {
            if (_count > 1)
                throw new ArgumentException($"A file of {Wrapper} holds one document; {document.Number} is another one.", nameof(document));

            XmlElementWriter.Write(_envelope!.Around(made, _documents.Type), _form, _written);
            _written.Write("\n"u8);
            return Take();
        }

        // Whether there is an envelope for several documents is known when a second one comes.
        using MemoryStream own = new();
        XmlElementWriter.Write(made, _form, own);
        own.Write("\n"u8);
        if (_count == 1 && _form.Wrapper is null)
        {
            _first = own.ToArray();
            return default;
        }

        if (_first is not null || _count == 1)
        {
            string space = _form.Wrapper is null ? " xmlns=\"http://www.unece.org/cefact/namespaces/StandardBusinessDocumentHeader\"" : "";
            _written.Write(Encoding.UTF8.GetBytes($"<{Wrapper}{space}>\n"));
            _written.Write(_first);
            _first = null;
        }

        own.WriteTo(_written);
        return Take();
    }

    public ReadOnlyMemory<byte> End()
    {
        if (_first is not null)
            _written.Write(_first);
        else if (_count > 0 && _form is not null && !_holdsOne)
            _written.Write(Encoding.UTF8.GetBytes($"</{Wrapper}>\n"));
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
