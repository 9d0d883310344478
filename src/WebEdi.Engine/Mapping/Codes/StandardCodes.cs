using System.Collections.Concurrent;

namespace WebEdi.Engine.Mapping.Codes;

/// <summary>Codes of one standard for one property of documents: units, types of orders. Immutable, safe for concurrent use.</summary>
/// <remarks>
/// A code that the list of documents has no equal for is kept with its source before it, <c>x12:QQ</c>: the same standard gets it back as it was, and no other one takes
/// it for a code of its own.
/// </remarks>
internal sealed class StandardCodes
{
    private static readonly ConcurrentDictionary<string, StandardCodes> Made = new(StringComparer.Ordinal);

    private readonly string _list;
    private readonly string _standard;

    private StandardCodes(string list, string standard) => (_list, _standard, Source) = (list, standard, standard + ":");

    /// <summary>Gets the standards that have codes.</summary>
    public static IReadOnlyList<string> Standards { get; } = ["x12", "edifact", "ubl", "sme", "idoc", "cxml"];

    /// <summary>Gets what stands before a code that only this standard has.</summary>
    public string Source { get; }

    /// <summary>Gets the codes of a standard.</summary>
    /// <param name="list">The list of the property: <see cref="Kinds.Target.CodeList"/>.</param>
    /// <param name="standard">One of <see cref="Standards"/>.</param>
    public static StandardCodes Of(string list, string standard)
    {
        // No pair: what holds one is compiled only when it runs, and the first order of a process would wait for that.
        string key = string.Concat(list, " ", standard);
        return Made.TryGetValue(key, out StandardCodes? codes) ? codes : Made.GetOrAdd(key, new StandardCodes(list, standard));
    }

    /// <summary>Gets the codes, read when the first one is met.</summary>
    private Lists Its => field ??= new Lists(CodeData.Of(_list), _standard);

    /// <summary>Makes a code of documents of one of a file.</summary>
    public string Read(string code)
    {
        if (Its.Inward.TryGetValue(code, out string? meant))
            return meant;
        if (Its.IsAsIs && Its.Data.Has(code))
            return code;

        return Its.Prefix is { } prefix && code.StartsWith(prefix, StringComparison.Ordinal) && Its.Data.Has(code[prefix.Length..]) ? code[prefix.Length..] : Source + code;
    }

    /// <summary>Finds the code of the standard that means the same.</summary>
    /// <returns>Null: it has none.</returns>
    public string? Equal(string code)
    {
        if (Its.Outward.TryGetValue(code, out string? written))
            return written;
        if (Its.IsAsIs && Its.Data.Has(code))
            return code;
        if (code.StartsWith(Source, StringComparison.Ordinal) && code.Length > Source.Length)
            return code[Source.Length..];

        return Its.Prefix is { } prefix && Its.Data.Has(code) ? prefix + code : null;
    }

    /// <summary>Finds the code of the standard that says the most of what is meant, where none means the same.</summary>
    /// <returns>Null: it has none, and the code must not be written.</returns>
    public string? Nearest(string code)
    {
        foreach (string target in Its.Data.NearestTo(code))
        {
            if (target.StartsWith(Source, StringComparison.Ordinal))
                return target[Source.Length..];
            if (!HasSource(target) && Equal(target) is { } written)
                return written;
        }

        return Its.Data.HasOwn && !HasSource(code) ? code : null;
    }

    private static bool HasSource(string code) =>
        code.IndexOf(':', StringComparison.Ordinal) is > 0 and int at && Standards.Contains(code[..at], StringComparer.Ordinal);

    /// <summary>The codes of a list and a standard.</summary>
    private sealed class Lists
    {
        public Lists(CodeData data, string standard)
        {
            (Data, IsAsIs, Prefix) = (data, data.IsAsIs(standard), data.PrefixOf(standard));
            foreach ((string file, string document) in data.PairsOf(standard))
            {
                Inward.Add(file, document);
                Outward.Add(document, file);
            }
        }

        public CodeData Data { get; }

        public bool IsAsIs { get; }

        public string? Prefix { get; }

        public Dictionary<string, string> Inward { get; } = new(StringComparer.Ordinal);

        public Dictionary<string, string> Outward { get; } = new(StringComparer.Ordinal);
    }
}
