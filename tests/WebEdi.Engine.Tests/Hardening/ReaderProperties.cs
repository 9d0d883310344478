using WebEdi.Fuzz;

using Xunit;

namespace WebEdi.Engine.Tests.Hardening;

/// <summary>Properties of readers: any bytes, and work that grows no faster than they do.</summary>
public sealed class ReaderProperties
{
    /// <summary>What reading may allocate for every byte of a file, on top of <see cref="Fixed"/>: the worst are short rows, of which each has a fault with its texts.</summary>
    private const int PerByte = 400;

    /// <summary>Buffers, tables and what the first diagnostics of every kind need.</summary>
    private const int Fixed = 12 * 1024 * 1024;

    private const int Small = 64 * 1024;

    /// <summary>Name, beginning, what is repeated, end.</summary>
    private static readonly (string Name, string Begin, string Again, string End)[] Repeated =
    [
        ("elements", "UNB+UNOA:1+A+B+1:1+1'UNH+1+ORDERS:D:96A:UN'BGM+", "+", "'UNT+3+1'UNZ+1+1'"),
        ("components", "UNB+UNOA:1+A+B+1:1+1'UNH+1+ORDERS:D:96A:UN'BGM+", ":a", "'UNT+3+1'UNZ+1+1'"),
        ("released signs", "UNB+UNOA:1+A+B+1:1+1'UNH+1+ORDERS:D:96A:UN'FTX+", "?'", "'UNT+3+1'UNZ+1+1'"),
        ("unknown segments", "UNB+UNOA:1+A+B+1:1+1'UNH+1+ORDERS:D:96A:UN'BGM+220+1'", "XYZ+1'", "UNT+3+1'UNZ+1+1'"),
        ("segments without a tag", "UNB+UNOA:1+A+B+1:1+1'UNH+1+ORDERS:D:96A:UN'BGM+220+1'", "'", "UNT+3+1'UNZ+1+1'"),
        ("lines", "UNB+UNOA:1+A+B+1:1+1'UNH+1+ORDERS:D:96A:UN'BGM+220+1'", "LIN+1'QTY+21:1'", "UNT+3+1'UNZ+1+1'"),
        ("messages that do not end", "UNB+UNOA:1+A+B+1:1+1'", "UNH+1+ORDERS:D:96A:UN'", ""),
        ("interchanges that do not end", "", "UNB+UNOA:1+A+B+1:1+1'", ""),
        ("headers without an end", "UNB+UNOA:1+A+B+1:1+1'", "UNB.", ""),
        ("text that is no segment", "UNB+UNOA:1+A+B+1:1+1'UNZ+0+1'", "U N", ""),
        ("line ends", "UNB+UNOA:1+A+B+1:1+1'UNH+1+ORDERS:D:96A:UN'", "\n", "BGM'UNT+3+1'UNZ+1+1'"),
        ("elements of X12", "ISA*00*          *00*          *ZZ*B              *ZZ*S              *261124*0930*U*00401*000000042*0*P*>~GS*PO*B*S*20261124*0930*1*X*004010~ST*850*1~BEG", "*", "~SE*3*1~GE*1*1~IEA*1*000000042~"),
        ("levels of X12", "ISA*00*          *00*          *ZZ*B              *ZZ*S              *261124*0930*U*00401*000000042*0*P*>~GS*SH*B*S*20261124*0930*1*X*004010~ST*856*1~BSN*00*1*20261124*0930~", "HL*1*1*I~", "SE*3*1~GE*1*1~IEA*1*000000042~"),
        ("binary data of X12", "ISA*00*          *00*          *ZZ*B              *ZZ*S              *261124*0930*U*00401*000000042*0*P*>~GS*BI*B*S*20261124*0930*1*X*005010~ST*102*1~", "BIN*999999*a~", "SE*3*1~GE*1*1~IEA*1*000000042~"),
        ("objects in objects", "", "{\"a\":", ""),
        ("properties of one name", "{", "\"a\":1,", "\"b\":2}"),
        ("roots", "", "{\"number\":\"1\"}\n", ""),
        ("escapes", "{\"number\":\"", "\\u516d", "\"}"),
        ("elements in elements", "", "<a>", ""),
        ("elements beside elements", "<a>", "<b/>", "</a>"),
        ("entities", "<a><b>", "&amp;", "</b></a>"),
        ("comments", "<a>", "<!-- -->", "</a>"),
        ("columns", "number,supplier,line,quantity\n", "1,", "\n"),
        ("quotes", "number,supplier,line,quantity\n", "\"\"", "\n"),
        ("rows", "number,supplier,line,quantity\n", "1,S,1,x\n", ""),
        ("a quote that is never closed", "number,supplier,line,quantity\n\"", "a\n", ""),
    ];

    private const string Map = """
        { "read": "csv", "order": { "number": "number", "supplier": "supplier" }, "line": { "number": "line", "quantity": "quantity" } }
        """;

    public static TheoryData<string> Families => [.. Repeated.Select(r => r.Name)];

    public static TheoryData<string> Targets => [.. FuzzTarget.All.Select(t => t.Name)];

    [Theory]
    [MemberData(nameof(Targets))]
    public void Any_bytes_keep_the_promises(string target)
    {
        FuzzTarget reader = FuzzTarget.All.Single(t => t.Name == target);

        Properties.Hold(Properties.Bytes, reader.Run, cases: 150);
    }

    [Theory]
    [MemberData(nameof(Families))]
    public void Twice_the_file_takes_twice_the_memory_and_is_read_once(string family)
    {
        (_, string begin, string again, string end) = Repeated.Single(r => r.Name == family);
        byte[] once = Repeat(begin, again, end, Small), twice = Repeat(begin, again, end, 2 * Small), four = Repeat(begin, again, end, 4 * Small);
        Read(once);

        (long given, long allocated) = Read(twice);
        (long moreGiven, long moreAllocated) = Read(four);

        Assert.InRange(moreAllocated, 0, ((long)PerByte * four.Length) + Fixed);
        Assert.InRange(moreAllocated, 0, (long)(2.2 * allocated) + (512 * 1024));
        Assert.InRange(moreGiven, 0, (long)(2.2 * given) + (128 * 1024));
    }

    private static byte[] Repeat(string begin, string again, string end, int bytes) =>
        System.Text.Encoding.UTF8.GetBytes(begin + string.Concat(Enumerable.Repeat(again, bytes / again.Length)) + end);

    private static (long Given, long Allocated) Read(byte[] bytes)
    {
        using PieceStream file = new(bytes, int.MaxValue);
        long before = GC.GetAllocatedBytesForCurrentThread();
        EdiFileReader reader = new(new EdiReadOptions { MapJson = bytes.AsSpan().StartsWith("number,"u8) ? Map : null });
        IAsyncEnumerator<EdiMessage> messages = reader.ReadAsync(file).GetAsyncEnumerator();
        try
        {
            // Bytes in memory are there at once, so all of it happens on this thread.
            while (messages.MoveNextAsync().AsTask().GetAwaiter().GetResult())
            {
            }
        }
        catch (WebEdi.Diagnostics.EdiFormatException)
        {
            // Refused as a whole.
        }

        return (file.Given, GC.GetAllocatedBytesForCurrentThread() - before);
    }
}
