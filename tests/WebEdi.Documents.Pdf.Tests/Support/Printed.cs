using Microsoft.Extensions.DependencyInjection;
using WebEdi.Templates;

namespace WebEdi.Documents.Pdf.Tests.Support;

/// <summary>A rendered document on disk, with what other programs find in it.</summary>
internal sealed class Printed : IDisposable
{
    private Printed(string folder, byte[] bytes)
    {
        Folder = folder;
        Bytes = bytes;
    }

    public string Folder { get; }

    public byte[] Bytes { get; }

    public string Pdf => Path.Combine(Folder, "note.pdf");

    public static async Task<Printed> PdfAsync(IReadOnlyList<DespatchAdvice> advices, RenderOptions? options = null, Action<PdfOptions>? configure = null)
    {
        byte[] bytes = await BytesAsync("application/pdf", advices, options, configure);
        string folder = Directory.CreateTempSubdirectory("webedi-pdf").FullName;
        await File.WriteAllBytesAsync(Path.Combine(folder, "note.pdf"), bytes, TestContext.Current.CancellationToken);

        // Set by whoever wants to look at the pages.
        if (Environment.GetEnvironmentVariable("WEBEDI_KEEP_PDF") is { Length: > 0 } keep)
            await File.WriteAllBytesAsync(Path.Combine(keep, $"{TestContext.Current.TestMethod?.MethodName}.pdf"), bytes, TestContext.Current.CancellationToken);
        return new Printed(folder, bytes);
    }

    public static async Task<byte[]> BytesAsync(
        string mediaType, IReadOnlyList<DespatchAdvice> advices, RenderOptions? options = null, Action<PdfOptions>? configure = null, IReadOnlyList<ITemplateSource>? sources = null)
    {
        ServiceCollection collection = new();
        collection.AddLogging();
        collection.AddWebEdi(builder =>
        {
            builder.AddPdf(configure);
            foreach (ITemplateSource source in sources ?? [])
                builder.Services.AddSingleton(source);
        });
        await using ServiceProvider services = collection.BuildServiceProvider();
        IDocumentRenderer renderer = services.GetServices<IDocumentRenderer>().Single(candidate => candidate.MediaType == mediaType);
        using MemoryStream output = new();
        await renderer.RenderDeliveryNotesAsync(advices, options ?? new RenderOptions("default"), output, TestContext.Current.CancellationToken);
        return output.ToArray();
    }

    /// <summary>Extracts the text, pages divided by form feeds.</summary>
    public async Task<string> TextAsync()
    {
        (int code, string text) = await Tool.RunAsync("pdftotext", "-raw", "-enc", "UTF-8", Pdf, "-");
        Assert.Equal(0, code);
        return text;
    }

    /// <summary>Draws all pages in shades of grey.</summary>
    public async Task<IReadOnlyList<Picture>> PicturesAsync(int dotsPerInch)
    {
        (int code, string output) = await Tool.RunAsync("pdftoppm", "-gray", "-r", $"{dotsPerInch}", Pdf, Path.Combine(Folder, "page"));
        Assert.True(code == 0, output);
        return [.. Directory.GetFiles(Folder, "page*.pgm").Order(StringComparer.Ordinal).Select(file => Picture.Read(file, dotsPerInch))];
    }

    /// <summary>Decodes all symbols of a picture, as "type:data".</summary>
    public static async Task<IReadOnlyList<string>> SymbolsAsync(Picture picture)
    {
        (_, string output) = await Tool.RunAsync("zbarimg", "-q", picture.Path);
        return [.. output.Split('\n', StringSplitOptions.TrimEntries).Where(line => line.StartsWith("CODE-128:", StringComparison.Ordinal) || line.StartsWith("QR-Code:", StringComparison.Ordinal))];
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
