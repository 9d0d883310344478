using WebEdi.Engine.Formats.Schema;
using WebEdi.Engine.Text;

namespace WebEdi.Engine.Formats;

/// <summary>How a file of messages is read.</summary>
internal sealed record ReaderOptions
{
    /// <summary>Gets the encoding that somebody has said; null: found in the file.</summary>
    public TextCodec? Codec { get; init; }

    /// <summary>Gets how much one message may ask for.</summary>
    public MessageLimits Limits { get; init; } = new();

    /// <summary>Gets what is tolerated.</summary>
    public Tolerances Tolerances { get; init; } = Tolerances.None;

    /// <summary>Gets the structures of messages; null: syntax only.</summary>
    public EdiDirectory? Directory { get; init; }

    /// <summary>Gets the numbers of the names; a map that has asked for its names brings its own.</summary>
    public SymbolTable? Symbols { get; init; }

    /// <summary>Gets how many bytes are read at a time.</summary>
    /// <value>64 to 256 kB are useful; less makes long messages move about, more leaves the processor's cache.</value>
    public int BlockBytes { get; init; } = 128 * 1024;
}
