using WebEdi.Cli;

return await new CommandLine(Console.OpenStandardOutput(), Console.Out, Console.Error).RunAsync(args);
