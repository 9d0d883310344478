using System.Globalization;
using System.Text.RegularExpressions;
using Scriban;
using Scriban.Parsing;
using Scriban.Runtime;
using Scriban.Syntax;
using WebEdi.Diagnostics;
using WebEdi.Engine.Mapping.Expressions;
using WebEdi.Engine.Mapping.Steps;

namespace WebEdi.Engine.Templates;

/// <summary>Scriban in maps: a value made of the values of its line, within limits that end a field and not the file.</summary>
internal sealed partial class ScribanFields : IScripts
{
    /// <summary>The name of the field's own text; "this" means something else in Scriban.</summary>
    private const string Own = "own";

    private static readonly HashSet<string> Builtins = [.. TemplateContext.GetDefaultBuiltinObject().Keys];

    public static ScribanFields Instance { get; } = new();

    public IEnumerable<string> NamesIn(string text) =>
        Name().Matches(text).SelectMany(m => new[] { m.Value, m.Value.Split('.')[0] }).Select(n => n == Own ? "this" : n).Distinct(StringComparer.Ordinal);

    public IScript? Compile(string text, IReadOnlyList<ExpressionInput> inputs, Action<string, Expectation> wrong)
    {
        Template template = Template.Parse(text);
        if (template.HasErrors)
        {
            LogMessage first = template.Messages.First(m => m.Type == ParserMessageType.Error);
            wrong(Show(text, first.Span, first.Message), Expect.ScribanTemplate);
            return null;
        }

        if (TemplateGuard.FindForbidden(template) is { } forbidden)
        {
            wrong(Show(text, forbidden.Span, forbidden.Reason), Expect.ScribanTemplate);
            return null;
        }

        HashSet<string> known = [.. inputs.Select(i => ModelName(i.Name).Split('.')[0]), .. Builtins];
        if (VariableFinder.FindUnknown(template, known) is { } unknown)
        {
            wrong(Show(text, unknown.Span, unknown.Name), Expect.OneOf(inputs.Select(i => ModelName(i.Name))));
            return null;
        }

        return new Script(template, [.. inputs]);
    }

    private static string ModelName(string name) => name == "this" ? Own : name;

    private static string Show(string text, SourceSpan span, string reason) =>
        string.Create(CultureInfo.InvariantCulture, $"{reason.ReplaceLineEndings(" ")} ({text}, {span.Start.Line + 1}:{span.Start.Column + 1})");

    [GeneratedRegex(@"[\p{L}_][\p{L}\p{Nd}_]*(\.[\p{L}\p{Nd}_]+)?", RegexOptions.CultureInvariant)]
    private static partial Regex Name();

    /// <summary>A parsed script.</summary>
    private sealed class Script(Template template, ExpressionInput[] inputs) : IScript
    {
        public void Run(ReadOnlySpan<Operand> values, out string text, out string? fault)
        {
            (text, fault) = ("", null);
            using CancellationTokenSource budget = new(TemplateLimits.Field.Time);
            BoundedContext context = new(TemplateLimits.Field, escapesHtml: false, budget.Token);
            context.PushCulture(CultureInfo.InvariantCulture);
            context.PushGlobal(Model(values));
            try
            {
                text = template.Render(context).Trim();
                fault = text.Length > TemplateLimits.Field.OutputLength ? "output" : null;
            }
            catch (Exception e) when (e is ScriptAbortException or OperationCanceledException)
            {
                fault = "time";
            }
            catch (ScriptRuntimeException e)
            {
                fault = e.OriginalMessage.ReplaceLineEndings(" ");
            }
            catch (Exception e) when (e is InsufficientExecutionStackException or InvalidOperationException or ArgumentException or FormatException or OverflowException)
            {
                fault = e.Message.ReplaceLineEndings(" ");
            }
        }

        private ScriptObject Model(ReadOnlySpan<Operand> values)
        {
            ScriptObject model = [];
            for (int i = 0; i < inputs.Length; i++)
            {
                string name = ModelName(inputs[i].Name);
                object? value = ValueOf(inputs[i].Type, values[i]);
                int dot = name.IndexOf('.', StringComparison.Ordinal);
                if (dot < 0)
                {
                    model[name] = value;
                    continue;
                }

                if (model[name[..dot]] is not ScriptObject part)
                    model[name[..dot]] = part = [];
                part[name[(dot + 1)..]] = value;
            }

            return model;
        }

        private static object? ValueOf(ExpressionType type, in Operand value) => !value.HasValue ? null : type switch
        {
            ExpressionType.Number => value.Number,
            ExpressionType.Date => value.Date.ToDateTime(TimeOnly.MinValue),
            ExpressionType.Flag => value.Flag,
            _ => value.Text,
        };
    }
}

/// <summary>Finds names that nothing gives a value to: a typing error is told when the map is loaded.</summary>
internal sealed class VariableFinder : ScriptVisitor
{
    private readonly HashSet<string> _set = new(StringComparer.Ordinal);
    private readonly List<(string Name, SourceSpan Span)> _used = [];

    /// <summary>Looks through a template.</summary>
    /// <returns>The first name that is neither known nor set by the template itself; null: there is none.</returns>
    public static (string Name, SourceSpan Span)? FindUnknown(Template template, HashSet<string> known)
    {
        VariableFinder finder = new();
        finder.Visit(template.Page);
        foreach ((string name, SourceSpan span) in finder._used)
        {
            if (!known.Contains(name) && !finder._set.Contains(name))
                return (name, span);
        }

        return null;
    }

    public override void Visit(ScriptVariableGlobal node) => _used.Add((node.Name, node.Span));

    /// <summary>What stands behind a point is a member, not a name.</summary>
    public override void Visit(ScriptMemberExpression node) => Visit(node.Target);

    public override void Visit(ScriptAssignExpression node)
    {
        Take(node.Target);
        base.Visit(node);
    }

    public override void Visit(ScriptForStatement node)
    {
        Take(node.Variable);
        _set.Add("for");
        base.Visit(node);
    }

    public override void Visit(ScriptCaptureStatement node)
    {
        Take(node.Target);
        base.Visit(node);
    }

    public override void Visit(ScriptFunction node)
    {
        Take(node.NameOrDoToken as ScriptExpression);
        foreach (ScriptParameter parameter in node.Parameters ?? [])
            Take(parameter.Name);
        base.Visit(node);
    }

    private void Take(ScriptExpression? target)
    {
        if (target is ScriptVariable variable)
            _set.Add(variable.Name);
    }
}
