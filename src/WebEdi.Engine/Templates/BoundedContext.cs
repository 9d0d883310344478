using System.Net;
using System.Runtime.CompilerServices;
using Scriban;
using Scriban.Functions;
using Scriban.Parsing;
using Scriban.Runtime;
using Scriban.Syntax;

namespace WebEdi.Engine.Templates;

/// <summary>A fresh context per rendering: limits that fail instead of cutting, strict names, no includes, no evaluation of text, HTML escaped.</summary>
internal sealed class BoundedContext : TemplateContext
{
    private readonly TemplateLimits _limits;
    private readonly bool _escapesHtml;
    private int _steps;
    private readonly long _allocatedBefore;

    public BoundedContext(TemplateLimits limits, bool escapesHtml, CancellationToken cancellationToken)
        : base(Builtins(escapesHtml))
    {
        _limits = limits;
        _escapesHtml = escapesHtml;
        _allocatedBefore = GC.GetAllocatedBytesForCurrentThread();

        LoopLimit = limits.Loops;
        RecursiveLimit = TemplateLimits.Recursion;
        LimitToString = limits.ValueLength;
        OnStringLimit = ScriptLimitBehavior.Throw;
        OutputLimit = limits.OutputLength;
        OnOutputLimit = ScriptLimitBehavior.Throw;
        RegexTimeOut = TemplateLimits.Regex;
        StrictVariables = true;
        EnableRelaxedMemberAccess = false;
        EnableRelaxedTargetAccess = false;
        EnableRelaxedFunctionAccess = false;
        EnableRelaxedIndexerAccess = false;
        TemplateLoader = null;
        CancellationToken = cancellationToken;
    }

    /// <summary>Every node passes here, the only place from which a template can be stopped between two built-in functions.</summary>
    public override object? Evaluate(ScriptNode? scriptNode, bool aliasReturnedFunction)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        CheckAbort();
        if (++_steps > _limits.Steps)
            throw new ScriptRuntimeException(scriptNode?.Span ?? default, $"more than {_limits.Steps} steps");
        if (GC.GetAllocatedBytesForCurrentThread() - _allocatedBefore > _limits.AllocatedBytes)
            throw new ScriptRuntimeException(scriptNode?.Span ?? default, $"rendering used more than {_limits.AllocatedBytes >> 20} MiB");

        return base.Evaluate(scriptNode, aliasReturnedFunction);
    }

    /// <summary>Values of expressions come here; the template's own text goes straight to the output and stays markup.</summary>
    public override TemplateContext Write(SourceSpan span, object? textAsObject)
    {
        if (!_escapesHtml || textAsObject is null)
            return base.Write(span, textAsObject);

        return Write(WebUtility.HtmlEncode(ObjectToString(textAsObject)));
    }

    private static ScriptObject Builtins(bool escapesHtml)
    {
        ScriptObject builtins = GetDefaultBuiltinObject();
        builtins.Remove("include");
        builtins.Remove("include_join");

        ScriptObject objects = Group(builtins, "object");
        objects.Remove("eval");
        objects.Remove("eval_template");

        // The same model gives the same bytes: no clock, no chance.
        Group(builtins, "date").Remove("now");
        ScriptObject math = Group(builtins, "math");
        math.Remove("random");
        math.Remove("uuid");

        // Everything is escaped on its way out; what a template escapes itself would come out twice.
        if (escapesHtml)
        {
            ScriptObject html = Group(builtins, "html");
            html.Remove("escape");
            html.Import("escape", (string text) => text);
        }

        return builtins;
    }

    private static ScriptObject Group(ScriptObject builtins, string name) =>
        builtins[name] as ScriptObject ?? throw new InvalidOperationException($"Scriban has no functions '{name}'.");
}
