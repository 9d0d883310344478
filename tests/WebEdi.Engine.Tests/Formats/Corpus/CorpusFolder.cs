using Xunit;

namespace WebEdi.Engine.Tests.Formats.Corpus;

/// <summary>The folder of real files beside the repository. Where it is not, tests are skipped; a build that must have it sets CI=true.</summary>
internal static class CorpusFolder
{
    /// <summary>Gets the folder.</summary>
    public static string Find()
    {
        for (DirectoryInfo? at = new(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            string folder = Path.Combine(at.FullName, "shared", "corpus");
            if (Directory.Exists(folder))
                return folder;
        }

        Assert.SkipUnless(Environment.GetEnvironmentVariable("CI") == "true", "There is no folder shared/corpus beside the repository.");
        throw new DirectoryNotFoundException("CI=true needs the folder shared/corpus beside the repository.");
    }

    /// <summary>Lists the files of a format, relative to the folder.</summary>
    public static IEnumerable<string> Files(string format) =>
        Directory.EnumerateFiles(Path.Combine(Find(), format), "*", SearchOption.AllDirectories)
            .Select(f => Path.GetRelativePath(Find(), f).Replace('\\', '/'))
            .Order(StringComparer.Ordinal);
}
