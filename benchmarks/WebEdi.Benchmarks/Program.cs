using System.Globalization;

using BenchmarkDotNet.Running;

using WebEdi.Benchmarks;

if (args is ["list", ..])
    await ListTimes.RunAsync(args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 100_000);
else if (args is ["sign-in", ..])
    await SignInTimes.RunAsync(args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 1000);
else
    BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
