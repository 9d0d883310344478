using System.Text;

using WebEdi.Diagnostics;

namespace WebEdi.Engine.Formats.Schema;

/// <summary>Checks the elements of the documents of one file against the rules of their family.</summary>
internal sealed class ElementChecker
{
    private const int MaxFaults = 100;

    private readonly SymbolTable _symbols;
    private readonly Dictionary<int, Bound> _rules = [];
    private readonly Dictionary<int, string[]> _codes = [];
    private readonly HashSet<int> _skip;
    private readonly bool[] _isNamed;

    public ElementChecker(ElementRules rules, SymbolTable symbols)
    {
        _symbols = symbols;
        foreach ((string name, ElementRule rule) in rules.Elements)
            _rules[symbols.Of(name)] = new Bound(rule, [.. rule.Only.Select(symbols.Of)], [.. rule.Must.Select(symbols.Of)], [.. rule.Once.Select(symbols.Of)]);
        foreach ((string name, IReadOnlyList<string> codes) in rules.Codes)
            _codes[symbols.Of(name)] = [.. codes];
        _skip = [.. rules.Skip.Select(symbols.Of)];

        // Most elements have no rule; one look tells.
        int[] named = [.. _rules.Keys, .. _codes.Keys, .. _skip];
        _isNamed = new bool[named.Max() + 1];
        foreach (int symbol in named)
            _isNamed[symbol] = true;
    }

    /// <summary>Checks a document.</summary>
    /// <param name="tree">The document, whole.</param>
    /// <param name="found">Faults are added here.</param>
    public void Check(ElementTree tree, List<Diagnostic> found)
    {
        int before = found.Count;
        for (int node = 0; node < tree.Count && found.Count - before < MaxFaults;)
        {
            int symbol = tree.Symbol(node);
            if ((uint)symbol >= (uint)_isNamed.Length || !_isNamed[symbol])
            {
                node++;
                continue;
            }

            if (_skip.Contains(symbol))
            {
                node = tree.End(node);
                continue;
            }

            if (_rules.TryGetValue(symbol, out Bound? rule))
                CheckChildren(tree, node, rule, found);
            else if (_codes.TryGetValue(symbol, out string[]? codes))
                CheckCode(tree, node, codes, found);
            node++;
        }
    }

    private void CheckChildren(ElementTree tree, int node, Bound rule, List<Diagnostic> found)
    {
        Span<int> counts = stackalloc int[rule.Once.Length];
        Span<bool> there = stackalloc bool[rule.Must.Length];
        for (int child = node + 1; child < tree.End(node); child = tree.End(child))
        {
            int symbol = tree.Symbol(child);
            int must = Array.IndexOf(rule.Must, symbol), once = Array.IndexOf(rule.Once, symbol);
            if (must >= 0)
                there[must] = true;
            if (once >= 0 && ++counts[once] == 2)
                found.Add(Diagnostic.Create(DiagnosticCodes.ChildRepeated, tree.PositionOf(child), _symbols[symbol], expected: Expect.Value(1)));
            if (rule.Only.Length > 0 && Array.IndexOf(rule.Only, symbol) < 0 && _symbols[symbol][0] != '@')
                found.Add(Diagnostic.Create(DiagnosticCodes.ChildUnknown, tree.PositionOf(child), _symbols[tree.Symbol(node)], _symbols[symbol], Expect.OneOf(rule.Rule.Only)));
        }

        for (int i = 0; i < there.Length; i++)
        {
            if (!there[i])
                found.Add(Diagnostic.Create(DiagnosticCodes.ChildMissing, tree.PositionOf(node), rule.Rule.Must[i], expected: Expect.Value(_symbols[tree.Symbol(node)])));
        }
    }

    private void CheckCode(ElementTree tree, int node, string[] codes, List<Diagnostic> found)
    {
        ReadOnlySpan<byte> value = tree.Value(node);
        if (value.IsEmpty)
            return;

        string text = Encoding.UTF8.GetString(value);
        if (Array.IndexOf(codes, text) < 0)
            found.Add(Diagnostic.Create(DiagnosticCodes.CodeUnknown, tree.PositionOf(node, default(Place)), _symbols[tree.Symbol(node)], text, Expect.Names(codes)));
    }

    private sealed record Bound(ElementRule Rule, int[] Only, int[] Must, int[] Once);
}
