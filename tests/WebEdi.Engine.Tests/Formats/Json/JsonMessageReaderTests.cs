using System.Text;

using WebEdi.Diagnostics;
using WebEdi.Engine.Formats;
using WebEdi.Engine.Formats.Json;

using Xunit;

namespace WebEdi.Engine.Tests.Formats.Json;

public sealed class JsonMessageReaderTests
{
    private static readonly JsonWorkshop Json = new();

    [Theory]
    [InlineData("{}", "$")]
    [InlineData("{\"a\":1,\"b\":\"x\",\"c\":true,\"d\":null,\"e\":-1.50e2}", "$(a=1 b=x c=true d e=-1.50e2)")]
    [InlineData("{\"l\":[{\"n\":1},{\"n\":2}],\"t\":[\"a\",\"b\"]}", "$(l(n=1) l(n=2) t=a t=b)")]
    [InlineData("{\"m\":[[1,2],[3]]}", "$(m(item=1 item=2) m(item=3))")]
    [InlineData("{\"注\\u6587\":\"\\\"甲\\\"\\n😀\"}", "$(注文=\"甲\"\n😀)")]
    public void Properties_become_nodes_and_arrays_repeat_them(string json, string expected)
    {
        Read read = Messages.All(Json, Encoding.UTF8.GetBytes(json));

        Assert.Equal("", read.Codes);
        Assert.Equal(expected, Assert.Single(read.Messages).Text);
    }

    [Theory]
    [InlineData("[{\"n\":1},{\"n\":2},{\"n\":3}]")]
    [InlineData("{\"n\":1}\n{\"n\":2}\n{\"n\":3}\n")]
    [InlineData("\uFEFF{\"n\":1}{\"n\":2} {\"n\":3}")]
    public void An_array_lines_and_roots_one_after_another_are_messages_each(string json)
    {
        foreach (int piece in new[] { 1, 5, 4096 })
        {
            Read read = Messages.All(Json, Encoding.UTF8.GetBytes(json), piece: piece);

            Assert.Equal("", read.Codes);
            Assert.Equal(["$(n=1)", "$(n=2)", "$(n=3)"], read.Messages.Select(m => m.Text[..1] == "$" ? m.Text : "$" + m.Text[4..]));
        }
    }

    [Fact]
    public void What_stands_under_a_name_that_the_map_is_for_is_a_message()
    {
        const string json = "{\"head\":{\"x\":1},\"Orders\":[{\"n\":1},{\"n\":2,\"Orders\":{\"n\":3}}],\"tail\":[1]}";

        Read read = Messages.All(Json, Encoding.UTF8.GetBytes(json), ["Orders"]);

        Assert.Equal(["Orders(n=1)", "Orders(n=2 Orders(n=3))"], read.Messages.Select(m => m.Text));
        Assert.All(read.Messages, m => Assert.Equal("Orders", m.Envelope.MessageType));
    }

    [Fact]
    public void Every_value_is_found_again_by_its_offset()
    {
        byte[] bytes = Encoding.UTF8.GetBytes("{\r\n  \"番号\": \"甲\\\"1\",\n  \"数\" : 12.50 , \"l\":[true,\"12, x\"]\n}");

        IReadOnlyList<Spot> places = Assert.Single(Messages.All(Json, bytes).Messages).Places;

        Assert.Equal(["甲\\\"1", "12.50", "true", "12, x"], places.Where(p => p.Length > 0).Select(p => Encoding.UTF8.GetString(bytes, (int)p.Offset, p.Length)));
        Assert.Equal((2, 3, 2, 10), (places[1].Node.Line, places[1].Node.Column, places[1].Value.Line, places[1].Value.Column));
        Assert.Equal((3, 3), (places[2].Node.Line, places[2].Node.Column));
    }

    [Theory]
    [InlineData("{\"a\":1,\"a\":2}", DiagnosticCodes.PropertyRepeated)]
    [InlineData("{\"a\":", DiagnosticCodes.NotWellFormed)]
    [InlineData("{\"a\":1,}", DiagnosticCodes.NotWellFormed)]
    [InlineData("{'a':1}", DiagnosticCodes.NotWellFormed)]
    [InlineData("[1,2", DiagnosticCodes.NotWellFormed)]
    [InlineData("{\"a\":\"\\ud800\"}", DiagnosticCodes.TextInvalid)]
    [InlineData("", DiagnosticCodes.NotWellFormed)]
    public void A_fault_has_its_own_code(string json, string code) =>
        Assert.Equal(code, Messages.All(Json, Encoding.UTF8.GetBytes(json)).Codes);

