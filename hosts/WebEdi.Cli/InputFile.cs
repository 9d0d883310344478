namespace WebEdi.Cli;

/// <summary>A file to read, or standard input, which is kept on disk while it is read: reading looks at the first bytes twice.</summary>
internal sealed class InputFile : IAsyncDisposable
{
    private InputFile(string name, FileStream content) => (Name, Content) = (name, content);

    /// <summary>Gets its name without a folder.</summary>
    public string Name { get; }

    /// <summary>Gets its bytes.</summary>
    public FileStream Content { get; }

    public static async Task<InputFile> OpenAsync(string path)
    {
        if (path != "-")
            return new InputFile(Path.GetFileName(path), new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1, FileOptions.SequentialScan));

        FileStream kept = new(
            Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, bufferSize: 1, FileOptions.DeleteOnClose);
        Stream input = Console.OpenStandardInput();
        await using (input.ConfigureAwait(false))
            await input.CopyToAsync(kept).ConfigureAwait(false);
        kept.Position = 0;
        return new InputFile("stdin", kept);
    }

    public ValueTask DisposeAsync() => Content.DisposeAsync();
}
