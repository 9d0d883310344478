using System.Text.RegularExpressions;

using WebEdi.Diagnostics;
using WebEdi.Engine.Mapping;

using Xunit;

namespace WebEdi.Engine.Tests.Mapping;

/// <summary>The maps that the documentation shows are maps that load.</summary>
public sealed partial class DocumentedMapTests
{
    [Theory]
    [InlineData("docs/formats.md", 1)]
    [InlineData("docs/maps.md", 3)]
    [InlineData("README.md", 1)]
    public void Every_map_in_the_documentation_loads(string file, int atLeast)
    {
        string[] maps = [.. Blocks().Matches(File.ReadAllText(Path.Combine(Root(), file)).ReplaceLineEndings("\n")).Select(m => m.Groups["map"].Value)];

        Assert.True(maps.Length >= atLeast, $"{file} shows {maps.Length} maps");
        EdiTable items = EdiTable.Read("items", "先方品番,取引先,自社品番,品名\n"u8).GetValueOrThrow();
        foreach (string map in maps)
        {
            Result<CompiledMap> result = MapCompiler.Compile("shown", 1, map, Vocabulary.Instance, tools: EngineTools.With(EdiTable.SetOf([items])));
            Assert.True(result.Succeeded, $"{file}: {string.Join(' ', result.Diagnostics)}\n{map}");
        }
    }

    private static string Root()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "WebEdi.sln")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("The tests do not lie below the solution.");
    }

    /// <summary>JSON blocks that read or write, and the raw strings of maps in C# blocks.</summary>
    [GeneratedRegex("""
        ^```json\n(?<map>\s*\{\s*"(?:read|write)"[\s\S]*?)^```$|AddMap\("[^"]+", "{3}\n(?<map>[\s\S]*?)\n\s*"{3}
        """, RegexOptions.Multiline)]
    private static partial Regex Blocks();
}
