using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Engines;
using BenchmarkDotNet.Jobs;

namespace WebEdi.Benchmarks;

/// <summary>A benchmark that fills a store is run a few times, not thousands. A job named on the command line is taken instead.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class FewRunsAttribute : Attribute, IConfigSource
{
    /// <inheritdoc/>
    public IConfig Config { get; } = Environment.GetCommandLineArgs().Contains("--job")
        ? ManualConfig.CreateEmpty()
        : ManualConfig.CreateEmpty().AddJob(Job.Default.WithStrategy(RunStrategy.Monitoring).WithWarmupCount(1).WithIterationCount(5).WithInvocationCount(1).WithUnrollFactor(1));
}
