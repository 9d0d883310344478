using Microsoft.Extensions.DependencyInjection;

namespace WebEdi.Engine;

internal sealed class WebEdiBuilder(IServiceCollection services) : IWebEdiBuilder
{
    public IServiceCollection Services => services;
}
