using System.Globalization;

using WebEdi.Engine.Mapping;
using WebEdi.Engine.Text;

using Xunit;

namespace WebEdi.Engine.Tests.Text;

public sealed class DateTests
{
    [Theory]
    [InlineData("20261123", "2026-11-23")]
    [InlineData("2026/11/23", "2026-11-23")]
    [InlineData("2026/1/2", "2026-01-02")]
    [InlineData("2026/01/02", "2026-01-02")]
    [InlineData("2026-11-23", "2026-11-23")]
    [InlineData("20280229", "2028-02-29")]
    [InlineData("R8.11.23", "2026-11-23")]
    [InlineData("r08/11/23", "2026-11-23")]
    [InlineData("R8-11-3", "2026-11-03")]
    [InlineData("R081123", "2026-11-23")]
    [InlineData("5081123", "2026-11-23")]
    [InlineData("令和8年11月23日", "2026-11-23")]
    [InlineData("令和 8年 1月 3日", "2026-01-03")]
    [InlineData("令和元年5月1日", "2019-05-01")]
    [InlineData("㋿元年5月1日", "2019-05-01")]
    [InlineData("平成31年4月30日", "2019-04-30")]
    [InlineData("H31.4.30", "2019-04-30")]
    [InlineData("4310430", "2019-04-30")]
    [InlineData("昭和64年1月7日", "1989-01-07")]
    [InlineData("平成元年1月8日", "1989-01-08")]
    [InlineData("S1.12.25", "1926-12-25")]
    [InlineData("大正15年12月24日", "1926-12-24")]
    [InlineData("明治45年7月29日", "1912-07-29")]
    [InlineData("大正元年7月30日", "1912-07-30")]
    [InlineData("昭和元年12月25日", "1926-12-25")]
    [InlineData("明治6年1月1日", "1873-01-01")]
    [InlineData("M45.7.29", "1912-07-29")]
    [InlineData("T1.7.30", "1912-07-30")]
    [InlineData("S64.1.7", "1989-01-07")]
    [InlineData("令和八年十一月二十三日", "2026-11-23")]
    [InlineData("平成三十一年四月三十日", "2019-04-30")]
    [InlineData("令和元年五月一日", "2019-05-01")]
    [InlineData("令和一〇年一二月〇三日", "2028-12-03")]
    [InlineData("令和十年十月十日", "2028-10-10")]
    public void Dates_are_read(string text, string expected)
    {
        Assert.True(DatePicture.TryParse(text, DatePicture.Defaults, out DateOnly date, out _));
        Assert.Equal(expected, date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("")]
    [InlineData("20261301")]
    [InlineData("20260229")]
    [InlineData("2026112")]
    [InlineData("202611231")]
    [InlineData("2026/11/23 ")]
    [InlineData("2026/11/23 10:00")]
    [InlineData("2026/13/1")]
    [InlineData("26/11/23")]
    [InlineData("2026.11.23")]
    [InlineData("R8")]
    [InlineData("R8.11")]
    [InlineData("R0.1.1")]
    [InlineData("令和8年11月31日")]
    [InlineData("令和8年11月23")]
    [InlineData("X8.11.23")]
    [InlineData("R8.11-23")]
    [InlineData("9999999999")]
    [InlineData("R9999.1.1")]
    [InlineData("令和八年十三月一日")]
    [InlineData("令和二十十年一月一日")]
    [InlineData("令和八年一十月一日")]
    [InlineData("令和八年十〇月一日")]
    [InlineData("令和〇年一月一日")]
    [InlineData("明治5年12月32日")]
    public void Other_texts_are_no_dates(string text)
    {
        Assert.False(DatePicture.TryParse(text, DatePicture.Defaults, out _, out string? hint));
        Assert.Null(hint);
    }

    [Theory]
    [InlineData("平成31年5月1日", "令和元年5月1日")]
    [InlineData("H31.5.1", "令和元年5月1日")]
    [InlineData("4310501", "令和元年5月1日")]
    [InlineData("昭和64年1月8日", "平成元年1月8日")]
    [InlineData("令和元年4月30日", "平成31年4月30日")]
    [InlineData("S65.1.1", "平成2年1月1日")]
    [InlineData("平成三十一年五月一日", "令和元年5月1日")]
    [InlineData("大正15年12月25日", "昭和元年12月25日")]
    [InlineData("昭和元年12月24日", "大正15年12月24日")]
    [InlineData("明治45年7月30日", "大正元年7月30日")]
    [InlineData("大正元年7月29日", "明治45年7月29日")]
    [InlineData("平成元年1月7日", "昭和64年1月7日")]
    [InlineData("明治5年12月31日", "1872-12-31")]
    public void A_date_outside_its_era_is_refused_and_its_right_name_given(string text, string expected)
    {
        Assert.False(DatePicture.TryParse(text, DatePicture.Defaults, out _, out string? hint));
        Assert.Equal(expected, hint);
    }

    [Theory]
    [InlineData("yyMMdd", "261123", "2026-11-23")]
    [InlineData("yyyy年M月d日", "2026年1月2日", "2026-01-02")]
    [InlineData("yyyy/M/d H:mm:ss", "2026/11/23 0:00:00", "2026-11-23")]
    [InlineData("d.M.yyyy", "3.12.2026", "2026-12-03")]
    public void A_map_names_other_forms(string picture, string text, string expected)
    {
        Assert.True(DatePicture.TryParse(text, [DatePicture.Parse(picture)!], out DateOnly date, out _));
        Assert.Equal(expected, date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("")]
    [InlineData("yyyy")]
    [InlineData("MMdd")]
    [InlineData("yyyMMdd")]
    [InlineData("yyyyMMddMM")]
    public void A_form_without_year_month_and_day_is_none(string picture)
    {
        Assert.Null(DatePicture.Parse(picture));
    }

    [Theory]
    [InlineData("00000000", true)]
    [InlineData("99999999", true)]
    [InlineData("000000", true)]
    [InlineData("999999", true)]
    [InlineData("0", true)]
    [InlineData("0000/00/00", true)]
    [InlineData("9999/99/99", true)]
    [InlineData("9", false)]
    [InlineData("09090909", false)]
    [InlineData("", false)]
    [InlineData("20261123", false)]
    public void Zeros_or_nines_alone_mean_undecided(string text, bool expected)
    {
        Assert.Equal(expected, FieldConverter.IsPlaceholder(text));
    }

    [Fact]
    public void Every_day_since_1873_comes_back_from_its_era()
    {
        for (DateOnly day = new(1873, 1, 1); day.Year < 2030; day = day.AddDays(1))
        {
            Assert.True(JapaneseEra.TryParse(JapaneseEra.Format(day), out DateOnly back, out _));
            Assert.Equal(day, back);
        }
    }

    [Theory]
    [InlineData("202301010930UTC", true)]
    [InlineData("202301010930+00", true)]
    [InlineData("202301010930+09:00", true)]
    [InlineData("202301010930", false)]
    [InlineData("202301010930 UTC", false)]
    [InlineData("202301010930+090000", false)]
    [InlineData("202302300930UTC", false)]
    [InlineData("202301019930UTC", false)]
    public void A_time_with_its_zone_is_read_over(string text, bool isDate)
    {
        Assert.Equal(isDate, DatePicture.TryParse(text, [DatePicture.Parse("yyyyMMddHHmmzzz")!], out DateOnly date, out _));
        Assert.Equal(isDate ? new DateOnly(2023, 1, 1) : default, date);
    }
}
