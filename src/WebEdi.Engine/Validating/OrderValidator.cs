using WebEdi.Diagnostics;
using WebEdi.Documents;
using WebEdi.Rules;

namespace WebEdi.Engine.Validating;

/// <summary>Asks every rule about an order: the built-in ones, then the registered ones.</summary>
internal sealed class OrderValidator(IEnumerable<IOrderRule> rules)
{
    private readonly IOrderRule[] _rules = [new BuiltInRules(), .. rules];

    /// <summary>Checks an order.</summary>
    /// <param name="order">The order.</param>
    /// <param name="tenant">The tenant.</param>
    /// <param name="positionOf">Where a line, by its index, stands in the file; -1 asks for the order itself.</param>
    /// <returns>What is wrong; an error refuses the order.</returns>
    public IReadOnlyList<Diagnostic> Validate(Order order, string tenant, Func<int, SourcePosition> positionOf)
    {
        OrderRuleContext context = new(tenant, positionOf);
        List<Diagnostic>? found = null;
        foreach (IOrderRule rule in _rules)
        {
            foreach (Diagnostic diagnostic in rule.Check(order, context))
                (found ??= []).Add(diagnostic);
        }

        return found is null ? [] : found;
    }
}
