using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using WebEdi.Diagnostics;
using WebEdi.Documents.Pdf.Fonts;
using WebEdi.Documents.Pdf.Tests.Support;
using WebEdi.Fonts;

namespace WebEdi.Documents.Pdf.Tests;

public sealed class FontTests
{
    [Fact]
    public void The_packaged_font_has_what_order_files_have()
    {
        TrueTypeFont font = TrueTypeFont.Read(Packaged(), "packaged");

        Assert.Equal("NotoSansJP-Regular", font.PostScriptName);
        Assert.All("あア亜漢髙﨑㈱①ｱﾞ〜～￥¥※〒Ａa1".EnumerateRunes().Append(new System.Text.Rune(0x20BB7)), rune => Assert.NotEqual(0, font.GlyphOf(rune.Value)));
        Assert.Equal(0, font.GlyphOf(0x1F600));
        Assert.Equal(font.UnitsPerEm, font.AdvanceOf(font.GlyphOf('漢')));
    }

    [Fact]
    public void A_cut_down_font_is_a_font_again_with_the_same_outlines_and_bearings()
    {
        TrueTypeFont font = TrueTypeFont.Read(Packaged(), "packaged");
        FontSubset subset = new(font);
        System.Text.Rune[] runes = [.. "西新宿Å髙1".EnumerateRunes()];
        foreach (System.Text.Rune rune in runes)
            subset.CodeOf(rune);

        byte[] file = subset.ToFontFile();

        // A PDF needs no character map in the font; the reader here does, so the metrics are read by table.
        Assert.True(file.Length < 20_000, $"{file.Length} bytes");
        for (int i = 0; i < runes.Length; i++)
        {
            ushort glyph = font.GlyphOf(runes[i].Value);
            ReadOnlySpan<byte> metrics = TableOf(file, "hmtx").Slice((i + 1) * 4, 4);
            Assert.Equal(font.AdvanceOf(glyph), (metrics[0] << 8) | metrics[1]);
            Assert.Equal(font.BearingOf(glyph), (short)((metrics[2] << 8) | metrics[3]));
        }
    }

    [Fact]
    public void Characters_that_share_a_glyph_keep_numbers_of_their_own()
    {
        TrueTypeFont font = TrueTypeFont.Read(Packaged(), "packaged");
        FontSubset subset = new(font);

        ushort sun = subset.CodeOf(new System.Text.Rune('日')), radical = subset.CodeOf(new System.Text.Rune('\u2F47'));

        Assert.Equal(font.GlyphOf('日'), font.GlyphOf(0x2F47));
        Assert.NotEqual(sun, radical);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(11)]
    [InlineData(100)]
    [InlineData(1_000)]
    [InlineData(300_000)]
    [InlineData(5_000_000)]
    public void A_cut_off_font_is_refused(int length) =>
        Assert.Throws<EdiSetupException>(() => TrueTypeFont.Read(Packaged()[..length], "cut.ttf"));

    [Fact]
    public void A_damaged_font_is_refused_or_read_but_breaks_nothing()
    {
        byte[] whole = Packaged();
        Random random = new(20261124);
        for (int round = 0; round < 60; round++)
        {
            byte[] damaged = (byte[])whole.Clone();
            for (int i = 0; i < 30; i++)
                damaged[random.Next(i < 15 ? 400_000 : 1_000)] = (byte)random.Next(256);

            Exception? thrown = Record.Exception(() => TrueTypeFont.Read(damaged, "damaged.ttf"));

            Assert.True(thrown is null or EdiSetupException, thrown?.ToString());
        }
    }

    [Fact]
    public async Task Another_font_can_be_chosen_by_path()
    {
        string path = Path.GetTempFileName();
        try
        {
            await File.WriteAllBytesAsync(path, Packaged(), TestContext.Current.CancellationToken);

            byte[] own = await Printed.BytesAsync("application/pdf", [Samples.Note()], configure: options => options.FontPath = path);

            Assert.Equal(await Printed.BytesAsync("application/pdf", [Samples.Note()]), own);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void A_font_that_is_not_there_is_told_at_start()
    {
        ServiceCollection collection = new();
        collection.AddWebEdi(builder => builder.AddPdf(options => options.FontPath = "/nowhere/font.ttf"));
        using ServiceProvider services = collection.BuildServiceProvider();

        OptionsValidationException fault = Assert.Throws<OptionsValidationException>(() => services.GetRequiredService<IOptions<PdfOptions>>().Value);

        Assert.Contains("/nowhere/font.ttf", fault.Message, StringComparison.Ordinal);
    }

    private static byte[] Packaged()
    {
        using Stream stream = NotoSansJp.OpenRegular();
        byte[] data = new byte[stream.Length];
        stream.ReadExactly(data);
        return data;
    }

    private static ReadOnlySpan<byte> TableOf(byte[] file, string tag)
    {
        for (int at = 12; ; at += 16)
        {
            if (System.Text.Encoding.ASCII.GetString(file, at, 4) == tag)
                return file.AsSpan((int)System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(file.AsSpan(at + 8)), (int)System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(file.AsSpan(at + 12)));
        }
    }
}
