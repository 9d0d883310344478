using System.Text;

using FsCheck.Fluent;

using WebEdi.Diagnostics;
using WebEdi.Engine.Formats;
using WebEdi.Engine.Formats.Xml;
using WebEdi.Engine.Tests.Formats.Corpus;
using WebEdi.Engine.Tests.Formats.Odd;
using WebEdi.Engine.Tests.Hardening;
using WebEdi.Formats;

using Xunit;

namespace WebEdi.Engine.Tests.Formats.Xml;

/// <summary>A file that is read in its bytes gives what the platform's parser gives: nodes, values, places, faults and limits.</summary>
public sealed class XmlScanTests
{
    private const int Cases = 1000;

    private static readonly XmlWorkshop Scanned = new();
    private static readonly ParserWorkshop Parsed = new();

    private static readonly string[] Pieces =
    [
        "&amp;", "&#32;", "&#x41;", "&#10;", "&#0;", "&#xFFFE;", "&who;", "&", "<", ">", "<!-- c -->", "<!-- a -- b -->", "<!--", "<![CDATA[ x ]]>", "<?pi x?>", "]]>", "]]", " xmlns:q='u'", " xmlns=''",
        " xmlns='v'", " a='1'", " q:a='1'", " a = '1'", " xml:lang='ja'", " xml:space='preserve'", " xmlns:cbc=''", "\r\n", "\r", "\n", "\t", " ", "<q:z/>", "<z/>", "<z>", "</z>", "</", "/>", "\u0001", "\0", "\u007F", "é",
        "髙", "😀", "\uFFFE", "\uFFFF", "'", "\"", "=", "<注文/>", "<a.b-c_1/>", "<-/>", "<a:b:c/>", "<!DOCTYPE a>", "<?xml version='1.0'?>", "\uFEFF",
    ];

    private static byte[][] Corpus => [.. Directory.GetFiles(CorpusFolder.Find(), "*.xml", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(File.ReadAllBytes)];

    private static byte[][] Own => [.. OddFile.Load(Path.Combine(AppContext.BaseDirectory, "Formats", "Odd", "xml.txt")).Select(o => o.Bytes), .. Written.Select(Encoding.UTF8.GetBytes)];

    private static IEnumerable<string> Written =>
    [
        "<Batch>\r\n <Order a='1'>\r\n  <ID> A&amp;B </ID><Note>one\r\ntwo</Note>\r\n </Order>\r\n <Order><ID>2</ID></Order>\r\n</Batch>\r\n",
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<b xmlns='u' xmlns:p='v'>\n<p:Order p:a='1' b='&lt;'><p:ID xmlns:p='v'>1</p:ID></p:Order>\n<p:Order xmlns:p='w'><p:ID>2</p:ID>\n<p:x/></p:Order></b>",
        "<a><Order><ID>1</ID></Order><Order><ID>2</ID><x>é<y/></x></Order><Order><ID>3</ID>三</Order></a>",
    ];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Files_give_what_the_parser_gives(bool corpus)
    {
        foreach (byte[] file in corpus ? Corpus : Own)
        {
            Same(file, [], new MessageLimits());
            Same(file, ["OrderLine"], new MessageLimits { MaxSegmentBytes = 400 });
            if (file.Length > 30_000)
                continue;

            Same(file, [], new MessageLimits(), piece: 1);
            Same(file, ["Order", "OrderLine", "ID"], new MessageLimits(), piece: 61);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Changed_files_give_what_the_parser_gives(bool corpus)
    {
        byte[][] files = [.. (corpus ? Corpus : Own).Where(f => f.Length < 40_000)];
        MessageLimits[] limits =
        [
            new(), new(), new() { MaxNodes = 40 }, new() { MaxDepth = 4 }, new() { MaxMessageBytes = 3000 },
        ];
        Properties.Hold(Gen.Choose(0, int.MaxValue - 1), seed =>
        {
            Random random = new(seed);
            byte[] file = Change(files[random.Next(files.Length)], random);
            MessageLimits limit = limits[random.Next(limits.Length)];

            // What the parser has read ahead counts for limits in bytes, and that differs with the pieces.
            bool isPieced = random.Next(3) == 0 && limit is { MaxMessageBytes: > 100_000 };
            Same(file, random.Next(3) == 0 ? ["Order", "OrderLine", "Party"] : [], limit, isPieced ? random.Next(1, 200) : int.MaxValue);
        }, cases: Cases);
    }

    private static byte[] Change(byte[] file, Random random)
    {
        List<byte> bytes = [.. file];
        for (int times = random.Next(1, 4); times > 0; times--)
        {
            int at = random.Next(bytes.Count + 1), length = Math.Min(bytes.Count - at, random.Next(1, 30));
            switch (random.Next(7))
            {
                case 0:
                    bytes.RemoveRange(at, length);
                    break;
                case 1:
                    bytes.RemoveRange(at, bytes.Count - at);
                    break;
                case 2:
                    bytes.Insert(at, (byte)random.Next(256));
                    break;
                case 3:
                    bytes.InsertRange(random.Next(bytes.Count + 1), bytes.GetRange(at, length));
                    break;
                default:
                    bytes.InsertRange(at, Encoding.UTF8.GetBytes(Pieces[random.Next(Pieces.Length)]));
                    break;
            }
        }

        return [.. bytes];
    }

    private static void Same(byte[] file, string[] types, MessageLimits limits, int piece = int.MaxValue)
    {
        string scanned = Write(Messages.All(Scanned, file, types, limits, piece)), parsed = Write(Messages.All(Parsed, file, types, limits, piece));
        Assert.True(parsed == scanned, $"{string.Join(' ', types)} {limits} {piece}\n{Encoding.UTF8.GetString(file)}\n--- parsed\n{parsed}\n--- scanned\n{scanned}");
    }

    private static string Write(Read read)
    {
        StringBuilder text = new();
        foreach (Told message in read.Messages)
        {
            text.Append(message.Envelope).Append(message.Text).Append('\n');
            text.AppendJoin('\n', message.Diagnostics.Select(Write)).Append('\n');
            text.AppendJoin('\n', message.Places).Append('\n');
        }

        return text.AppendJoin('\n', read.Outside.Select(Write)).Append('\n').Append(read.Counts).ToString();
    }

    /// <summary>In what words the parser tells a fault of form depends on where its reads end.</summary>
    private static string Write(Diagnostic d) => $"{d.Code} {d.Position} {d.Position.Offset} {(d.Code == DiagnosticCodes.NotWellFormed ? "" : d.Message)}";

    private sealed class ParserWorkshop : IWorkshop
    {
        public IFormatDetector Detector => Scanned.Detector;

        public IMessageReader Open(MessageSource source) => new XmlMessageReader(source, scans: false);
    }
}
