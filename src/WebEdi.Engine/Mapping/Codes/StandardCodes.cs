using System.Collections.Concurrent;

namespace WebEdi.Engine.Mapping.Codes;

/// <summary>Codes of one standard for one property of documents: units, types of orders. Immutable, safe for concurrent use.</summary>
/// <remarks>
/// A code that the list of documents has no equal for is kept with its source before it, <c>x12:QQ</c>: the same standard gets it back as it was, and no other one takes
/// it for a code of its own.
/// </remarks>
internal sealed class StandardCodes
{
    private static readonly ConcurrentDictionary<(string List, string Standard), StandardCodes> Made = new();

    private readonly CodeData _data;
    private readonly bool _isAsIs;
    private readonly string? _prefix;
    private readonly Dictionary<string, string> _inward = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _outward = new(StringComparer.Ordinal);

    private StandardCodes(string list, string standard)
    {
        _data = CodeData.Of(list);
        (_isAsIs, _prefix, Source) = (_data.IsAsIs(standard), _data.PrefixOf(standard), standard + ":");
        foreach ((string file, string document) in _data.PairsOf(standard))
        {
            _inward.Add(file, document);
            _outward.Add(document, file);
        }
    }

    /// <summary>Gets the standards that have codes.</summary>
    public static IReadOnlyList<string> Standards { get; } = ["x12", "edifact", "ubl", "sme", "idoc", "cxml"];

    /// <summary>Gets what stands before a code that only this standard has.</summary>
    public string Source { get; }

    /// <summary>Gets the codes of a standard.</summary>
    /// <param name="list">The list of the property: <see cref="Kinds.Target.CodeList"/>.</param>
    /// <param name="standard">One of <see cref="Standards"/>.</param>
    public static StandardCodes Of(string list, string standard) => Made.GetOrAdd((list, standard), static k => new StandardCodes(k.List, k.Standard));

    /// <summary>Makes a code of documents of one of a file.</summary>
    public string Read(string code)
    {
        if (_inward.TryGetValue(code, out string? meant))
            return meant;
        if (_isAsIs && _data.Has(code))
            return code;

        return _prefix is not null && code.StartsWith(_prefix, StringComparison.Ordinal) && _data.Has(code[_prefix.Length..]) ? code[_prefix.Length..] : Source + code;
    }

    /// <summary>Finds the code of the standard that means the same.</summary>
    /// <returns>Null: it has none.</returns>
    public string? Equal(string code)
    {
        if (_outward.TryGetValue(code, out string? written))
            return written;
        if (_isAsIs && _data.Has(code))
            return code;
        if (code.StartsWith(Source, StringComparison.Ordinal) && code.Length > Source.Length)
            return code[Source.Length..];

        return _prefix is not null && _data.Has(code) ? _prefix + code : null;
    }

    /// <summary>Finds the code of the standard that says the most of what is meant, where none means the same.</summary>
    /// <returns>Null: it has none, and the code must not be written.</returns>
    public string? Nearest(string code)
    {
        foreach (string target in _data.NearestTo(code))
        {
            if (target.StartsWith(Source, StringComparison.Ordinal))
                return target[Source.Length..];
            if (!HasSource(target) && Equal(target) is { } written)
                return written;
        }

        return _data.HasOwn && !HasSource(code) ? code : null;
    }

    private static bool HasSource(string code) =>
        code.IndexOf(':', StringComparison.Ordinal) is > 0 and int at && Standards.Contains(code[..at], StringComparer.Ordinal);
}
