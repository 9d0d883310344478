using System.Globalization;

using WebEdi.Diagnostics;

using Xunit;

namespace WebEdi.Engine.Tests.Formats.Corpus;

/// <summary>Structure and values of every EDIFACT and X12 file of the corpus: what is written down for it, and nothing else, is an error.</summary>
/// <remarks>Envelopes, counts and references are another test's matter. The table says in its last column why a fault is right.</remarks>
public sealed class StructureCorpusTests
{
    /// <summary>The first faults of a file are written down; one file repeats the same hundreds of times.</summary>
    private const int Most = 12;

    private static readonly string Table = Path.Combine(AppContext.BaseDirectory, "Formats", "Corpus", "expected-faults.tsv");

    [Theory]
    [InlineData("edifact")]
    [InlineData("x12")]
    public async Task Only_the_faults_that_are_written_down_are_errors(string format)
    {
        string[] expected =
        [
            .. (await File.ReadAllLinesAsync(Table)).Where(l => l.StartsWith(format + "/", StringComparison.Ordinal))
                .Select(l => string.Join('\t', l.Split('\t').Take(7))).Order(StringComparer.Ordinal),
        ];
        List<string> found = [];
        foreach (string name in CorpusFolder.Files(format))
        {
            byte[] bytes = await File.ReadAllBytesAsync(Path.Combine(CorpusFolder.Find(), name));
            ReadFile file = await ReadFile.ReadAsync(format, bytes, ReadFile.Syntax with { SyntaxOnly = false });
            found.AddRange(file.All.Where(IsOfStructureOrValues).OrderBy(d => d.Position.Offset).Take(Most).Select(d => Describe(name, d)));
        }

        found.Sort(StringComparer.Ordinal);
        Assert.Equal(expected, found);
    }

    private static bool IsOfStructureOrValues(Diagnostic fault) =>
        fault.Severity == Severity.Error && (fault.Code.StartsWith("WE214", StringComparison.Ordinal) || fault.Code.StartsWith("WE22", StringComparison.Ordinal));

    private static string Describe(string name, Diagnostic d) => string.Create(
        CultureInfo.InvariantCulture, $"{name}\t{d.Code}\t{d.Position.Line}\t{d.Position.Segment}\t{d.Position.Element}\t{d.Position.Component}\t{d.Path}");
}
