using System.Text;
using System.Xml;

using CsvHelper;

using WebEdi.Documents;
using WebEdi.Engine.Formats;

namespace WebEdi.Benchmarks.Table;

/// <summary>The pieces of work that are measured, and what they are compared with. Each checks that nothing was lost.</summary>
internal static class TableWorks
{
    private const string MissingLines = "Lines were lost.";
    private static readonly Encoding Cp932 = CodePagesEncodingProvider.Instance.GetEncoding(932)!;

    public static Delimiters DelimitersOf(string format) => format == "edifact"
        ? new Delimiters { Element = (byte)'+', Component = (byte)':', Release = (byte)'?', Terminator = (byte)'\'' }
        : new Delimiters { Element = (byte)'*', Component = (byte)'>', Terminator = (byte)'~' };

    /// <summary>Reads a file through the door that programs use, and counts the lines of its documents.</summary>
    public static async Task<int> DocumentsAsync(Stream file, string? map = null, string? encoding = null)
    {
        int lines = 0;
        EdiFileReader reader = new(new EdiReadOptions { MapJson = map, Encoding = encoding });
        await foreach (EdiMessage message in reader.ReadAsync(file))
            lines += message.LineCount;
        return reader.Summary.Errors == 0 && lines > 0 ? lines : throw new InvalidOperationException($"{lines} lines, {reader.Summary.Errors} errors.");
    }

    /// <summary>Counts the rows of a file with a header.</summary>
    public static int RowsOf(byte[] csv) => csv.AsSpan().Count((byte)'\n') - 1;

    public static async Task RowsAsync(byte[] file, int rows, string map, string encoding) =>
        Expect(rows, await DocumentsAsync(new MemoryStream(file), map, encoding));

    /// <summary>CsvHelper reading the same file to typed rows.</summary>
    public static Task CsvHelperAsync(byte[] file, int rows, bool isCp932)
    {
        using CsvReader reader = isCp932
            ? CsvReader.Create(new StreamReader(new MemoryStream(file), Cp932), new CsvReaderOptions { HasHeader = true })
            : CsvReader.Create(new MemoryStream(file), new CsvReaderOptions { HasHeader = true });
        int found = 0;
        foreach (CsvRow row in reader.GetRecords<CsvRow>())
            found += row.LineNo > 0 ? 1 : 0;
        Expect(rows, found);
        return Task.CompletedTask;
    }

    /// <summary>The platform's parser over the file, nothing done with it.</summary>
    public static Task BareXmlAsync(byte[] file)
    {
        using XmlReader reader = XmlReader.Create(new MemoryStream(file), new XmlReaderSettings { IgnoreWhitespace = true });
        while (reader.Read())
        {
        }

        return Task.CompletedTask;
    }

    /// <summary>Reads the first orders of a file.</summary>
    public static async Task<Order[]> OrdersAsync(Stream file, int most)
    {
        List<Order> orders = [];
        await foreach (EdiMessage message in new EdiFileReader().ReadAsync(file))
        {
            orders.Add((Order)message.Document!);
            if (orders.Count == most)
                break;
        }

        return [.. orders];
    }

    public static Task WriteAsync(string map, IEnumerable<Order> orders, Stream to) =>
        Writer(map).WriteAsync(orders, to);

    /// <summary>Reads orders and writes them as they come.</summary>
    public static Task ConvertAsync(string map, Stream from, Stream to) => Writer(map).WriteAsync(Each(from), to);

    private static async IAsyncEnumerable<Order> Each(Stream from)
    {
        await foreach (EdiMessage message in new EdiFileReader().ReadAsync(from))
            yield return (Order)message.Document!;
    }

    private static EdiFileWriter Writer(string map) => new(new EdiWriteOptions { Map = map, Sender = "BUYERCO", Receiver = "SUPPLIERCO", Syntax = "UNOC", SyntaxVersion = 3 });

    private static void Expect(int wanted, int found)
    {
        if (wanted != found)
            throw new InvalidOperationException($"{MissingLines} {found} of {wanted}");
    }
}
