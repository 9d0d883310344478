using System.Text;

using WebEdi.Engine.Tests.Formats.Csv;
using WebEdi.Engine.Text;
using WebEdi.Engine.Writing;

using Xunit;

namespace WebEdi.Engine.Tests.Writing;

/// <summary>What separates fields and lines is data when it stands in a value.</summary>
public sealed class SeparatorTests
{
    private static readonly string[] Values =
    [
        ",", "\"", "\r\n", "\n", "\r", "a,b", "\"quoted\"", " spaces ", "表,ソ\"十", "\",\"", "\r\n注文番号,1\r\n", "tab\tbed", "semi;colon", "",
    ];

    [Theory]
    [InlineData("utf-8", false)]
    [InlineData("utf-8", true)]
    [InlineData("cp932", false)]
    [InlineData("cp932", true)]
    public async Task S09_a_value_that_holds_a_separator_stays_one_field_and_comes_back(string encoding, bool quoteAll)
    {
        using MemoryStream output = new();
        CsvTextWriter writer = new(output, TextCodec.Find(encoding)!, compatible: true, ',', "\r\n", quoteAll);
        foreach (string value in Values)
        {
            writer.Write("before");
            writer.Write(value);
            writer.Write("after");
            await writer.EndRecordAsync(TestContext.Current.CancellationToken);
        }

        await writer.FlushAsync(TestContext.Current.CancellationToken);

        Assert.Equal(Values, Read(output.ToArray(), encoding));
    }

    private static List<string> Read(byte[] csv, string encoding)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        string text = Encoding.GetEncoding(encoding == "cp932" ? "shift_jis" : encoding).GetString(csv);
        List<string> values = [];
        foreach (string[] record in CsvOracle.Read(Encoding.UTF8.GetBytes(text)))
        {
            Assert.Equal(3, record.Length);
            Assert.Equal(("before", "after"), (record[0], record[2]));
            values.Add(record[1]);
        }

        return values;
    }
}
