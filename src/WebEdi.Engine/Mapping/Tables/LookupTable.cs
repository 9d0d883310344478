using System.Collections.Concurrent;

using WebEdi.Engine.Text;

namespace WebEdi.Engine.Mapping.Tables;

/// <summary>A table of texts with named columns. Immutable, safe for concurrent use; all texts lie in one.</summary>
internal sealed class LookupTable
{
    /// <summary>The longest table as text, in characters; as a file, in bytes.</summary>
    public const int MaxLength = 16 * 1024 * 1024;

    /// <summary>The most rows.</summary>
    public const int MaxRows = 200_000;

    /// <summary>The most columns.</summary>
    public const int MaxColumns = 60;

    /// <summary>The longest text in a cell, in characters.</summary>
    public const int MaxCell = 2_000;

    private readonly ConcurrentDictionary<string, TableIndex> _indices = new(StringComparer.Ordinal);
    private readonly string _texts;
    private readonly int[] _ends;
    private readonly int[] _lines;

    internal LookupTable(string name, IReadOnlyList<string> columns, string texts, int[] ends, int[] lines) =>
        (Name, Columns, _texts, _ends, _lines) = (name, columns, texts, ends, lines);

    /// <summary>Gets its name.</summary>
    public string Name { get; }

    /// <summary>Gets the names of its columns.</summary>
    public IReadOnlyList<string> Columns { get; }

    /// <summary>Gets the number of its rows.</summary>
    public int RowCount => _lines.Length;

    /// <summary>Gets what it takes, in characters.</summary>
    public int Weight => _texts.Length + (4 * _ends.Length);

    /// <summary>Gets a text.</summary>
    public ReadOnlySpan<char> this[int row, int column]
    {
        get
        {
            int cell = (row * Columns.Count) + column;
            int start = cell == 0 ? 0 : _ends[cell - 1];
            return _texts.AsSpan(start, _ends[cell] - start);
        }
    }

    /// <summary>Tells the line of the table's text in which a row begins; for JSON, the number of the row.</summary>
    public int LineOf(int row) => _lines[row];

    /// <summary>Finds a column.</summary>
    /// <returns>Its index; -1: there is none.</returns>
    public int Find(string column)
    {
        for (int i = 0; i < Columns.Count; i++)
        {
            if (Columns[i] == column)
                return i;
        }

        return -1;
    }

    /// <summary>Finds the column that was probably meant.</summary>
    public string? Nearest(string column) => Suggestion.Nearest(column, Columns);

    /// <summary>Gets the index of some columns to another one; made once.</summary>
    public TableIndex Index(IReadOnlyList<int> keys, int value) =>
        _indices.GetOrAdd($"{string.Join(',', keys)}>{value}", _ => new TableIndex(this, [.. keys], value));
}
