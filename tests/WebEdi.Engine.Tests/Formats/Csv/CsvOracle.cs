using CsvHelper;

namespace WebEdi.Engine.Tests.Formats.Csv;

/// <summary>Reads CSV with a foreign, well-known reader, to compare with.</summary>
internal static class CsvOracle
{
    public static List<string[]> Read(byte[] utf8)
    {
        using CsvReader reader = CsvReader.Create(utf8, new CsvReaderOptions { HasHeader = false, MalformedData = CsvMalformedDataHandling.Throw });
        List<string[]> records = [];
        while (reader.Read())
            records.Add([.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetString)]);

        return records;
    }
}
