using WebEdi.Engine.Text;
using WebEdi.Formats;

namespace WebEdi.Engine.Formats;

/// <summary>A format of messages: how it is recognised and read.</summary>
internal interface IWorkshop
{
    /// <summary>Gets what recognises it; its name is the name of the format.</summary>
    IFormatDetector Detector { get; }

    /// <summary>Opens a file.</summary>
    /// <param name="source">The file and what is known of it.</param>
    /// <returns>A reader at the start of the file; it does not own the stream.</returns>
    IMessageReader Open(MessageSource source);
}

/// <summary>A file of messages and what is known of it before it is read.</summary>
internal sealed record MessageSource
{
    /// <summary>Gets the file, at its first byte; a byte order mark may stand there.</summary>
    public required Stream Content { get; init; }

    /// <summary>Gets its name, for positions.</summary>
    public required string FileName { get; init; }

    /// <summary>Gets the encoding fixed by the sender or the map; null: the file says it, or its bytes do.</summary>
    public TextCodec? Codec { get; init; }

    /// <summary>Gets the encoding of the file's own bytes, where they are decoded before they are cut; null: they are not.</summary>
    public TextCodec? SourceCodec { get; init; }

    /// <summary>Gets the faults that the partner's profile lets pass with a warning.</summary>
    public Tolerances Tolerances { get; init; } = Tolerances.None;

    /// <summary>Gets the messages that the map is for; where elements have names, they tell what is one message. Empty: the format itself says it.</summary>
    public IReadOnlyList<string> MessageTypes { get; init; } = [];

    /// <summary>Gets the types of records that the map describes; null: the format knows its own.</summary>
    public RecordPlan? Records { get; init; }

    /// <summary>Gets how much a message may ask for.</summary>
    public MessageLimits Limits { get; init; } = new();

    /// <summary>Gets the numbers of names; null: the reader gives its own.</summary>
    public SymbolTable? Symbols { get; init; }

    /// <summary>Gets what is told the header of every interchange and the byte of the file at which it begins; null: nobody asks.</summary>
    public Action<Envelope, long>? Opened { get; init; }

    /// <summary>Gets a value indicating whether only the syntax is read: no structure, no values.</summary>
    public bool SyntaxOnly { get; init; }

    /// <summary>Gets a value indicating whether segments are placed and checked one by one, as if none were like one before. It makes no difference to what is found, only to how long it takes.</summary>
    public bool IsClose { get; init; }

    /// <summary>Gets how many bytes are read at a time; 128 kB.</summary>
    /// <value>64 to 256 kB are useful: less makes long messages move about, more leaves the processor's cache.</value>
    public int BlockBytes { get; init; } = 128 * 1024;
}
