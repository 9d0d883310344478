using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Scriban;
using Scriban.Parsing;
using Scriban.Runtime;
using Scriban.Syntax;
using WebEdi.Diagnostics;
using WebEdi.Templates;

namespace WebEdi.Engine.Templates;

/// <summary>Renders Scriban templates that are not trusted with anything but their model: bounded in time, memory, output and reach (S06).</summary>
internal sealed class ScribanRenderer(TimeProvider time) : ITemplateRenderer
{
    private const int CachedTemplates = 256;

    /// <summary>By hash of the text, so that an edited template counts at once and equal ones of many tenants are parsed once.</summary>
    private readonly ConcurrentDictionary<string, Template> _parsed = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public string Render(string template, string name, object model, CultureInfo culture, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(template);
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(culture);

        Template parsed = Parse(template, name);
        TemplateLimits limits = TemplateLimits.For(name);
        using CancellationTokenSource budget = new(limits.Time, time);
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(budget.Token, cancellationToken);
        BoundedContext context = new(limits, escapesHtml: name.EndsWith(".html", StringComparison.Ordinal), stop.Token);
        context.PushCulture(culture);
        ScriptObject global = [];
        global.Import(model);
        context.PushGlobal(global);

        string text;
        try
        {
            text = parsed.Render(context);
        }
        catch (Exception exception) when (exception is ScriptAbortException or OperationCanceledException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw Fault(name, context.CurrentSpan, $"rendering took longer than {limits.Time.TotalSeconds:0} s", exception);
        }
        catch (ScriptRuntimeException exception)
        {
            throw Fault(name, exception.Span, exception.OriginalMessage, exception);
        }
        catch (Exception exception) when (exception is InsufficientExecutionStackException or InvalidOperationException or ArgumentException or FormatException or OverflowException)
        {
            throw Fault(name, context.CurrentSpan, exception.Message, exception);
        }

        // The library is told to fail at its limits; a text that was cut all the same ends in dots and is longer than it may be.
        return text.Length <= limits.OutputLength ? text : throw Fault(name, default, $"the output is longer than {limits.OutputLength} characters", null);
    }

    private Template Parse(string text, string name)
    {
        if (text.Length > TemplateLimits.TextLength)
            throw Fault(name, default, $"the template is longer than {TemplateLimits.TextLength} characters", null);

        string hash = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
        if (_parsed.TryGetValue(hash, out Template? known))
            return known;

        Template parsed = Template.Parse(text);
        if (parsed.HasErrors)
        {
            LogMessage first = parsed.Messages.First(m => m.Type == ParserMessageType.Error);
            throw Fault(name, first.Span, first.Message, null);
        }

        if (TemplateGuard.FindForbidden(parsed) is { } forbidden)
            throw Fault(name, forbidden.Span, forbidden.Reason, null);

        if (_parsed.Count >= CachedTemplates)
            _parsed.Clear();
        return _parsed[hash] = parsed;
    }

    private static EdiSetupException Fault(string name, SourceSpan span, string reason, Exception? cause) =>
        new($"Template {name}({span.Start.Line + 1},{span.Start.Column + 1}): {OneLineOf(reason)}", cause);

    private static string OneLineOf(string reason)
    {
        string line = reason.ReplaceLineEndings(" ");
        return line.Length <= 300 ? line : line[..300] + "…";
    }
}