    [Fact]
    public void Hostile_files_meet_limits()
    {
        Assert.Equal(DiagnosticCodes.ElementsTooDeep, Messages.All(Json, Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("{\"a\":", 100_000)))).Codes);
        Assert.Equal(DiagnosticCodes.ElementsTooDeep, Messages.All(Json, Encoding.UTF8.GetBytes(new string('[', 100_000))).Codes);
        Assert.Equal(DiagnosticCodes.MarkupTooLong, Messages.All(Json, Encoding.UTF8.GetBytes($"{{\"a\":\"{new string('x', 3_000_000)}\"}}")).Codes);
        Assert.Equal(DiagnosticCodes.MarkupTooLong, Messages.All(Json, Encoding.UTF8.GetBytes($"{{\"{new string('x', 5000)}\":1}}")).Codes);
        Assert.Equal(DiagnosticCodes.TooManyNames, Messages.All(Json, Encoding.UTF8.GetBytes($"{{{string.Join(',', Enumerable.Range(0, 30_000).Select(i => $"\"n{i}\":1"))}}}")).Codes);
        Assert.Equal(
            DiagnosticCodes.TooManyNodes,
            Messages.All(Json, Encoding.UTF8.GetBytes($"{{\"a\":[{string.Join(',', Enumerable.Repeat("{}", 5000))}]}}"), limits: new MessageLimits { MaxNodes = 1000 }).Codes);
    }

    [Fact]
    public void A_document_that_is_too_big_does_not_sink_the_next_one()
    {
        string big = $"{{\"l\":[{string.Join(',', Enumerable.Repeat("\"0123456789\"", 20_000))}]}}";

        Read read = Messages.All(Json, Encoding.UTF8.GetBytes($"[{{\"n\":1}},{big},{{\"n\":3}}]"), limits: new MessageLimits { MaxMessageBytes = 50_000 });

        Assert.Equal(DiagnosticCodes.DocumentTooBig, read.Codes);
        Assert.Equal(3, read.Messages.Count);
        Assert.EndsWith("(n=3)", read.Messages[2].Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_broken_line_does_not_sink_the_next_one()
    {
        Read read = Messages.All(Json, "{\"n\":1}\n{\"n\":oops}\n{\"n\":3}\n"u8.ToArray());

        Assert.Equal(["", DiagnosticCodes.NotWellFormed, ""], read.Messages.Select(m => string.Join(' ', m.Diagnostics.Select(d => d.Code))));
        Assert.Equal(2, read.Messages[1].Diagnostics[0].Position.Line);
        Assert.Equal("$(n=3)", read.Messages[2].Text);
    }

    [Fact]
    public void Utf16_is_read_with_lines_and_without_offsets()
    {
        Read read = Messages.All(Json, Encoding.Unicode.GetBytes("\uFEFF{\n\"注\":\"文\"}"));

        Assert.Equal("$(注=文)", Assert.Single(read.Messages).Text);
        Assert.Equal((2, -1L), (read.Messages[0].Places[1].Node.Line, read.Messages[0].Places[1].Node.Offset));
    }

    [Fact]
    public void Whatever_the_bytes_are_reading_ends_without_an_exception()
    {
        byte[] sample = Encoding.UTF8.GetBytes("{\"n\":\"値\\u0041\",\"l\":[{\"q\":1.5,\"x\":null},[true]]}\n{\"n\":2}\n[{\"a\":{}}]");
        Random random = new(20261124);
        for (int round = 0; round < 5000; round++)
        {
            byte[] bytes = [.. sample];
            for (int change = random.Next(1, 6); change > 0; change--)
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);

            Read read = Messages.All(Json, bytes[..(random.Next(4) == 0 ? random.Next(bytes.Length) : bytes.Length)], round % 2 == 0 ? ["l"] : null, piece: round % 7 == 0 ? 3 : int.MaxValue);

            Assert.True(read.Messages.Count <= sample.Length);
        }
    }
}
