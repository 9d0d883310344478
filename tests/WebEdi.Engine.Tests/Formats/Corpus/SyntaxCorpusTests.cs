using System.Globalization;

using WebEdi.Diagnostics;

using Xunit;

namespace WebEdi.Engine.Tests.Formats.Corpus;

/// <summary>Every EDIFACT and X12 file of the corpus against what is written down for it: counts, types, versions, every fault with its line.</summary>
public sealed class SyntaxCorpusTests
{
    private static readonly string Table = Path.Combine(AppContext.BaseDirectory, "Formats", "Corpus", "expected-syntax.tsv");

    [Theory]
    [InlineData("edifact")]
    [InlineData("x12")]
    public async Task Every_file_reads_as_written_down(string format)
    {
        Dictionary<string, string> expected = (await File.ReadAllLinesAsync(Table))
            .Where(l => l.StartsWith(format + "/", StringComparison.Ordinal)).ToDictionary(l => l[..l.IndexOf('\t', StringComparison.Ordinal)]);
        List<string> differences = [];
        int files = 0;
        foreach (string name in CorpusFolder.Files(format))
        {
            files++;
            string found = Describe(name, await ReadFile.ReadAsync(format, await File.ReadAllBytesAsync(Path.Combine(CorpusFolder.Find(), name))));
            if (expected.GetValueOrDefault(name) != found)
                differences.Add($"- {expected.GetValueOrDefault(name)}\n+ {found}");
        }

        Assert.True(differences.Count == 0, string.Join('\n', differences));
        Assert.Equal(expected.Count, files);
    }

    [Theory]
    [InlineData("edifact")]
    [InlineData("x12")]
    public async Task Counts_agree_with_those_of_an_independent_script(string format)
    {
        // Columns: file, ..., 7 interchanges, 8 groups, 9 messages. What the script could not read is left out: a file that is none, headers
        // that are missing or misspelled, an advice wrapped into its header, a terminator that nothing announces.
        string[] unread =
        [
            "gozer-missing-isa", "gozer-wrong-isa", "gozer-no-delimiters", "staedi-invoic-d97b-wrapped-una", "edinet-ifcsum-d01b-newline-terminator-no-una",
        ];
        List<string> differences = [];
        foreach (string line in await File.ReadAllLinesAsync(Path.Combine(CorpusFolder.Find(), "INDEX.tsv")))
        {
            string[] cells = line.Split('\t');
            if (!cells[0].StartsWith(format + "/", StringComparison.Ordinal) || unread.Any(u => cells[0].Contains(u, StringComparison.Ordinal)))
                continue;

            ReadFile file = await ReadFile.ReadAsync(format, await File.ReadAllBytesAsync(Path.Combine(CorpusFolder.Find(), cells[0])));
            string found = string.Create(CultureInfo.InvariantCulture, $"{file.Counts.Interchanges} {file.Counts.Groups} {file.Counts.Messages}");
            if (found != $"{Number(cells[7])} {Number(cells[8])} {Number(cells[9])}")
                differences.Add($"{cells[0]}: {found}, script: {cells[7]} {cells[8]} {cells[9]}");
        }

        Assert.True(differences.Count == 0, string.Join('\n', differences));

        static string Number(string cell) => cell.Length == 0 ? "0" : cell;
    }

    [Theory]
    [InlineData("edifact", 1)]
    [InlineData("edifact", 7)]
    [InlineData("x12", 1)]
    [InlineData("x12", 7)]
    public async Task How_many_bytes_a_read_returns_makes_no_difference(string format, int chunk)
    {
        foreach (string name in CorpusFolder.Files(format))
        {
            byte[] bytes = await File.ReadAllBytesAsync(Path.Combine(CorpusFolder.Find(), name));
            if (bytes.Length > 100_000)
                continue;

            ReadFile whole = await ReadFile.ReadAsync(format, bytes);
            ReadFile pieces = await ReadFile.ReadAsync(format, bytes, ReadFile.Syntax with { BlockBytes = 4096 + chunk }, chunk);

            Assert.Equal(whole.Messages.SelectMany(m => m.Segments), pieces.Messages.SelectMany(m => m.Segments));
            Assert.Equal(whole.Messages.Select(m => m.Envelope), pieces.Messages.Select(m => m.Envelope));
            Assert.Equal(whole.All.Select(d => d.ToString()), pieces.All.Select(d => d.ToString()));
        }
    }

    private static string Describe(string name, ReadFile file)
    {
        string faults = string.Join(' ', file.All.OrderBy(d => d.Position.Offset).ThenBy(d => d.Code, StringComparer.Ordinal)
            .Select(d => string.Create(CultureInfo.InvariantCulture, $"{d.Code}{(d.Severity == Severity.Warning ? "w" : "")}@{d.Position.Line},{d.Position.Column}")));
        return string.Join('\t', name, file.Counts.Interchanges, file.Counts.Groups, file.Counts.Messages,
            string.Join('+', file.Messages.Select(m => m.Envelope.MessageType).Distinct()),
            string.Join('+', file.Messages.Select(m => m.Envelope.Version).Distinct()),
            string.Join('+', file.Messages.Select(m => m.Segments.Count).Take(20)),
            string.Join('+', file.Messages.Select(m => m.Encoding).Distinct()),
            faults);
    }
}
