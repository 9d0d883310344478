using BenchmarkDotNet.Running;

using WebEdi.Benchmarks;

if (args is ["list", ..])
    await ListTimes.RunAsync(args.Length > 1 ? int.Parse(args[1], System.Globalization.CultureInfo.InvariantCulture) : 100_000);
else
    BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
