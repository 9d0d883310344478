using ArchUnitNET.Domain;
using ArchUnitNET.Loader;

namespace WebEdi.Architecture.Tests;

/// <summary>All types of the product with what each depends on.</summary>
internal static class TheHouse
{
    /// <summary>The assemblies of the packages and what each may reference of the others.</summary>
    public static readonly IReadOnlyDictionary<string, string[]> Packages = new Dictionary<string, string[]>
    {
        ["WebEdi.Abstractions"] = [],
        ["WebEdi.Engine"] = ["WebEdi.Abstractions"],
        ["WebEdi.Storage.Sql"] = ["WebEdi.Abstractions"],
        ["WebEdi.Transport.Mail"] = ["WebEdi.Abstractions"],
        ["WebEdi.Fonts.NotoSansJp"] = [],
        ["WebEdi.Documents.Pdf"] = ["WebEdi.Abstractions", "WebEdi.Fonts.NotoSansJp"],
        ["WebEdi.Portal"] = ["WebEdi.Abstractions", "WebEdi.Engine"],
    };

    public static readonly ArchUnitNET.Domain.Architecture Built = new ArchLoader()
        .LoadAssemblies([.. Packages.Keys.Select(System.Reflection.Assembly.Load)])
        .Build();

    /// <summary>The rooms of the corridor, without the provider packages, whose namespaces may begin with a room's name.</summary>
    private static readonly string[] Corridor = ["WebEdi.Abstractions", "WebEdi.Engine", "WebEdi.Portal"];

    /// <summary>Every dependency between two of our types, once: from room to room.</summary>
    public static IEnumerable<(string From, string To, string Because)> Dependencies() =>
        from type in Built.Types
        where Corridor.Contains(type.Assembly.Name.Split(',')[0])
        from dependency in type.Dependencies
        let target = dependency.Target
        where target is not GenericParameter // all type parameters of one name are one type to the loader
        where target.FullName.StartsWith("WebEdi.", StringComparison.Ordinal)
        let source = type.Namespace.FullName
        let to = target.Namespace.FullName
        where source != to
        select (source, to, $"{type.FullName} -> {target.FullName}");
}
