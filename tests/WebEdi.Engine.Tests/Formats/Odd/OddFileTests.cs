using System.Globalization;
using System.Text;

using WebEdi.Diagnostics;
using WebEdi.Documents;

using Xunit;

namespace WebEdi.Engine.Tests.Formats.Odd;

/// <summary>Odd but well-formed files read without a fault; malformed ones tell the right code at the right place, and what is good in them stays good.</summary>
public sealed class OddFileTests
{
    public static TheoryData<string, string> Cases
    {
        get
        {
            TheoryData<string, string> data = [];
            foreach (string file in Directory.GetFiles(Folder, "*.txt").Order(StringComparer.Ordinal))
            {
                foreach (OddFile odd in OddFile.Load(file))
                    data.Add(Path.GetFileName(file), odd.Name);
            }

            return data;
        }
    }

    private static string Folder { get; } = Path.Combine(AppContext.BaseDirectory, "Formats", "Odd");

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task A_file_gives_the_messages_and_faults_that_are_written_down(string file, string name)
    {
        OddFile odd = OddFile.Load(Path.Combine(Folder, file)).Single(o => o.Name == name);

        string found = await ReadAsync(odd);

        Assert.True(odd.Expected == found, $"\n--- {name}\n{found}");
    }

    private static async Task<string> ReadAsync(OddFile odd)
    {
        EdiFileReader reader = new(new EdiReadOptions { FileName = "odd", MapJson = odd.Map is { } map && map[0] != '{' ? ReadyMadeMap.Find(map) : odd.Map });
        StringBuilder told = new();
        List<Diagnostic> faults = [];
        try
        {
            await foreach (EdiMessage message in reader.ReadAsync(new MemoryStream(odd.Bytes)))
            {
                told.Append(CultureInfo.InvariantCulture, $"= {message.Format} {message.MessageType ?? "-"} {message.MessageReference ?? "-"}");
                if (message.Document is Order order)
                    told.Append(CultureInfo.InvariantCulture, $" {order.Number}:{string.Concat(order.Lines.Take(3).Select(l => $" {l.ItemCode?.ReplaceLineEndings("|")} x {l.Quantity}"))}");
                told.Append('\n');
                faults.AddRange(message.Diagnostics);
            }

            faults.AddRange(reader.Outside);
        }
        catch (EdiFormatException fault)
        {
            faults.AddRange(fault.Diagnostics);
        }

        foreach (Diagnostic d in faults.OrderBy(d => d.Position.Offset).ThenBy(d => d.Code, StringComparer.Ordinal).Take(12))
            told.Append(CultureInfo.InvariantCulture, $"! {d.Code} {d.Position.Line},{d.Position.Column} {d.Position.Segment}/{d.Position.Element}/{d.Position.Component} {(d.Severity == Severity.Error ? "error" : "warning")} {d.Path ?? "-"}\n");

        return told.ToString();
    }
}
