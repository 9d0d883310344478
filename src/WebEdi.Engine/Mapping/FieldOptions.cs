using System.Text.RegularExpressions;

using WebEdi.Diagnostics;
using WebEdi.Engine.Text;

namespace WebEdi.Engine.Mapping;

/// <summary>Reads how a field's text is understood.</summary>
internal static class FieldOptions
{
    /// <summary>Adds the options of a field object to a plan.</summary>
    /// <param name="field">The object, valid against the schema.</param>
    /// <param name="plan">The plan so far.</param>
    /// <param name="wrong">Told what is wrong: path, found, expected.</param>
    public static FieldPlan Read(DefinitionNode field, FieldPlan plan, Action<string, string, Expectation> wrong)
    {
        string path = plan.Path;
        if (field.TryGetProperty("trim", out DefinitionNode? trim))
            plan = plan with { Trim = trim.GetBoolean() };
        if (field.TryGetProperty("fullWidth", out DefinitionNode? wide))
            plan = plan with { FullWidth = wide.GetBoolean() };
        if (field.TryGetProperty("maxLength", out DefinitionNode? length))
            plan = plan with { MaxLength = plan.MaxLength == 0 ? length.GetInt32() : Math.Min(plan.MaxLength, length.GetInt32()) };
        if (field.TryGetProperty("pattern", out DefinitionNode? pattern))
            plan = plan with { Pattern = Pattern(pattern.GetString()!, path + ".pattern", wrong) };
        if (field.TryGetProperty("date", out DefinitionNode? date))
            plan = plan with { Pictures = Pictures(date, plan, wrong) };
        if (field.TryGetProperty("undecided", out DefinitionNode? undecided))
            plan = plan with { Undecided = new HashSet<string>(MapBuilder.TextsOf(undecided), StringComparer.Ordinal) };
        if (field.TryGetProperty("number", out DefinitionNode? number))
            plan = Number(number, plan, wrong);

        return plan;
    }

    /// <summary>Compiles a regular expression that must match the whole text, in linear time.</summary>
    public static Regex? Pattern(string text, string path, Action<string, string, Expectation> wrong)
    {
        try
        {
            return new Regex($"^(?:{text})$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            wrong(path, text, Expect.RegularExpression);
            return null;
        }
    }

    private static IReadOnlyList<DatePicture> Pictures(DefinitionNode date, FieldPlan plan, Action<string, string, Expectation> wrong)
    {
        if (plan.Kind is not (ValueKind.Date or ValueKind.DueDate))
        {
            wrong(plan.Path + ".date", date.GetRawText(), Expect.OnlyForDates);
            return plan.Pictures;
        }

        List<DatePicture> pictures = [];
        foreach (string text in MapBuilder.TextsOf(date))
        {
            if (DatePicture.Parse(text) is { } picture)
                pictures.Add(picture);
            else
                wrong(plan.Path + ".date", text, Expect.DateToRead);
        }

        return pictures;
    }

    private static FieldPlan Number(DefinitionNode number, FieldPlan plan, Action<string, string, Expectation> wrong)
    {
        if (plan.Kind is not (ValueKind.Number or ValueKind.Integer))
        {
            wrong(plan.Path + ".number", number.GetRawText(), Expect.OnlyForNumbers);
            return plan;
        }

        string mark = number.TryGetProperty("decimal", out DefinitionNode? d) ? d.GetString()! : ".";
        string group = number.TryGetProperty("group", out DefinitionNode? g) ? g.GetString()! : plan.Number.Group == 0 ? "none" : mark == "," ? "." : ",";
        if (group == mark)
            wrong(plan.Path + ".number.group", group, Expect.OtherGroupMark);

        return plan with
        {
            Number = new NumberFormat(
                (byte)mark[0],
                group is "none" or "" ? (byte)0 : (byte)group[0],
                number.TryGetProperty("implied", out DefinitionNode? implied) ? implied.GetInt32() : 0,
                (number.TryGetProperty("sign", out DefinitionNode? sign) ? sign.GetString() : "leading") switch
                {
                    "trailing" => NumberSign.Trailing,
                    "none" => NumberSign.None,
                    _ => NumberSign.Leading,
                }),
            Min = number.TryGetProperty("min", out DefinitionNode? min) && min.TryGetDecimal(out decimal low) ? low : plan.Min,
            Max = number.TryGetProperty("max", out DefinitionNode? max) && max.TryGetDecimal(out decimal high) ? high : plan.Max,
        };
    }
}
