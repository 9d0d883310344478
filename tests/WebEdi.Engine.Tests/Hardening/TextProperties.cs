using System.Globalization;

using FsCheck;
using FsCheck.Fluent;

using WebEdi.Engine.Text;

using Xunit;

namespace WebEdi.Engine.Tests.Hardening;

/// <summary>Encodings, dates and numbers: what is written is read again as it was.</summary>
public sealed class TextProperties
{
    public static TheoryData<string> Encodings => [.. TextCodecs.Names.Where(n => TextCodecs.Find(n) is not null)];

    public static TheoryData<string, string> Pictures => new()
    {
        { "yyyyMMdd", "yyyyMMdd" }, { "yyyy/M/d", "yyyy/M/d" }, { "yyyy-M-d", "yyyy-MM-dd" }, { "yyyy年M月d日", "yyyy年M月d日" }, { "dd.MM.yyyy", "dd.MM.yyyy" }, { "yyyyMMddHHmm", "yyyyMMdd'2359'" },
        { "iso", "yyyy-MM-dd" }, { "iso", "yyyy-MM-dd'T10:15:00.5+09:00'" },
    };

    [Theory]
    [MemberData(nameof(Encodings))]
    public void Every_character_that_an_encoding_writes_is_read_again_and_no_other_is_put_in_its_place(string name)
    {
        TextCodec codec = TextCodecs.Find(name)!;
        byte[] bytes = new byte[codec.MaxBytesPerChar + 8];
        char[] back = new char[bytes.Length];
        for (int c = 0; c <= char.MaxValue; c++)
        {
            char[] one = [(char)c];
            if (codec.Encode(one, bytes, out int length) >= 0)
                continue;

            Assert.Equal(-1, codec.Decode(bytes.AsSpan(0, length), back, out int written));
            Assert.True(written == 1 && back[0] == c, $"U+{c:X4} became U+{(int)back[0]:X4}");
        }
    }

    [Theory]
    [MemberData(nameof(Encodings))]
    public void Any_text_comes_back_up_to_the_character_that_is_named(string name)
    {
        TextCodec codec = TextCodecs.Find(name)!;

        Properties.Hold(Properties.Text(80), text =>
        {
            byte[] bytes = new byte[(text.Length * codec.MaxBytesPerChar) + 8];
            int missing = codec.Encode(text, bytes, out int length);
            char[] back = new char[length];
            Assert.Equal(-1, codec.Decode(bytes.AsSpan(0, length), back, out int written));
            Assert.Equal(missing < 0 ? text : text[..missing], new string(back, 0, written));
        });
    }

    [Theory]
    [MemberData(nameof(Pictures))]
    public void A_day_written_in_a_picture_is_read_as_that_day(string picture, string format)
    {
        DatePicture form = DatePicture.Parse(picture)!;

        Properties.Hold(Properties.Day, day =>
        {
            string text = day.ToDateTime(TimeOnly.MinValue).ToString(format, CultureInfo.InvariantCulture);
            Assert.True(DatePicture.TryParse(text, [form], out DateOnly read, out _), text);
            Assert.Equal(day, read);
        });
    }

    [Fact]
    public void A_day_written_in_its_era_is_read_as_that_day() => Properties.Hold(Properties.Day, day =>
    {
        Assert.True(JapaneseEra.TryParse(JapaneseEra.Format(day), out DateOnly read, out _), JapaneseEra.Format(day));
        Assert.Equal(day, read);
    });

    [Theory]
    [InlineData('.', ',')]
    [InlineData(',', '.')]
    public void A_number_written_with_its_marks_is_read_with_all_its_digits(char mark, char group) => Properties.Hold(Properties.Number, number =>
    {
        NumberFormat format = new((byte)mark, (byte)group);
        NumberFormatInfo marks = new() { NumberDecimalSeparator = mark.ToString(), NumberGroupSeparator = group.ToString() };
        int decimals = (decimal.GetBits(number)[3] >> 16) & 0xFF;
        foreach (string text in (string[])[number.ToString(marks), number.ToString("N" + decimals, marks)])
        {
            Assert.True(format.TryParse(System.Text.Encoding.ASCII.GetBytes(text), out decimal read), text);
            Assert.Equal((number, decimals), (read, (decimal.GetBits(read)[3] >> 16) & 0xFF));
        }
    });
}
