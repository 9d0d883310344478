namespace WebEdi.Cli;

/// <summary>The map that a command line names.</summary>
internal static class MapArgument
{
    /// <summary>Adds the map to the options.</summary>
    /// <param name="map">A file, the name of a ready-made map, or null.</param>
    /// <param name="options">The options.</param>
    /// <exception cref="ArgumentException">It is neither.</exception>
    public static EdiReadOptions Apply(string? map, EdiReadOptions options)
    {
        if (map is null)
            return options;

        if (File.Exists(map))
            return options with { MapJson = File.ReadAllText(map), MapName = Path.GetFileNameWithoutExtension(map) };

        if (ReadyMadeMap.Find(map) is { } json)
            return options with { MapJson = json, MapName = map };

        throw new ArgumentException($"There is no map {map}; expected a file or one of: {string.Join(", ", ReadyMadeMap.Names)}.");
    }

    /// <summary>Adds the character tables of the folder that a command line names.</summary>
    /// <exception cref="ArgumentException">There is no such folder, or a table is wrong; the message says where.</exception>
    public static void UseCharacters(string? folder)
    {
        if (folder is null)
            return;

        if (!Directory.Exists(folder))
            throw new ArgumentException($"There is no folder {folder}.");

        try
        {
            EdiCharacterTables.AddFolder(folder);
        }
        catch (WebEdi.Diagnostics.EdiSetupException fault)
        {
            throw new ArgumentException(fault.Message, fault);
        }
    }

    /// <summary>Reads the tables that a command line names.</summary>
    /// <param name="tables">NAME=FILE, or a file whose name without its ending is the table's.</param>
    /// <exception cref="ArgumentException">One of them is no table; the message says where.</exception>
    public static IReadOnlyList<EdiTable> Tables(IEnumerable<string> tables)
    {
        Dictionary<string, EdiTable> read = new(StringComparer.Ordinal);
        foreach (string table in tables)
        {
            int equals = table.IndexOf('=', StringComparison.Ordinal);
            string file = table[(equals + 1)..];
            string name = equals > 0 ? table[..equals] : Path.GetFileNameWithoutExtension(file);
            WebEdi.Diagnostics.Result<EdiTable> result = EdiTable.Read(name, File.ReadAllBytes(file));
            read[name] = result.Value ?? throw new ArgumentException(string.Join(Environment.NewLine, result.Diagnostics));
        }

        return [.. read.Values];
    }

    /// <summary>Adds the map to the options for writing.</summary>
    /// <param name="map">A file, the name of a ready-made map, or json.</param>
    /// <param name="options">The options.</param>
    /// <exception cref="ArgumentException">It is neither.</exception>
    public static EdiWriteOptions Apply(string map, EdiWriteOptions options)
    {
        if (File.Exists(map))
            return options with { MapJson = File.ReadAllText(map), Map = Path.GetFileNameWithoutExtension(map) };

        if (map == EdiFileWriter.Json || ReadyMadeMap.Find(map) is not null)
            return options with { Map = map };

        throw new ArgumentException($"There is no map {map}; expected a file or one of: {EdiFileWriter.Json}, {string.Join(", ", ReadyMadeMap.Names)}.");
    }
}
