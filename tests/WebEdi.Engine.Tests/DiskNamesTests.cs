using Xunit;

namespace WebEdi.Engine.Tests;

public sealed class DiskNamesTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("webedi-names-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_file_that_somebody_has_taken_already_is_no_fault() => DiskNames.Keep(Path.Combine(_folder, "taken.csv"));

    [Fact]
    public void A_file_stays_what_it_is()
    {
        string path = Path.Combine(_folder, "replies.csv");
        File.WriteAllText(path, "a,b");

        DiskNames.Keep(path);

        Assert.Equal("a,b", File.ReadAllText(path));
    }

    [Fact]
    public void A_folder_that_is_gone_is_told() => Assert.Throws<DirectoryNotFoundException>(() => DiskNames.Keep(Path.Combine(_folder, "no", "replies.csv")));
}
