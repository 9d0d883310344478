using System.Diagnostics;
using System.Text;

namespace WebEdi.Documents.Pdf.Tests.Support;

/// <summary>Programs of the machine that read documents back: poppler-utils, zbar-tools, qpdf.</summary>
internal static class Tool
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>Runs a program; skips the test where it is not installed, but fails under CI.</summary>
    public static async Task<(int ExitCode, string Output)> RunAsync(string program, params string[] arguments)
    {
        string? path = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Select(folder => Path.Combine(folder, program))
            .FirstOrDefault(File.Exists);
        if (path is null)
        {
            Assert.False(Environment.GetEnvironmentVariable("CI") == "true", $"{program} is not installed");
            Assert.Skip($"{program} is not installed (Debian: poppler-utils, zbar-tools, qpdf)");
        }

        using Process process = new()
        {
            StartInfo = new ProcessStartInfo(path, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, StandardOutputEncoding = Encoding.UTF8 },
        };
        process.Start();
        using CancellationTokenSource patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(Patience);
        Task<string> output = process.StandardOutput.ReadToEndAsync(patience.Token), errors = process.StandardError.ReadToEndAsync(patience.Token);
        await process.WaitForExitAsync(patience.Token);
        return (process.ExitCode, await output + await errors);
    }
}
