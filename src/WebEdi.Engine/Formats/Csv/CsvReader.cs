namespace WebEdi.Engine.Formats.Csv;

/// <summary>Reads a CSV stream in blocks of whole records.</summary>
internal sealed class CsvReader : BlockReader
{
    private readonly CsvTokenizer _tokenizer;

    /// <summary>Opens a stream.</summary>
    /// <param name="content">The stream; not owned.</param>
    /// <param name="file">The name of the file.</param>
    /// <param name="options">How it is read.</param>
    /// <param name="offset">Where the stream begins in the file.</param>
    public CsvReader(Stream content, string file, CsvOptions options, long offset = 0)
        : this(content, file, options, new CsvTokenizer(options), offset)
    {
    }

    private CsvReader(Stream content, string file, CsvOptions options, CsvTokenizer tokenizer, long offset)
        : base(content, file, tokenizer, options.BlockBytes, offset) => _tokenizer = tokenizer;

    /// <summary>Gets or sets how many elements every record has; 0: not checked.</summary>
    public int ExpectedElements
    {
        get => _tokenizer.ExpectedElements;
        set => _tokenizer.ExpectedElements = value;
    }

    /// <summary>Gets or sets how many elements at the front of a record are asked for; 0: all.</summary>
    public int AskedElements
    {
        get => _tokenizer.AskedElements;
        set => _tokenizer.AskedElements = value;
    }

    /// <summary>Passes over physical lines, quotes or not.</summary>
    /// <param name="lines">How many.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <returns>A task.</returns>
    public async ValueTask SkipLinesAsync(int lines, CancellationToken cancellationToken)
    {
        for (; lines > 0; lines--)
        {
            if (IsDrained && !await FillAsync(cancellationToken).ConfigureAwait(false))
                return;

            _tokenizer.BeginSkip();
            Cut(max: 0);
            while (_tokenizer.IsSkipping && await FillAsync(cancellationToken).ConfigureAwait(false))
                Cut(max: 0);
        }
    }
}
