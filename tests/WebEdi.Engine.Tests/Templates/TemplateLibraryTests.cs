using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using WebEdi.Diagnostics;
using WebEdi.Engine.Storing.Memory;
using WebEdi.Engine.Templates;
using WebEdi.Templates;
using Xunit;

namespace WebEdi.Engine.Tests.Templates;

public sealed class TemplateLibraryTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("webedi-templates-");
    private readonly MemoryStore _store = new(TimeProvider.System);

    private sealed record Model(string Name);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task The_tenants_text_wins_over_the_folder_and_the_folder_over_the_built_in_one()
    {
        Assert.Equal("built in 東西", await RenderAsync());
        File("supplier-notice.text.ja.sbn", "folder {{ name }}");
        Assert.Equal("folder 東西", await RenderAsync());
        File("tozai/supplier-notice.text.ja.sbn", "folder of tozai {{ name }}");
        Assert.Equal("folder of tozai 東西", await RenderAsync());
        await SaveAsync("own {{ name }}");
        Assert.Equal("own 東西", await RenderAsync());
        await SaveAsync(null);
        Assert.Equal("folder of tozai 東西", await RenderAsync());
    }

    [Fact]
    public async Task A_broken_text_gives_way_to_the_next()
    {
        await SaveAsync("{{ nmae }}");
        File("supplier-notice.text.ja.sbn", "{{ if }}");

        Assert.Equal("built in 東西", await RenderAsync());
    }

    [Fact]
    public async Task Without_a_working_text_the_last_fault_is_told()
    {
        TemplateLibrary library = new([new Fixed("{{ nmae }}")], new ScribanRenderer(TimeProvider.System), NullLogger<TemplateLibrary>.Instance);

        EdiSetupException fault = await Assert.ThrowsAsync<EdiSetupException>(() => library.RenderAsync("tozai", "supplier-notice.text", "ja", CultureInfo.InvariantCulture, new Model("x"), Token));

        Assert.Contains("supplier-notice.text(1,4)", fault.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<EdiSetupException>(() => new TemplateLibrary([], new ScribanRenderer(TimeProvider.System), NullLogger<TemplateLibrary>.Instance)
            .RenderAsync("tozai", "no-such", "ja", CultureInfo.InvariantCulture, new Model("x"), Token));
    }

    [Theory]
    [InlineData("tozai", "../secret", "ja")]
    [InlineData("tozai", "/etc/passwd", "ja")]
    [InlineData("tozai", "..", "ja")]
    [InlineData("tozai", "a/../../secret", "ja")]
    [InlineData("tozai", "a\\secret", "ja")]
    [InlineData("tozai", "secret\0", "ja")]
    [InlineData("..", "secret", "ja")]
    [InlineData("../x", "secret", "ja")]
    [InlineData("tozai", "secret", "../ja")]
    [InlineData("tozai", "secret", "")]
    public async Task A_name_is_never_a_path(string tenant, string name, string culture)
    {
        File("secret.ja.sbn", "secret");
        Directory.CreateDirectory(Path.Combine(_folder.FullName, "inner", "tozai"));

        Assert.Null(await new FolderTemplates(Path.Combine(_folder.FullName, "inner")).FindAsync(tenant, name, culture, Token));
        Assert.Null(await new BuiltInTemplates().FindAsync(tenant, name, culture, Token));
    }

    [Fact]
    public async Task A_missing_folder_has_no_templates() =>
        Assert.Null(await new FolderTemplates(Path.Combine(_folder.FullName, "missing")).FindAsync("tozai", "supplier-notice.text", "ja", Token));

    private Task<string> RenderAsync()
    {
        ITemplateSource[] sources = [new Fixed("built in {{ name }}"), new FolderTemplates(_folder.FullName), new StoredTemplates(_store)];
        return new TemplateLibrary(sources, new ScribanRenderer(TimeProvider.System), NullLogger<TemplateLibrary>.Instance)
            .RenderAsync("tozai", "supplier-notice.text", "ja", CultureInfo.InvariantCulture, new Model("東西"), Token);
    }

    private Task SaveAsync(string? text) => _store.Tenants.SaveTemplateAsync("tozai", "supplier-notice.text", "ja", text, DateTimeOffset.UnixEpoch, "test", Token);

    private void File(string path, string text)
    {
        FileInfo file = new(Path.Combine(_folder.FullName, path));
        file.Directory!.Create();
        System.IO.File.WriteAllText(file.FullName, text);
    }

    private sealed class Fixed(string text) : ITemplateSource
    {
        public int Order => 200;

        public Task<string?> FindAsync(string tenant, string name, string culture, CancellationToken cancellationToken = default) => Task.FromResult<string?>(text);
    }
}
