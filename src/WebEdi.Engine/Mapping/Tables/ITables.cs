namespace WebEdi.Engine.Mapping.Tables;

/// <summary>The tables that a map can look values up in; asked when the map is compiled, never while a file is read.</summary>
internal interface ITables
{
    /// <summary>Gets the names of tables that there are, for messages.</summary>
    IEnumerable<string> Names { get; }

    /// <summary>Gets a value indicating whether a table that is not found may be there when a file comes: the map is then checked without it.</summary>
    bool MayHaveOthers { get; }

    /// <summary>Finds a table.</summary>
    LookupTable? Find(string name);
}

/// <summary>Some tables.</summary>
/// <param name="tables">The tables by name; null: none.</param>
/// <param name="others">Names of further ones, for messages.</param>
internal sealed class TableSet(IReadOnlyDictionary<string, LookupTable>? tables, IReadOnlyList<string> others) : ITables
{
    public static TableSet None { get; } = new(null, []);

    public IEnumerable<string> Names => (tables?.Keys ?? []).Union(others, StringComparer.Ordinal);

    public bool MayHaveOthers => false;

    public LookupTable? Find(string name) => tables?.GetValueOrDefault(name);
}

/// <summary>Some tables, one of them changed or taken away.</summary>
/// <param name="tables">The tables as they are.</param>
/// <param name="name">The name of the changed one.</param>
/// <param name="changed">What it would be; null: it would be gone.</param>
internal sealed class ChangedTables(ITables tables, string name, LookupTable? changed) : ITables
{
    public IEnumerable<string> Names => tables.Names.Where(n => n != name || changed is not null);

    public bool MayHaveOthers => tables.MayHaveOthers;

    public LookupTable? Find(string wanted) => wanted == name ? changed : tables.Find(wanted);
}
