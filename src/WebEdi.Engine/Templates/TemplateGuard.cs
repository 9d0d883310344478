using Scriban;
using Scriban.Parsing;
using Scriban.Syntax;

namespace WebEdi.Engine.Templates;

/// <summary>Finds what a template must not do although the language has it: make objects, or change them in place.</summary>
/// <remarks>
/// An object that contains itself, or many objects one inside the other, overflow the stack where Scriban 7.5.3 writes them as text
/// (object.format, or the message of an error in math.abs); that ends the process and cannot be caught. Without objects of its own and
/// without changes in place a template cannot make one. It also keeps the model read-only.
/// </remarks>
internal sealed class TemplateGuard : ScriptVisitor
{
    private (SourceSpan Span, string Reason)? _found;

    /// <summary>Looks through a parsed template.</summary>
    /// <param name="template">The template.</param>
    /// <returns>The first forbidden place, or null.</returns>
    public static (SourceSpan Span, string Reason)? FindForbidden(Template template)
    {
        TemplateGuard guard = new();
        guard.Visit(template.Page);
        return guard._found;
    }

    public override void Visit(ScriptAssignExpression node)
    {
        Require(node.Target is ScriptVariable, node, "only variables can be assigned, not members or elements");
        base.Visit(node);
    }

    public override void Visit(ScriptForStatement node)
    {
        Require(node.Variable is ScriptVariable, node, "a loop needs a variable");
        base.Visit(node);
    }

    public override void Visit(ScriptCaptureStatement node)
    {
        Require(node.Target is ScriptVariable, node, "capture needs a variable");
        base.Visit(node);
    }

    public override void Visit(ScriptIncrementDecrementExpression node)
    {
        Require(node.Right is ScriptVariable, node, "only variables can be counted up or down");
        base.Visit(node);
    }

    public override void Visit(ScriptTableRowStatement node) => Require(false, node, "'tablerow' is not available");

    public override void Visit(ScriptObjectInitializerExpression node) => Require(false, node, "objects cannot be made");

    public override void Visit(ScriptWithStatement node) => Require(false, node, "'with' is not available");

    public override void Visit(ScriptImportStatement node) => Require(false, node, "'import' is not available");

    public override void Visit(ScriptThisExpression node) => Require(false, node, "'this' is not available");

    private void Require(bool allowed, ScriptNode node, string reason)
    {
        if (!allowed)
            _found ??= (node.Span, reason);
    }
}
