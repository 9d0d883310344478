using Microsoft.Extensions.DependencyInjection;

namespace WebEdi;

/// <summary>Collects what an engine consists of. <c>Use...</c> replaces the one, <c>Add...</c> joins the many, <c>On...</c> hooks.</summary>
public interface IWebEdiBuilder
{
    /// <summary>Gets the services that the engine is registered in.</summary>
    IServiceCollection Services { get; }
}
