using System.Text;

using WebEdi.Engine.Text;

using Xunit;

namespace WebEdi.Engine.Tests.Text;

public sealed class EncodingEvidenceTests
{
    public static TheoryData<string, string> Texts => new()
    {
        { "plain ASCII only", "utf-8" },
        { "注文番号,品番\r\n髙①～㈱𠮷", "utf-8" },
    };

    [Theory]
    [MemberData(nameof(Texts))]
    public void Utf8_is_recognised_however_the_bytes_are_cut(string text, string expected)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        for (int size = 1; size <= bytes.Length; size++)
            Assert.Equal(expected, Look(bytes, size).Decide().Codec.Name);
    }

    [Fact]
    public void Cp932_is_recognised_however_the_bytes_are_cut()
    {
        byte[] bytes = Mapping.OrderFile.Bytes("ABC,注文番号,ｶﾅ,髙①～㈱", TextCodec.Cp932);
        for (int size = 1; size <= bytes.Length; size++)
        {
            EncodingEvidence evidence = Look(bytes, size);
            Assert.Equal("cp932", evidence.Decide().Codec.Name);
            Assert.Equal(-1, evidence.FirstNotCp932);
            Assert.Equal(4, evidence.FirstNotUtf8);
            Assert.Equal(4, evidence.FirstNonAscii);
        }
    }

    [Fact]
    public void Both_counts_do_not_depend_on_where_the_bytes_are_cut()
    {
        byte[] bytes = new byte[4096];
        new Random(7).NextBytes(bytes);
        EncodingEvidence whole = Look(bytes, bytes.Length);
        foreach (int size in (int[])[1, 2, 3, 5, 64, 1000])
        {
            EncodingEvidence parts = Look(bytes, size);
            Assert.Equal(whole.NotCp932 >= 1000 ? 1000 : whole.NotCp932, Math.Min(parts.NotCp932, 1000));
            Assert.Equal((whole.FirstNotUtf8, whole.FirstNotCp932, whole.FirstNul), (parts.FirstNotUtf8, parts.FirstNotCp932, parts.FirstNul));
        }
    }

    [Theory]
    [InlineData("E6B3A8E6")]
    [InlineData("41E6B3")]
    public void A_character_cut_by_the_end_of_the_file_is_no_utf8(string hex)
    {
        Assert.Equal(1, Look(Convert.FromHexString(hex), 2).NotUtf8);
    }

    private static EncodingEvidence Look(byte[] bytes, int size)
    {
        EncodingEvidence evidence = new();
        for (int at = 0; at < bytes.Length; at += size)
            evidence.Observe(bytes.AsSpan(at, Math.Min(size, bytes.Length - at)), at);
        evidence.Complete();
        return evidence;
    }
}
