using Microsoft.Playwright;
using WebEdi.Host.Tests;

namespace WebEdi.Browser.Tests;

/// <summary>A demo host and a browser for the tests of a class.</summary>
public sealed class PortalFixture : IAsyncLifetime
{
    private static readonly string[] Places = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

    private static readonly string[] Arguments =
    [
        "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    ];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("webedi-browser-tests-");
    private IPlaywright? _playwright;
    private IBrowser? _browser;
    private HostProcess? _host;

    internal HostProcess Host => _host!;

    internal string Samples => Path.Combine(_folder.FullName, "data", "samples");

    public async ValueTask InitializeAsync()
    {
        if (Places.FirstOrDefault(File.Exists) is not { } chromium)
        {
            if (Environment.GetEnvironmentVariable("CI") == "true")
                Assert.Fail("Chromium is not installed; with CI=true the browser walk must run.");
            return;
        }

        _host = await HostProcess.StartAsync("demo", Path.Combine(_folder.FullName, "data"), TestContext.Current.CancellationToken);
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = chromium, Args = Arguments });
    }

    /// <summary>Opens a page of a visitor who was never here; skips the test where there is no browser.</summary>
    internal async Task<IPage> OpenAsync(string locale = "en-US", bool withScripts = true)
    {
        Assert.SkipWhen(_browser is null, "Chromium is not installed.");
        IBrowserContext visitor = await _browser.NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = Host.Address.AbsoluteUri,
            Locale = locale,
            JavaScriptEnabled = withScripts,
            ViewportSize = new ViewportSize { Width = 1280, Height = 860 },
        });
        visitor.SetDefaultTimeout(30_000);
        return await visitor.NewPageAsync();
    }

    /// <summary>Signs in by one of the demo's buttons.</summary>
    internal static async Task EnterAsync(IPage page, string button)
    {
        await page.GotoAsync("/sign-in");
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = button }).ClickAsync();
        await Assertions.Expect(page.Locator("body.in")).ToBeVisibleAsync();
    }

    /// <summary>Takes a picture for the README when the variable PORTAL_SCREENSHOTS names a folder.</summary>
    internal static async Task PictureAsync(IPage page, string name)
    {
        if (Environment.GetEnvironmentVariable("PORTAL_SCREENSHOTS") is { Length: > 0 } folder)
            await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder, name + ".png") });
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
            await _browser.DisposeAsync();
        _playwright?.Dispose();
        if (_host is not null)
            await _host.DisposeAsync();
        _folder.Delete(recursive: true);
    }
}
