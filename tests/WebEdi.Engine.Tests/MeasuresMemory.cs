using Xunit;

namespace WebEdi.Engine.Tests;

/// <summary>Tests that look at the memory of the whole process run when no other test does.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public static class MeasuresMemory
{
    public const string Name = "measures memory";
}
