using System.Globalization;

using BenchmarkDotNet.Running;

using WebEdi.Benchmarks;
using WebEdi.Benchmarks.Store;
using WebEdi.Benchmarks.Table;

if (args is ["list", "sqlite" or "postgres", ..])
    await ListTimes.RunAsync(args[1], args.Length > 2 ? int.Parse(args[2], CultureInfo.InvariantCulture) : 100_000);
else if (args is ["corridor", "sqlite" or "postgres", ..])
    await CorridorTimes.RunAsync(args[1], args.Length > 2 ? int.Parse(args[2], CultureInfo.InvariantCulture) : 1_000_000);
else if (args is ["sign-in", ..])
    await SignInTimes.RunAsync(args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 1000);
else if (args is ["messages", var format, ..])
    MessageTimes.Run(format, args.Length > 2 ? int.Parse(args[2], CultureInfo.InvariantCulture) : 5, args.Length > 3 ? args[3] : null, args.Length > 4 ? int.Parse(args[4], CultureInfo.InvariantCulture) : 6);
else if (args is ["small-order", var kind])
    await SmallOrderTimes.RunAsync(kind);
else if (args is ["rows", var rows, var encoding, var rounds, var file])
    RowTimes.Run(rows, encoding, int.Parse(rounds, CultureInfo.InvariantCulture), file);
else if (args is ["profile", "csv" or "fixed", var code, var duration, var source])
    await RowTimes.RepeatAsync(args[1], code, int.Parse(duration, CultureInfo.InvariantCulture), source);
else if (args is ["ubl", var times, var orders])
    UblTimes.Run(int.Parse(times, CultureInfo.InvariantCulture), orders);
else if (args is ["profile", "ubl", var part, var howLong, var ubl])
    await UblTimes.RepeatAsync(part, int.Parse(howLong, CultureInfo.InvariantCulture), ubl);
else if (args is ["profile", var of, var step, var seconds, var path])
    await MessageTimes.RepeatAsync(of, step, int.Parse(seconds, CultureInfo.InvariantCulture), path);
else if (args is ["store", "sqlite" or "postgres", ..])
    await StoreTimes.RunAsync(args[1], args.Length > 2 ? int.Parse(args[2], CultureInfo.InvariantCulture) : 10_000, args.Length > 3 ? int.Parse(args[3], CultureInfo.InvariantCulture) : 3);
else if (args is ["outbox", ..])
    await OutboxTimes.RunAsync(args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 10_000);
else if (args is ["feed", ..])
    await FeedTimes.RunAsync(args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 10_000);
else if (args is ["table", ..])
    return await SpeedTable.RunAsync(args[1..]);
else if (args is [ChildRun.Verb, var childWork, var childFile])
    return await ChildRun.ServeAsync(childWork, childFile);
else
    BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);

return 0;
