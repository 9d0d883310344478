using WebEdi.Diagnostics;
using WebEdi.Engine;
using WebEdi.Engine.Mapping.Tables;

namespace WebEdi;

/// <summary>A table in which maps look values up. Read once, used for any number of files; safe for concurrent use.</summary>
public sealed class EdiTable
{
    private EdiTable(LookupTable table) => Table = table;

    /// <summary>Gets the name by which maps know it.</summary>
    public string Name => Table.Name;

    /// <summary>Gets the names of its columns.</summary>
    public IReadOnlyList<string> Columns => Table.Columns;

    /// <summary>Gets the number of its rows.</summary>
    public int RowCount => Table.RowCount;

    internal LookupTable Table { get; }

    /// <summary>Reads a table.</summary>
    /// <param name="name">1-60 letters, digits, hyphens and underscores.</param>
    /// <param name="content">CSV with a header line or a JSON array of objects, UTF-8 or CP932; at most 16 MiB, 200,000 rows, 60 columns, 2,000 characters in a cell.</param>
    /// <returns>The table, or what is wrong with it and where.</returns>
    public static Result<EdiTable> Read(string name, ReadOnlySpan<byte> content)
    {
        if (!TableName.IsValid(name))
            return new Result<EdiTable>([Diagnostic.Create(DiagnosticCodes.TableNameInvalid, default, "name", name, Expect.TableName)]);

        Result<string> text = TableText.Decode(name, content);
        if (!text.Succeeded)
            return new Result<EdiTable>(text.Diagnostics);

        Result<LookupTable> table = TableReader.Read(name, text.Value);
        return table.Succeeded ? new Result<EdiTable>(new EdiTable(table.Value)) : new Result<EdiTable>(table.Diagnostics);
    }

    internal static ITables SetOf(IEnumerable<EdiTable> tables) => new TableSet(tables.ToDictionary(t => t.Name, t => t.Table, StringComparer.Ordinal), []);
}
