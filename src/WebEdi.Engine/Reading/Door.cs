using WebEdi.Diagnostics;
using WebEdi.Engine.Formats.Csv;
using WebEdi.Engine.Text;
using WebEdi.Formats;
using WebEdi.Engine.Formats;

namespace WebEdi.Engine.Reading;

/// <summary>What the first bytes of a file say: refused, or with a mark, or plain text.</summary>
internal sealed record Door
{
    /// <summary>Gets why the file is refused; null: it goes on.</summary>
    public Diagnostic? Refusal { get; private init; }

    /// <summary>Gets the encoding, where the mark, the sender or the map settles it.</summary>
    public TextCodec? Codec { get; private init; }

    /// <summary>Gets the encoding of the file's own bytes, where they are decoded before they are cut; null: they are not.</summary>
    public TextCodec? Source { get; private init; }

    /// <summary>Gets what settles it.</summary>
    public string Evidence { get; private init; } = "";

    /// <summary>Gets how long the mark is.</summary>
    public int BomLength { get; private init; }

    /// <summary>Gets warnings.</summary>
    public IReadOnlyList<Diagnostic> Warnings { get; private init; } = [];

    public static Door Look(ReadOnlySpan<byte> head, string fileName, string? encoding, TextCodec? mapCodec, byte separator = (byte)',', byte quote = (byte)'"')
    {
        SourcePosition start = new(fileName, 0, 0, Offset: 0);
        if (BlankFile.IsMatch(head))
            return new Door { Refusal = Diagnostic.Create(DiagnosticCodes.FileEmpty, start) };

        TextCodec? asked = TextCodec.Find(encoding);
        if (encoding is not null && asked is null)
            return new Door { Refusal = Diagnostic.Create(DiagnosticCodes.EncodingUnsupported, start, found: encoding) };

        (TextCodec? marked, int bom) = Mark(head);
        if (marked is null && (asked ?? mapCodec ?? Decoded(head)) is { } shifting && (shifting.NeedsTranscoding || (shifting is Cp932Codec && (Cp932Codec.IsTrail(separator) || Cp932Codec.IsTrail(quote)))))
            return Transcoded(head, shifting, asked is null && mapCodec is null ? $"its bytes are {shifting.Name}" : "given by the sender or the map", 0, [], start, separator);

        TextCodec? said = asked ?? mapCodec;
        if (said is HostCodec)
            return new Door { Refusal = Diagnostic.Create(DiagnosticCodes.EncodingUnsupported, start, found: said.Name) };

        if (marked is { NeedsTranscoding: true })
            return Transcoded(head[bom..], marked, $"begins with the mark of {marked.Name}", bom, Contradicted(marked, said, start), start, separator);

        FormatMatch match = CsvDetector.Match(head[bom..], separator);
        if (match.Confidence == 0 && head.IndexOf((byte)0) is > 0 and int zero && IsText(head[bom..zero]))
            return new Door { Refusal = MessageReader.Nul(fileName, zero) };

        if (match.Confidence == 0)
            return new Door { Refusal = Diagnostic.Create(DiagnosticCodes.FormatUnknown, start, found: match.Evidence, expected: Expect.Value("CSV")) };

        if (marked is null)
            return new Door { Codec = said, Evidence = said is null ? "" : "given by the sender or the map" };

        return new Door
        {
            Codec = TextCodec.Utf8,
            Evidence = "begins with the UTF-8 mark EF BB BF",
            BomLength = bom,
            Warnings = Contradicted(TextCodec.Utf8, said, start),
        };
    }

    /// <summary>Tells whether bytes hold at least a line, and nothing that no text has.</summary>
    private static bool IsText(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IndexOfAny((byte)'\r', (byte)'\n') < 0)
            return false;

        foreach (byte b in bytes)
        {
            if (b < 0x20 && b is not ((byte)'\t' or (byte)'\r' or (byte)'\n'))
                return false;
        }

        return true;
    }

    private static (TextCodec? Codec, int Length) Mark(ReadOnlySpan<byte> head) => head switch
    {
        [0xEF, 0xBB, 0xBF, ..] => (TextCodec.Utf8, 3),
        [0xFF, 0xFE, ..] => (TextCodec.Utf16Le, 2),
        [0xFE, 0xFF, ..] => (TextCodec.Utf16Be, 2),
        _ => (null, 0),
    };

    /// <summary>Recognises UTF-16 without a mark by line ends and zeros on one side only, and ISO-2022-JP by its shifts.</summary>
    private static TextCodec? Decoded(ReadOnlySpan<byte> head)
    {
        if (!head.ContainsAnyInRange((byte)0x80, (byte)0xFF) && (head.IndexOf("\x1B$B"u8) >= 0 || head.IndexOf("\x1B$@"u8) >= 0))
            return TextCodec.Iso2022Jp;

        bool first = false, second = false, lineFirst = false, lineSecond = false;
        for (int i = 0; i + 1 < head.Length; i += 2)
        {
            first |= head[i] == 0;
            second |= head[i + 1] == 0;
            lineFirst |= head[i] == (byte)'\n' && head[i + 1] == 0;
            lineSecond |= head[i] == 0 && head[i + 1] == (byte)'\n';
        }

        return lineFirst && !first ? TextCodec.Utf16Le : lineSecond && !second ? TextCodec.Utf16Be : null;
    }

    private static Diagnostic[] Contradicted(TextCodec marked, TextCodec? said, SourcePosition start) => said is null || said == marked
        ? []
        : [Diagnostic.Create(DiagnosticCodes.EncodingContradicted, start, found: marked.Name, expected: Expect.Value(said.Name))];

    private static Door Transcoded(ReadOnlySpan<byte> head, TextCodec codec, string evidence, int bom, IReadOnlyList<Diagnostic> warnings, SourcePosition start, byte separator)
    {
        FormatMatch match = CsvDetector.Match(TranscodingStream.ToUtf8(codec, head), separator);
        return match.Confidence == 0
            ? new Door { Refusal = Diagnostic.Create(DiagnosticCodes.FormatUnknown, start, found: match.Evidence, expected: Expect.Value("CSV")) }
            : new Door { Codec = TextCodec.Utf8, Source = codec, Evidence = evidence, BomLength = bom, Warnings = warnings };
    }
}
