using System.Collections.Concurrent;
using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using WebEdi.Storage;

namespace WebEdi.Portal.Tests.Security;

/// <summary>A store whose every room tells what it was asked, and fails on demand, also when the API key is looked up.</summary>
internal sealed class FailingStore
{
    public Exception? Failure { get; set; }

    /// <summary>Gets the names of the methods that were called.</summary>
    public ConcurrentQueue<string> Calls { get; } = new();

    /// <summary>Puts itself around the store that is registered.</summary>
    public void Use(IServiceCollection services)
    {
        ServiceDescriptor inner = services.Last(d => d.ServiceType == typeof(IEdiStore));
        services.AddSingleton(provider => Wrap((IEdiStore)(inner.ImplementationInstance
            ?? inner.ImplementationFactory?.Invoke(provider)
            ?? ActivatorUtilities.CreateInstance(provider, inner.ImplementationType!))));
    }

    private T Wrap<T>(T inner)
        where T : class
    {
        T proxy = DispatchProxy.Create<T, Room>();
        ((Room)(object)proxy).Set(inner, this);
        return proxy;
    }

#pragma warning disable CA1852 // DispatchProxy derives from it at run time.
    internal class Room : DispatchProxy
#pragma warning restore CA1852
    {
        private object _inner = null!;
        private FailingStore _owner = null!;

        public void Set(object inner, FailingStore owner) => (_inner, _owner) = (inner, owner);

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
        {
            if (targetMethod!.IsSpecialName)
            {
                object room = targetMethod.Invoke(_inner, args)!;
                return typeof(FailingStore).GetMethod(nameof(Wrap), BindingFlags.Instance | BindingFlags.NonPublic)!
                    .MakeGenericMethod(targetMethod.ReturnType).Invoke(_owner, [room]);
            }

            _owner.Calls.Enqueue(targetMethod.Name);
            return _owner.Failure is { } failure ? throw failure : targetMethod.Invoke(_inner, args);
        }
    }
}
