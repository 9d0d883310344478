using Xunit;

namespace WebEdi.Engine.Tests.Mapping.Tables;

public sealed class TableFolderTests
{
    [Fact]
    public void A_file_is_read_once_until_it_changes()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("webedi-tables-");
        try
        {
            string file = Path.Combine(folder.FullName, "items.csv");
            File.WriteAllText(file, "a,b\n1,2\n");
            TableFolder tables = new(folder.FullName);

            Assert.Equal("a,b\n1,2\n", tables.Find("items"));
            Assert.Equal("a,b\n1,2\n", tables.Find("items"));
            Assert.Equal(1, tables.Reads);

            File.WriteAllText(file, "a,b\n1,3\n");
            File.SetLastWriteTimeUtc(file, File.GetLastWriteTimeUtc(file).AddSeconds(1));

            Assert.Equal("a,b\n1,3\n", tables.Find("items"));
            Assert.Equal(2, tables.Reads);

            File.Delete(file);

            Assert.Null(tables.Find("items"));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
