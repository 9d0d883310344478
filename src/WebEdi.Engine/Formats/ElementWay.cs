namespace WebEdi.Engine.Formats;

/// <summary>A way from node to node by names, for what a format itself must find in a message. A name that begins with * is the end of names.</summary>
internal sealed class ElementWay
{
    private readonly SymbolTable _symbols;
    private readonly string[] _names;
    private readonly int[] _numbers;

    /// <summary>Lays a way.</summary>
    /// <param name="symbols">The names of the file.</param>
    /// <param name="text">The names with slashes between them.</param>
    public ElementWay(SymbolTable symbols, string text)
    {
        (_symbols, _names) = (symbols, text.Split('/'));
        _numbers = [.. _names.Select(n => n[0] == '*' ? -1 : symbols.Of(n))];
    }

    /// <summary>Finds the first node that has a value.</summary>
    /// <returns>-1: there is none.</returns>
    public int Find(ElementTree tree, int from) => Find(tree, from, 0);

    private int Find(ElementTree tree, int from, int depth)
    {
        if (depth == _numbers.Length)
            return tree.Value(from).IsEmpty ? -1 : from;

        for (int node = from + 1; node < tree.End(from); node = tree.End(node))
        {
            if (IsNamed(tree.Symbol(node), depth) && Find(tree, node, depth + 1) is >= 0 and int found)
                return found;
        }

        return -1;
    }

    private bool IsNamed(int symbol, int depth) =>
        _numbers[depth] >= 0 ? symbol == _numbers[depth] : _symbols[symbol].EndsWith(_names[depth][1..], StringComparison.Ordinal);
}
