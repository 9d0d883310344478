namespace WebEdi.Host.Tests;

/// <summary>A data folder per test.</summary>
public abstract class HostTestBase : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("webedi-host-tests-");

    protected string Data => Path.Combine(_folder.FullName, "data");

    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _folder.Delete(recursive: true);
        GC.SuppressFinalize(this);
    }

    internal static Task<(int Code, string Output, string Errors)> RunAsync(params string[] arguments) => HostProcess.RunAsync(null, arguments, Cancel);
}
