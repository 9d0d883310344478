using System.Text;
using WebEdi.Documents;
using Xunit;

namespace WebEdi.Engine.Tests.Writing;

/// <summary>Fields of IDocs have a longest text: codes go to a place with room or are told, words go on in further places.</summary>
public sealed class ElementLengthTests
{
    private static readonly DespatchAdvice Advice = new()
    {
        Number = "DN-1", IssueDate = new DateOnly(2026, 12, 9), OrderNumber = "PO-1", Buyer = new Party { Code = "B" }, Supplier = new Party { Code = "S" },
        Lines = [new DespatchLine { LineNumber = "10", ItemCode = "I", Quantity = 5, Unit = "PCE", OrderNumber = "PO-1" }],
    };

    [Theory]
    [InlineData(22, "KDMAT", false)]
    [InlineData(23, "KDMAT35", false)]
    [InlineData(35, "KDMAT35", false)]
    [InlineData(36, null, true)]
    public async Task A_code_goes_where_it_has_room_or_is_told(int length, string? field, bool isLost)
    {
        string code = new('A', length);

        (string text, IReadOnlyList<WriteLoss> losses, DespatchAdvice again) = await CopyAsync(Advice with { Lines = [Advice.Lines[0] with { ItemCode = code }] });

        Assert.Equal(!isLost, text.Contains($"<{field}>{code}<", StringComparison.Ordinal));
        Assert.Equal(isLost ? [("line.item", "10", WriteLossReason.TooLong, code)] : [], losses.Select(l => (l.Path, l.Line, l.Reason, l.Value)));
        Assert.Equal(isLost ? null : code, again.Lines[0].ItemCode);
    }

    [Theory]
    [InlineData("Takahashi Manufacturing and Precision Works", "Takahashi Manufacturing and Precision", "Works", null)]
    [InlineData("髙橋製作所髙橋製作所髙橋製作所髙橋製作所髙橋製作所髙橋製作所髙橋製作所髙橋製作所㈱", "髙橋製作所髙橋製作所髙橋製作所髙橋製作所髙橋製作所髙橋製作所髙橋製作所髙橋製作所", "㈱", "髙橋製作所髙橋製作所髙橋製作所髙橋製作所髙橋製作所髙橋製作所髙橋製作所髙橋製作所 ㈱")]
    public async Task A_name_goes_on_in_the_second_field(string name, string first, string second, string? told)
    {
        (string text, IReadOnlyList<WriteLoss> losses, DespatchAdvice again) = await CopyAsync(Advice with { Supplier = new Party { Code = "S", Name = name } });

        Assert.Contains($"<NAME1>{first}<", text, StringComparison.Ordinal);
        Assert.Contains($"<NAME2>{second}<", text, StringComparison.Ordinal);
        Assert.Equal(told is null ? [] : [("despatchAdvice.supplierName", WriteLossReason.TooLong, told)], losses.Select(l => (l.Path, l.Reason, l.Written)));
        Assert.Equal(told ?? name, again.Supplier.Name);
    }

    [Fact]
    public async Task Every_line_of_a_note_is_a_text_line_and_a_long_one_goes_on_in_the_next()
    {
        string longLine = string.Join(' ', Enumerable.Range(1, 40).Select(i => $"w{i}"));

        (string text, IReadOnlyList<WriteLoss> losses, DespatchAdvice again) = await CopyAsync(Advice with { Note = "一行目\n二行目" });
        (string wrapped, IReadOnlyList<WriteLoss> wrappedLosses, DespatchAdvice unwrapped) = await CopyAsync(Advice with { Note = longLine });

        Assert.Equal(2, text.Split("<TDLINE>").Length - 1);
        Assert.Empty(losses);
        Assert.Equal("一行目\n二行目", again.Note);
        WriteLoss loss = Assert.Single(wrappedLosses);
        Assert.Equal((WriteLossReason.TooLong, longLine, unwrapped.Note), (loss.Reason, loss.Value, loss.Written));
        Assert.Equal(longLine, unwrapped.Note!.Replace('\n', ' '));
        Assert.All(wrapped.Split("<TDLINE>").Skip(1), l => Assert.InRange(l.IndexOf('<', StringComparison.Ordinal), 1, 132));
    }

    [Fact]
    public async Task Words_without_a_further_place_are_cut_and_told()
    {
        string name = string.Concat(Enumerable.Repeat("😀", 30));

        (_, IReadOnlyList<WriteLoss> losses, DespatchAdvice again) = await CopyAsync(Advice with { Lines = [Advice.Lines[0] with { ItemName = name }] });

        Assert.Equal(("line.itemName", WriteLossReason.TooLong, name[..40]), losses.Select(l => (l.Path, l.Reason, l.Written)).Single());
        Assert.Equal(name[..40], again.Lines[0].ItemName);
    }

    private static async Task<(string Text, IReadOnlyList<WriteLoss> Losses, DespatchAdvice Again)> CopyAsync(DespatchAdvice advice)
    {
        (byte[] written, IReadOnlyList<WriteLoss> losses) = await DocumentCopies.WriteAsync(OrderCopies.Options("idoc-desadv"), advice);
        EdiMessage again = Assert.Single(await DocumentCopies.ReadAsync(written, null));
        Assert.Empty(again.Diagnostics.Select(d => d.ToString()));
        return (Encoding.UTF8.GetString(written), losses, (DespatchAdvice)again.Document!);
    }
}
