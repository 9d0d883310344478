using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using WebEdi.Engine.Templates;
using WebEdi.Engine.Transports.Memory;
using WebEdi.Templates;
using WebEdi.Transports;

namespace WebEdi;

/// <summary>What the engine itself offers to a builder.</summary>
public static partial class EngineBuilderExtensions
{
    /// <summary>Takes templates from a folder: <c>TENANT/NAME.CULTURE.sbn</c>, then <c>NAME.CULTURE.sbn</c>, for instance <c>supplier-notice.text.ja.sbn</c>.</summary>
    /// <remarks>
    /// A text that a tenant saved itself wins; where the folder has none, the built-in one counts. A broken text gives way to the next with an
    /// error in the log. Edits count at once.
    /// </remarks>
    /// <param name="builder">The builder.</param>
    /// <param name="folder">The folder, only for templates: never one that files arrive in. It may be missing.</param>
    /// <returns>The builder.</returns>
    public static IWebEdiBuilder UseTemplates(this IWebEdiBuilder builder, string folder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);

        builder.Services.AddSingleton<ITemplateSource>(new FolderTemplates(Path.GetFullPath(folder)));
        return builder;
    }

    /// <summary>Keeps mails in the store's mailbox, for people to look at, instead of sending them: for demonstrations and tests.</summary>
    /// <param name="builder">The builder.</param>
    /// <returns>The builder.</returns>
    public static IWebEdiBuilder CaptureMail(this IWebEdiBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);

        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IOutboundTransport, CapturingTransport>());
        return builder;
    }
}
