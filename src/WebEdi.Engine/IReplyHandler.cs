using WebEdi.Documents;

namespace WebEdi;

/// <summary>Is told of replies, for instance to hand them to a core system at once. See <see cref="EngineBuilderExtensions.OnReply{T}"/>.</summary>
public interface IReplyHandler
{
    /// <summary>Takes a reply. Throwing means: try again later.</summary>
    /// <param name="reply">The reply; <see cref="OrderResponse.Id"/> recognises a repeat.</param>
    /// <param name="cancellationToken">The program is shutting down.</param>
    /// <returns>A task.</returns>
    Task HandleAsync(ReplyEvent reply, CancellationToken cancellationToken = default);
}

/// <summary>A stored reply.</summary>
/// <param name="Tenant">The tenant.</param>
/// <param name="Response">The reply.</param>
/// <param name="Order">The order revision that it answers.</param>
public sealed record ReplyEvent(string Tenant, OrderResponse Response, Order Order);
