namespace WebEdi.Storage;

/// <summary>Whose eyes a question is asked with: a tenant, and in it either the buyer or one supplier.</summary>
/// <remarks>No query exists without one. What is outside the scope does not exist: it is not found, not counted and not refused differently.</remarks>
/// <param name="Tenant">The tenant, a buyer organisation.</param>
/// <param name="Supplier">The supplier's code, or null for the buyer, who sees all suppliers.</param>
public readonly record struct AccessScope(string Tenant, string? Supplier = null);

/// <summary>One page of a longer list.</summary>
/// <typeparam name="T">The rows.</typeparam>
/// <param name="Items">The rows of this page.</param>
/// <param name="Total">How many rows there are on all pages.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, int Total);
