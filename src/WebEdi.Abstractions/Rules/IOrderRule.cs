using WebEdi.Diagnostics;
using WebEdi.Documents;

namespace WebEdi.Rules;

/// <summary>A business rule of a tenant or an integrator, asked for every mapped order.</summary>
/// <remarks>Rules are pure: no clock, store or network, so that a refused order can be replayed.</remarks>
public interface IOrderRule
{
    /// <summary>Checks an order.</summary>
    /// <param name="order">The mapped order.</param>
    /// <param name="context">Where the order comes from.</param>
    /// <returns>What is wrong; an error refuses the order, not the file.</returns>
    IEnumerable<Diagnostic> Check(Order order, OrderRuleContext context);
}

/// <summary>What a rule may know beside the order.</summary>
/// <param name="Tenant">The tenant.</param>
/// <param name="PositionOf">The position in the file of a line, by its index; index -1 asks for the order itself.</param>
public sealed record OrderRuleContext(string Tenant, Func<int, SourcePosition> PositionOf);
