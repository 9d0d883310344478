using System.Text;

using WebEdi.Diagnostics;
using WebEdi.Engine.Tests.Mapping;

using Xunit;

namespace WebEdi.Engine.Tests.Reading;

/// <summary>Row S11 of the security checklist, as far as it concerns CSV: large hostile files, refused or read with flat memory.</summary>
[Collection(MeasuresMemory.Name)]
public sealed class HostileFileTests
{
    private const long Large = 400L * 1024 * 1024;
    private const long MaxKept = 32L * 1024 * 1024;
    private static readonly byte[] Head = OrderFile.Bytes("注文番号,取引先,行,品番,数量,納期\r\nPO-1,S1,1,A,1,20261201\r\n");

    [Fact]
    public async Task S11_400_MB_of_zero_bytes_are_refused_from_the_first_bytes()
    {
        GeneratedStream file = new([], new byte[4096], Large);

        Mapped mapped = await OrderFile.ReadAsync(OrderFile.SimpleMap, file);

        Assert.Equal(DiagnosticCodes.FormatUnknown, Assert.Single(mapped.Issues).Code);
        Assert.True(file.Position <= 64 * 1024);
    }

    [Fact]
    public async Task S11_a_file_that_was_not_written_to_its_end_is_refused_at_its_first_zero_byte()
    {
        byte[] head = [.. Head, .. Enumerable.Repeat((byte)'x', 100_000), (byte)'\n'];
        GeneratedStream file = new(head, new byte[4096], Large);

        Mapped mapped = await OrderFile.ReadAsync(OrderFile.SimpleMap, file);

        Diagnostic refusal = Assert.Single(mapped.Issues);
        Assert.Equal((DiagnosticCodes.NulFound, (long)head.Length), (refusal.Code, refusal.Position.Offset));
        Assert.True(file.Position < 4 * 1024 * 1024);
    }

    [Fact]
    public async Task S11_a_quote_that_is_never_closed_in_a_large_file_costs_one_row_and_no_memory()
    {
        byte[] head = [.. Head, .. "PO-2,S1,1,\"A,1,20261201\n"u8];
        GeneratedStream file = new(head, Encoding.ASCII.GetBytes("PO-3,S1,\n"), 8L * 1024 * 1024);

        long before = GC.GetTotalMemory(forceFullCollection: true);
        Counted counted = await CountAsync(file);

        Assert.Equal(1, counted.Orders);
        Assert.Equal(DiagnosticCodes.QuoteUnclosed, counted.Second);
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, MaxKept);
    }

    [Fact]
    public async Task S11_a_line_of_10_MB_is_one_fault()
    {
        byte[] head = [.. Head, .. "PO-2,S1,1,"u8, .. Enumerable.Repeat((byte)'x', 10 * 1024 * 1024), .. "\nPO-3,S1,1,A,1,20261201\n"u8];

        Mapped mapped = await OrderFile.ReadAsync(OrderFile.SimpleMap, new MemoryStream(head));

        Assert.Equal(["PO-1", "PO-3"], mapped.Orders.Select(o => o.Number));
        Assert.Equal("PO-2", mapped.Results[1].Number);
        Assert.Equal(DiagnosticCodes.SegmentTooLong, Assert.Single(mapped.Issues).Code);
        Assert.Equal("4", mapped.Results[2].SourceLines);
    }

    [Fact]
    public async Task S11_rubbish_that_looks_like_text_is_refused()
    {
        GeneratedStream file = new([], Encoding.ASCII.GetBytes("lorem ipsum dolor sit amet "), 50L * 1024 * 1024);

        Mapped mapped = await OrderFile.ReadAsync(OrderFile.SimpleMap, file);

        Assert.NotEmpty(mapped.Issues);
        Assert.All(mapped.Issues, i => Assert.Equal(Severity.Error, i.Severity));
        Assert.Empty(mapped.Orders);
    }

    private static async Task<Counted> CountAsync(Stream file)
    {
        Engine.Mapping.CompiledMap map = OrderFile.Map(OrderFile.SimpleMap);
        Engine.Reading.MessageReader reader = new();
        Result<Engine.Formats.FileSurvey> survey = await reader.SurveyAsync(file, "orders.csv", map.Reading, null, CancellationToken.None);
        Assert.True(survey.Succeeded, string.Join('\n', survey.Diagnostics));
        Engine.Mapping.MappingSession session = new(map, survey.Value, 20_000);
        int orders = 0;
        string? second = null;
        await foreach (Engine.Formats.SegmentBlock block in reader.ReadAsync(file, survey.Value, CancellationToken.None))
        {
            foreach (Engine.Mapping.MappedDocument order in session.Add(block))
            {
                if (order.Document is not null)
                    orders++;
                else
                    second ??= order.Diagnostics[0].Code;
            }
        }

        return new Counted(orders, second);
    }

    private sealed record Counted(int Orders, string? Second);
}
