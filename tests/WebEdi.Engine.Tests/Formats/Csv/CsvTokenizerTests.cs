using System.Text;

using WebEdi.Engine.Formats;
using WebEdi.Engine.Formats.Csv;

using Xunit;

namespace WebEdi.Engine.Tests.Formats.Csv;

public sealed class CsvTokenizerTests
{
    private const string Signs = "aあ,,,\"\"\r\n\n  ";

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void Records_begin_and_end_at_the_same_places_when_only_their_first_elements_are_asked_for(int asked)
    {
        Random random = new(asked);
        for (int run = 0; run < 3000; run++)
        {
            byte[] file = File(random);

            List<(int Start, int Line, int Number, string Front)> all = Records(file, 0, asked, out _);
            List<(int Start, int Line, int Number, string Front)> fronts = Records(file, asked, asked, out _);

            Assert.Equal(all, fronts);
        }
    }

    [Fact]
    public void Elements_lie_where_a_search_from_byte_to_byte_finds_them()
    {
        Random random = new(7);
        for (int run = 0; run < 3000; run++)
        {
            byte[] file = File(random);

            Records(file, 0, int.MaxValue, out List<string> records);

            Assert.Equal(Search(file), records);
        }
    }

    private static byte[] File(Random random)
    {
        StringBuilder text = new();
        for (int i = random.Next(400); i > 0; i--)
        {
            text.Append(random.Next(24) switch
            {
                0 => "\"x,y\r\nz\"\"\"",
                1 => "\"10\"\" box, p\",",
                2 => "\"\"\"a\"\r\n",
                3 => new string('c', random.Next(70)),
                _ => random.Next(3) == 0 ? Signs[random.Next(Signs.Length)].ToString() : "b,",
            });
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static List<(int Start, int Line, int Number, string Front)> Records(byte[] file, int asked, int shown, out List<string> records)
    {
        CsvTokenizer tokenizer = new(new CsvOptions { MaxElements = 60 }) { AskedElements = asked };
        Assert.Equal(file.Length, tokenizer.Parse(file, 0, final: true, int.MaxValue));
        CutRecords cut = tokenizer.Take(lend: true);
        List<(int, int, int, string)> found = [];
        records = [];
        for (int i = 0; i < cut.Count; i++)
        {
            SegmentInfo info = cut.Segments[i];
            ElementSpan[] elements = [.. cut.Elements.Skip(info.FirstElement).Take(info.ElementCount)];
            string shownElements = string.Join('|', elements.Take(shown).Select(e => $"{e.Start - info.Start}+{e.Length}{(e.Quoted ? "q" : "")}{(e.Escaped ? "e" : "")}"));
            found.Add((info.Start, info.Line, info.Number, shownElements));
            bool isFaulty = cut.Faults?.ContainsKey(i) == true;
            records.Add($"{info.Start} {info.Line}-{info.LastLine} {(isFaulty ? "faulty " + cut.Faults![i].Code[..2] : "")} {shownElements}");
        }

        return found;
    }

    /// <summary>What the tokenizer promises, said as simply as can be: one byte after the other.</summary>
    private static List<string> Search(byte[] file)
    {
        List<string> records = [];
        int at = 0, line = 1;
        while (at < file.Length)
        {
            int start = at, lines = 0, fault = -1;
            List<string> elements = [];
            bool isBlank = true;
            while (true)
            {
                int from = at;
                if (elements.Count == 60)
                {
                    fault = at;
                    break;
                }

                if (at < file.Length && file[at] == '"')
                {
                    bool escaped = false;
                    int inner = 0;
                    for (at++; at < file.Length && (file[at] != '"' || (at + 1 < file.Length && file[at + 1] == '"')); at++)
                    {
                        if (file[at] == '"')
                            (escaped, at) = (true, at + 1);
                        else if (file[at] == '\r' || (file[at] == '\n' && (file[at - 1] != '\r' || at - 1 == from)))
                            inner++;
                    }

                    if (at >= file.Length)
                    {
                        fault = from;
                        break;
                    }

                    at++;
                    if (at < file.Length && file[at] is not ((byte)',' or (byte)'\r' or (byte)'\n'))
                    {
                        fault = at;
                        break;
                    }

                    lines += inner;
                    isBlank &= at - from == 2;
                    elements.Add($"{from + 1 - start}+{at - from - 2}q{(escaped ? "e" : "")}");
                }
                else
                {
                    while (at < file.Length && file[at] is not ((byte)',' or (byte)'\r' or (byte)'\n' or (byte)'"'))
                        at++;
                    if (at < file.Length && file[at] == '"')
                    {
                        fault = at;
                        break;
                    }

                    isBlank &= at == from;
                    elements.Add($"{from - start}+{at - from}");
                }

                if (at == file.Length || file[at] != ',')
                    break;

                at++;
            }

            if (fault >= 0)
            {
                for (at = start; at < file.Length && file[at] is not ((byte)'\r' or (byte)'\n'); at++)
                {
                }

                lines = 0;
            }

            at += at + 1 < file.Length && file[at] == '\r' && file[at + 1] == '\n' ? 2 : at < file.Length ? 1 : 0;
            if (fault >= 0 || !isBlank)
                records.Add($"{start} {line}-{line + lines} {(fault >= 0 ? "faulty WE" : "")} {string.Join('|', elements)}");
            line += lines + 1;
        }

        return records;
    }
}
