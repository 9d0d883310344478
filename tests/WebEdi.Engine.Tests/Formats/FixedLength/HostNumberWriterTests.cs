using System.Globalization;
using System.Text;

using FsCheck;
using FsCheck.Fluent;

using WebEdi.Engine.Formats;
using WebEdi.Engine.Tests.Hardening;

using Xunit;

namespace WebEdi.Engine.Tests.Formats.FixedLength;

public sealed class HostNumberWriterTests
{
    [Theory]
    [InlineData("123.45", 3, 2, "12345C")]
    [InlineData("-123.45", 3, 2, "12345D")]
    [InlineData("123.450", 3, 2, "12345C")]
    [InlineData("0", 3, 2, "00000C")]
    [InlineData("-0", 3, 2, "00000C")]
    [InlineData("5", 2, 0, "005C")]
    [InlineData("12345678901234567.8", 10, 1, "0123456789012345678C")]
    public void Packed_numbers_are_stored(string text, int length, int decimals, string expected) =>
        Assert.Equal(expected, Encode(new LayoutField("n", 0, length) { Usage = FieldUsage.Packed, Decimals = decimals, Sign = FieldSign.Trailing }, text));

    [Fact]
    public void A_packed_number_without_a_sign_ends_with_F() =>
        Assert.Equal("123F", Encode(new LayoutField("n", 0, 2) { Usage = FieldUsage.Packed }, "123"));

    [Theory]
    [InlineData("123", (int)FieldSign.None, "00123")]
    [InlineData("12.3", (int)FieldSign.None, "Form")]
    [InlineData("-123", (int)FieldSign.None, "Form")]
    [InlineData("120", (int)FieldSign.Trailing, "0012{")]
    [InlineData("129", (int)FieldSign.Trailing, "0012I")]
    [InlineData("-120", (int)FieldSign.Trailing, "0012}")]
    [InlineData("-121", (int)FieldSign.Trailing, "0012J")]
    [InlineData("-10012", (int)FieldSign.Leading, "J0012")]
    [InlineData("-12", (int)FieldSign.SeparateLeading, "-0012")]
    [InlineData("12", (int)FieldSign.SeparateTrailing, "0012+")]
    [InlineData("12345", (int)FieldSign.SeparateTrailing, "TooLong")]
    [InlineData("123456", (int)FieldSign.Trailing, "TooLong")]
    [InlineData("A1", (int)FieldSign.Trailing, "Form")]
    [InlineData("", (int)FieldSign.Trailing, "Form")]
    [InlineData("-", (int)FieldSign.Trailing, "Form")]
    [InlineData("1e5", (int)FieldSign.Trailing, "Form")]
    public void Zoned_numbers_in_ascii_are_stored(string text, int sign, string expected)
    {
        byte[] bytes = new byte[5];
        FieldFit fit = HostNumberWriter.TryEncode(Zoned((FieldSign)sign), text, isEbcdic: false, bytes);

        Assert.Equal(expected, fit == FieldFit.Fits ? Encoding.ASCII.GetString(bytes) : fit.ToString());
    }

    [Theory]
    [InlineData("120", false, "3030313230")]
    [InlineData("-120", false, "303031327D")]
    [InlineData("120", true, "F0F0F1F2F0")]
    [InlineData("-120", true, "F0F0F1F2D0")]
    public void Plus_is_a_plain_digit_where_nobody_has_named_a_sign(string text, bool isEbcdic, string expected) =>
        Assert.Equal(expected, Encode(Zoned(FieldSign.Trailing) with { IsPlusPlain = true }, text, isEbcdic));

    [Theory]
    [InlineData("120", "30303132" + "40")]
    [InlineData("-127", "30303132" + "57")]
    public void Signs_of_netcobol_are_stored(string text, string expected) =>
        Assert.Equal(expected, Encode(Zoned(FieldSign.Trailing) with { NetCobol = true }, text));

