using System.Text;

using WebEdi.Diagnostics;
using WebEdi.Engine.Formats;
using WebEdi.Engine.Formats.Xml;

using Xunit;

namespace WebEdi.Engine.Tests.Formats.Xml;

/// <summary>What hostile or broken files bring: each is refused with its place, none is fetched, grows or hangs.</summary>
public sealed class XmlFaultTests
{
    private static readonly XmlWorkshop Xml = new();

    public static TheoryData<string, string> Hostile => new()
    {
        { "<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><a>&x;</a>", DiagnosticCodes.DocumentTypeRefused },
        { "<!DOCTYPE a [<!ENTITY % p SYSTEM \"http://127.0.0.1:9/x\"> %p;]><a/>", DiagnosticCodes.DocumentTypeRefused },
        { "<!DOCTYPE a [<!ENTITY l \"lol\"><!ENTITY m \"&l;&l;&l;&l;\"><!ENTITY n \"&m;&m;&m;&m;\">]><a>&n;</a>", DiagnosticCodes.DocumentTypeRefused },
        { "<!-- [ --><!DOCTYPE a SYSTEM \"x[y>z\" [<!ATTLIST a b CDATA 'c'>]><a/>", DiagnosticCodes.DocumentTypeRefused },
        { "<!DOCTYPE a SYSTEM \"http://127.0.0.1:9/x.dtd\"><a>&undeclared;</a>", DiagnosticCodes.NotWellFormed },
        { "<a>&#0;</a>", DiagnosticCodes.NotWellFormed },
        { "<a><b></a>", DiagnosticCodes.NotWellFormed },
        { "<a b='1' b='2'/>", DiagnosticCodes.NotWellFormed },
        { "<a>", DiagnosticCodes.NotWellFormed },
        { "<a/><b/>", DiagnosticCodes.NotWellFormed },
        { $"<!--{new string('x', 70_000)}--><a/>", DiagnosticCodes.MarkupTooLong },
        { $"<a><!--{new string('x', 3_000_000)}--></a>", DiagnosticCodes.MarkupTooLong },
        { $"<a b='{new string('x', 3_000_000)}'/>", DiagnosticCodes.MarkupTooLong },
        { $"<{new string('x', 5000)}/>", DiagnosticCodes.MarkupTooLong },
        { string.Concat(Enumerable.Repeat("<a>", 100_000)), DiagnosticCodes.ElementsTooDeep },
        { $"<a {string.Join(' ', Enumerable.Range(0, 1000).Select(i => $"b{i}=''"))}/>", DiagnosticCodes.TooManyAttributes },
        { $"<a>{string.Concat(Enumerable.Range(0, 30_000).Select(i => $"<b{i}/>"))}</a>", DiagnosticCodes.TooManyNames },
        { $"<a>{new string('x', 3_000_000)}</a>", DiagnosticCodes.ValueTooLong },
        { $"<a>{string.Concat(Enumerable.Repeat("<b>0123456789</b>", 700_000))}</a>", DiagnosticCodes.DocumentTooBig },
    };

    [Theory]
    [MemberData(nameof(Hostile))]
    public void A_hostile_file_is_refused_by_its_own_code(string xml, string code)
    {
        Read read = Messages.All(Xml, Encoding.UTF8.GetBytes(xml));

        Assert.Equal(code, read.Codes);
    }

    [Fact]
    public void A_document_type_that_names_a_definition_elsewhere_is_passed_over_unread()
    {
        Read read = Messages.All(Xml, "<!DOCTYPE a PUBLIC \"-//X\" \"http://127.0.0.1:9/x.dtd\"><a>1</a>"u8.ToArray());

        Assert.Equal("", read.Codes);
        Assert.Equal("a=1", Assert.Single(read.Messages).Text);
    }

    [Fact]
    public void Names_that_elsewhere_fetch_things_are_ordinary_here()
    {
        const string xml = "<a xmlns:xi='http://www.w3.org/2001/XInclude' xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance' xsi:schemaLocation='u http://127.0.0.1:9/x.xsd'><xi:include href='file:///etc/passwd'/></a>";

        Read read = Messages.All(Xml, Encoding.UTF8.GetBytes(xml));

        Assert.Equal("", read.Codes);
        Assert.Equal("a(@schemaLocation=u http://127.0.0.1:9/x.xsd include(@href=file:///etc/passwd))", Assert.Single(read.Messages).Text);
    }

    [Fact]
    public void Documents_before_a_fault_stay_good()
    {
        Read read = Messages.All(Xml, "<b><o>1</o>\n<o>2</o>\n<o>3<o>"u8.ToArray(), ["o"]);

        Assert.Equal(["", "", DiagnosticCodes.NotWellFormed], read.Messages.Select(m => string.Join(' ', m.Diagnostics.Select(d => d.Code))));
        Assert.Equal(3, read.Messages[2].Diagnostics[0].Position.Line);
    }

    [Fact]
    public void A_document_that_is_too_big_does_not_sink_the_next_one()
    {
        string big = string.Concat(Enumerable.Repeat("<l>0123456789</l>", 10_000));

        Read read = Messages.All(Xml, Encoding.UTF8.GetBytes($"<b><o>1</o><o>{big}</o><o>3</o></b>"), ["o"], new MessageLimits { MaxMessageBytes = 50_000 });

        Assert.Equal(DiagnosticCodes.DocumentTooBig, read.Codes);
        Assert.Equal(("o=1", "o=3"), (read.Messages[0].Text, read.Messages[2].Text));
    }

    [Fact]
    public void A_drawing_in_a_document_is_left_out_and_no_reason_to_complain()
    {
        string xml = $"<o><f mimeCode='application/pdf'>{new string('A', 2_000_000)}</f><id>1</id></o>";

        Read read = Messages.All(Xml, Encoding.UTF8.GetBytes(xml));

        Assert.Equal("", read.Codes);
        Assert.Equal("o(f(@mimeCode=application/pdf) id=1)", Assert.Single(read.Messages).Text);
    }

    [Fact]
    public void A_fault_has_line_column_and_offset()
    {
        byte[] bytes = Encoding.UTF8.GetBytes("<注文>\n <番号>一</番合>\n</注文>");

        SourcePosition position = Assert.Single(Messages.All(Xml, bytes).Diagnostics).Position;

        Assert.Equal((2, 9), (position.Line, position.Column));
        Assert.Equal("番合", Encoding.UTF8.GetString(bytes, (int)position.Offset, 6));
    }

    [Fact]
    public void Whatever_the_bytes_are_reading_ends_without_an_exception()
    {
        byte[] sample = Encoding.UTF8.GetBytes("<?xml version='1.0' encoding='UTF-8'?><!-- c --><o xmlns:p='u'><p:l n='1'>値<![CDATA[x]]></p:l>&amp;<l/></o>");
        Random random = new(20261124);
        for (int round = 0; round < 5000; round++)
        {
            byte[] bytes = [.. sample];
            for (int change = random.Next(1, 6); change > 0; change--)
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            int length = random.Next(4) == 0 ? random.Next(bytes.Length) : bytes.Length;

            Read read = Messages.All(Xml, bytes[..length], round % 2 == 0 ? ["l"] : null, piece: round % 7 == 0 ? 3 : int.MaxValue);

            Assert.True(read.Messages.Count <= sample.Length);
        }
    }
}
