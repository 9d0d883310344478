using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using WebEdi.Engine.Templates;
using WebEdi.Templates;

namespace WebEdi.Engine.Notifying;

/// <summary>Registers templates and notices.</summary>
internal static class NotifyingServices
{
    public static IServiceCollection AddNotifying(this IServiceCollection services)
    {
        services.TryAddSingleton<ITemplateRenderer, ScribanRenderer>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<ITemplateSource, StoredTemplates>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<ITemplateSource, BuiltInTemplates>());
        services.TryAddSingleton<TemplateLibrary>();
        services.TryAddSingleton<NoticeMaker>();
        return services;
    }
}