    [Theory]
    [InlineData("123", (int)FieldSign.Trailing, "F0F0F1F2C3")]
    [InlineData("-123", (int)FieldSign.Trailing, "F0F0F1F2D3")]
    [InlineData("123", (int)FieldSign.None, "F0F0F1F2F3")]
    [InlineData("-123", (int)FieldSign.SeparateLeading, "60F0F1F2F3")]
    [InlineData("123", (int)FieldSign.SeparateTrailing, "F0F1F2F34E")]
    public void Zoned_numbers_in_ebcdic_are_stored(string text, int sign, string expected) =>
        Assert.Equal(expected, Encode(Zoned((FieldSign)sign), text, isEbcdic: true));

    [Theory]
    [InlineData("1234", 2, true, 0, "04D2")]
    [InlineData("-1234", 2, true, 0, "FB2E")]
    [InlineData("64302", 2, false, 0, "FB2E")]
    [InlineData("32768", 2, true, 0, "TooLong")]
    [InlineData("-32768", 2, true, 0, "8000")]
    [InlineData("-1", 2, false, 0, "Form")]
    [InlineData("12.5", 4, true, 2, "000004E2")]
    [InlineData("999999999999999999", 8, true, 0, "0DE0B6B3A763FFFF")]
    [InlineData("9999999999999999999", 8, true, 0, "TooLong")]
    public void Binary_numbers_are_stored(string text, int length, bool signed, int decimals, string expected) =>
        Assert.Equal(expected, Encode(new LayoutField("n", 0, length) { Usage = FieldUsage.Binary, Decimals = decimals, Sign = signed ? FieldSign.Trailing : FieldSign.None }, text));

    [Theory]
    [InlineData("0.05", "35")]
    [InlineData("0.5", "TooLong")]
    public void A_field_may_be_decimals_only_and_the_last_of_them(string text, string expected) =>
        Assert.Equal(expected, Encode(new LayoutField("n", 0, 1) { Usage = FieldUsage.Zoned, Decimals = 2 }, text));

    [Fact]
    public void What_is_stored_is_read_again_in_every_form()
    {
        Gen<(decimal Number, LayoutField Field, bool IsEbcdic)> any =
            from number in Properties.Number
            from usage in Gen.Elements(FieldUsage.Zoned, FieldUsage.Packed, FieldUsage.Binary)
            from sign in Gen.Elements(Enum.GetValues<FieldSign>())
            from length in Gen.Choose(1, usage == FieldUsage.Binary ? 8 : 16)
            from decimals in Gen.Choose(0, 6)
            from netCobol in Gen.Elements(true, false)
            from ebcdic in Gen.Elements(true, false)
            from plain in Gen.Elements(true, false)
            select (number, new LayoutField("n", 0, length) { Usage = usage, Sign = sign, Decimals = decimals, NetCobol = netCobol, IsPlusPlain = plain }, ebcdic);
        int stored = 0;

        Properties.Hold(any, x => stored += Check(x.Number, x.Field, x.IsEbcdic), cases: 3000);

        Assert.True(stored > 500, $"Only {stored} numbers had room.");
    }

    private static int Check(decimal number, LayoutField field, bool isEbcdic)
    {
        byte[] bytes = new byte[field.Length];
        FieldFit fit = HostNumberWriter.TryEncode(field, number.ToString(CultureInfo.InvariantCulture), isEbcdic, bytes);
        if (fit != FieldFit.Fits)
        {
            Assert.All(bytes, b => Assert.Equal(0, b));
            return 0;
        }

        Assert.True(HostNumber.TryDecode(field, bytes, isEbcdic, out ReadOnlySpan<byte> text), Convert.ToHexString(bytes));
        Assert.Equal(number, decimal.Parse(Encoding.ASCII.GetString(text), CultureInfo.InvariantCulture));
        return 1;
    }

    private static LayoutField Zoned(FieldSign sign) => new("n", 0, 5) { Usage = FieldUsage.Zoned, Sign = sign };

    private static string Encode(LayoutField field, string text, bool isEbcdic = false)
    {
        byte[] bytes = new byte[field.Length];
        FieldFit fit = HostNumberWriter.TryEncode(field, text, isEbcdic, bytes);
        return fit == FieldFit.Fits ? Convert.ToHexString(bytes) : fit.ToString();
    }
}
