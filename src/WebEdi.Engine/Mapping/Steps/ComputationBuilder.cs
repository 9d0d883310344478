using WebEdi.Diagnostics;
using WebEdi.Engine.Mapping.Expressions;
using WebEdi.Engine.Mapping.Tables;

namespace WebEdi.Engine.Mapping.Steps;

/// <summary>Makes ready what a field is made by: an expression, a table or a script.</summary>
internal sealed class ComputationBuilder(StepBuilder names, MapTools tools, Action<string, string, Expectation> wrong)
{
    /// <summary>Makes it ready.</summary>
    /// <param name="field">What the map says.</param>
    /// <param name="path">Its place in the map.</param>
    /// <param name="hasOwn">Whether the field has a text of its own.</param>
    /// <param name="inputs">The values that its condition uses already; others are added.</param>
    /// <returns>Null when it is wrong, which has been told, or when its table will be there only when a file comes.</returns>
    public Computation? Build(DefinitionNode field, string path, bool hasOwn, List<ExpressionInput> inputs)
    {
        string[] words = [.. StepBuilder.Words.Where(w => field.TryGetProperty(w, out _))];
        if (words.Length > 1)
        {
            wrong(path, string.Join(", ", words), Expect.ExactlyOneOf("\"lookup\"", "\"value\"", "\"scriban\""));
            return null;
        }

        return words switch
        {
            ["lookup"] => Lookup(field.GetProperty("lookup"), path + ".lookup", hasOwn, inputs),
            ["value"] => Expression(field.GetProperty("value").GetString()!, path + ".value", inputs),
            ["scriban"] => Script(field.GetProperty("scriban").GetString()!, path + ".scriban", inputs),
            _ when !hasOwn => Refuse(path),
            _ => Expression("this", path, inputs),
        };
    }

    private ExpressionComputation? Expression(string text, string path, List<ExpressionInput> inputs) =>
        names.Parse(text, path, inputs) is { } term ? new ExpressionComputation(text, term, inputs) : null;

    private ExpressionComputation? Refuse(string path)
    {
        wrong(path, "when", Expect.OwnSource);
        return null;
    }

    private ScriptComputation? Script(string text, string path, List<ExpressionInput> inputs)
    {
        if (tools.Scripts is not { } scripts)
        {
            wrong(path, text, Expect.Value("-"));
            return null;
        }

        foreach (string name in scripts.NamesIn(text))
        {
            if (names.Find(name) is { } input && !inputs.Contains(input))
                inputs.Add(input);
        }

        IScript? script = scripts.Compile(text, inputs, (found, expected) => wrong(path, found, expected));
        return script is null ? null : new ScriptComputation(text, script, inputs);
    }

    private LookupComputation? Lookup(DefinitionNode lookup, string path, bool hasOwn, List<ExpressionInput> inputs)
    {
        string name = lookup.GetProperty("table").GetString()!;
        if (tools.Tables.Find(name) is not { } table)
        {
            if (!tools.Tables.MayHaveOthers)
                wrong(path + ".table", name, Expect.TableOneOf(tools.Tables.Names.Order(StringComparer.Ordinal)));
            return null;
        }

        Term? own = hasOwn ? names.Parse("this", path, inputs) : null;
        List<int> columns = [];
        List<Term> keys = [];
        bool isSound = Keys(lookup, path + ".key", table, own, inputs, columns, keys);
        int value = Column(table, lookup.GetProperty("value").GetString()!, path + ".value");
        LookupElse? otherwise = Else(lookup, path + ".else", hasOwn);
        if (!isSound || value < 0 || otherwise is null)
            return null;

        TableIndex index = table.Index(columns, value);
        if (index.Conflict is { } rows)
        {
            wrong(path, string.Join(", ", columns.Select(c => table[rows.First, c].ToString())), Expect.UniqueKeys(table.LineOf(rows.First), table.LineOf(rows.Second)));
            return null;
        }

        return new LookupComputation(table, index, [.. keys], own, otherwise, inputs);
    }

    private bool Keys(DefinitionNode lookup, string path, LookupTable table, Term? own, List<ExpressionInput> inputs, List<int> columns, List<Term> keys)
    {
        bool isThere = lookup.TryGetProperty("key", out DefinitionNode? key);
        if (!isThere || key!.Kind == NodeKind.String)
        {
            if (own is null)
            {
                wrong(path, isThere ? key!.GetString()! : "-", Expect.OwnSource);
                return false;
            }

            columns.Add(isThere ? Column(table, key!.GetString()!, path) : 0);
            keys.Add(own);
            return columns[0] >= 0;
        }

        foreach (DefinitionNode property in key.Children)
        {
            int column = Column(table, property.Name, $"{path}.{property.Name}");
            Term? term = names.Parse(property.GetString()!, $"{path}.{property.Name}", inputs);
            if (column < 0 || term is null)
                return false;

            columns.Add(column);
            keys.Add(term.ToText());
        }

        return true;
    }

    private LookupElse? Else(DefinitionNode lookup, string path, bool hasOwn)
    {
        string text = lookup.TryGetProperty("else", out DefinitionNode? otherwise) ? otherwise.GetString()! : "fault";
        if (text == "keep" && !hasOwn)
        {
            wrong(path, text, Expect.OwnSource);
            return null;
        }

        return new LookupElse(text == "fault", text is "fault" or "keep" ? null : text);
    }

    private int Column(LookupTable table, string name, string path)
    {
        int column = table.Find(name);
        if (column < 0)
            wrong(path, name, table.Nearest(name) is { } near ? Expect.Perhaps(near) : Expect.OneOf(table.Columns));
        return column;
    }
}
