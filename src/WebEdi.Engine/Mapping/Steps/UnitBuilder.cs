using System.Collections.Frozen;
using System.Globalization;

using WebEdi.Diagnostics;
using WebEdi.Engine.Mapping.Expressions;
using WebEdi.Engine.Mapping.Kinds;

namespace WebEdi.Engine.Mapping.Steps;

/// <summary>Makes ready how quantities of lines are converted.</summary>
internal sealed class UnitBuilder(DocumentLevel level, StepBuilder names, MapTools tools, Action<string, string, Expectation> wrong)
{
    private const string At = "units.convert";

    /// <summary>Fields that are quantities in the unit of the line.</summary>
    private static readonly string[] Quantities = ["quantity", "orderedQuantity", "shippedQuantity", "acceptedQuantity"];

    /// <summary>Makes it ready.</summary>
    /// <param name="units">What the map says.</param>
    /// <returns>Null when nothing is converted, or it is wrong, which has been told.</returns>
    public UnitStep? Build(DefinitionNode units)
    {
        if (!units.TryGetProperty("convert", out DefinitionNode? convert))
            return null;
        if (names.Find("unit") is not { } unit)
        {
            wrong(At, "unit", Expect.ObjectWith(["unit"]));
            return null;
        }

        List<ExpressionInput> inputs = [];
        Dictionary<string, UnitConversion> conversions = convert.TryGetProperty("table", out DefinitionNode? table) && table.Kind == NodeKind.String
            ? OfTable(convert, table.GetString()!)
            : OfMap(convert, inputs);
        return new UnitStep
        {
            Unit = unit.Slot,
            SetUnit = level.Targets["unit"].Set,
            Quantities = [.. Quantities.Where(level.Targets.ContainsKey).Select(q => (Input: names.Find(q), Name: q)).Where(q => q.Input is not null).Select(q => (q.Input!.Slot, q.Name, level.Targets[q.Name].Set))],
            Price = names.Find("price") is { } price && level.Targets.TryGetValue("priceBasis", out Target? basis)
                ? (price.Slot, level.Targets["price"].Set, names.Find("priceBasis")?.Slot ?? int.MaxValue, basis.Set)
                : null,
            Conversions = conversions.ToFrozenDictionary(StringComparer.Ordinal),
            Inputs = inputs,
        };
    }

    private Dictionary<string, UnitConversion> OfMap(DefinitionNode convert, List<ExpressionInput> inputs)
    {
        Dictionary<string, UnitConversion> conversions = new(StringComparer.Ordinal);
        foreach (DefinitionNode property in convert.Children)
        {
            string path = $"{At}.{property.Name}.factor";
            DefinitionNode factor = property.GetProperty("factor");
            string text = factor.Kind == NodeKind.String ? factor.GetString()! : factor.GetRawText();
            if (factor.Kind == NodeKind.Number && (!factor.TryGetDecimal(out decimal number) || number <= 0))
                wrong(path, text, Expect.Factor);
            else if (names.Parse(text, path, inputs)?.As(ExpressionType.Number) is { } term)
                conversions[property.Name] = new UnitConversion(property.GetProperty("to").GetString()!, term);
            else if (factor.Kind == NodeKind.String)
                wrong(path, text, Expect.Number);
        }

        return conversions;
    }

    /// <summary>A table has a row for every unit: what it becomes and the factor.</summary>
    private Dictionary<string, UnitConversion> OfTable(DefinitionNode convert, string name)
    {
        Dictionary<string, UnitConversion> conversions = new(StringComparer.Ordinal);
        if (tools.Tables.Find(name) is not { } table)
        {
            if (!tools.Tables.MayHaveOthers)
                wrong(At + ".table", name, Expect.TableOneOf(tools.Tables.Names.Order(StringComparer.Ordinal)));
            return conversions;
        }

        int[] columns = [Column(table, convert, "unit"), Column(table, convert, "to"), Column(table, convert, "factor")];
        for (int row = 0; row < table.RowCount && columns.All(c => c >= 0); row++)
        {
            string text = table[row, columns[2]].ToString();
            if (!decimal.TryParse(text, NumberStyles.Number, CultureInfo.InvariantCulture, out decimal factor) || factor <= 0)
            {
                wrong(At + ".factor", $"{text} ({name}, {table.LineOf(row)})", Expect.Factor);
                return conversions;
            }

            Operand constant = Operand.Of(factor);
            conversions[table[row, columns[0]].ToString()] = new UnitConversion(table[row, columns[1]].ToString(), new Term(ExpressionType.Number, _ => constant, -1, 0));
        }

        return conversions;
    }

    private int Column(Tables.LookupTable table, DefinitionNode convert, string property)
    {
        string name = convert.TryGetProperty(property, out DefinitionNode? said) && said.Kind == NodeKind.String ? said.GetString()! : "";
        int column = table.Find(name);
        if (column < 0)
            wrong($"{At}.{property}", name, table.Nearest(name) is { } near ? Expect.Perhaps(near) : Expect.OneOf(table.Columns));
        return column;
    }
}
