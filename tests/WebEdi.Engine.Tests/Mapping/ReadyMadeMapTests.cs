using WebEdi.Diagnostics;
using WebEdi.Engine.Mapping;
using Xunit;

namespace WebEdi.Engine.Tests.Mapping;

/// <summary>The maps that come with the engine are used without being checked again; here they are.</summary>
public sealed class ReadyMadeMapTests
{
    public static TheoryData<string> Names => [.. ReadyMadeMap.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_ready_made_map_is_sound(string name)
    {
        Result<CompiledMap> map = MapCompiler.Compile(name, 1, ReadyMadeMap.Find(name)!, Vocabulary.Instance);

        Assert.Empty(map.Diagnostics.Select(d => d.ToString()));
        Assert.NotNull(map.Value);
    }

    [Fact]
    public void No_two_ready_made_maps_are_for_the_same_message()
    {
        string[] claims = [.. ReadyMadeMap.Names
            .Select(n => MapCompiler.Describe(ReadyMadeMap.Find(n)!))
            .SelectMany(d => d.MessageTypes, (d, type) => $"{d.Format} {type}")];

        Assert.Equal(claims.Distinct(StringComparer.OrdinalIgnoreCase), claims);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_ready_made_map_is_found_by_its_messages(string name)
    {
        (string format, string[] types) = MapCompiler.Describe(ReadyMadeMap.Find(name)!);

        Assert.All(types, t => Assert.Equal(name, ReadyMadeMaps.For(format, t)?.Name));
        Assert.All(types, t => Assert.Equal(name, ReadyMadeMaps.For(format, t.ToLowerInvariant())?.Name));
    }
}
