using WebEdi.Diagnostics;
using WebEdi.Engine.Formats.Csv;
using WebEdi.Engine.Text;
using WebEdi.Formats;

namespace WebEdi.Engine.Reading;

/// <summary>What the first bytes of a file say: refused, or with a mark, or plain text.</summary>
internal sealed record Door
{
    private static readonly CsvDetector Csv = new();

    /// <summary>Gets why the file is refused; null: it goes on.</summary>
    public Diagnostic? Refusal { get; private init; }

    /// <summary>Gets the encoding, where the mark, the sender or the map settles it.</summary>
    public TextCodec? Codec { get; private init; }

    /// <summary>Gets what settles it.</summary>
    public string Evidence { get; private init; } = "";

    /// <summary>Gets how long the mark is.</summary>
    public int BomLength { get; private init; }

    /// <summary>Gets warnings.</summary>
    public IReadOnlyList<Diagnostic> Warnings { get; private init; } = [];

    public static Door Look(ReadOnlySpan<byte> head, string fileName, string? encoding, TextCodec? mapCodec)
    {
        SourcePosition start = new(fileName, 0, 0, Offset: 0);
        if (head.IsEmpty)
            return new Door { Refusal = Diagnostic.Create(DiagnosticCodes.FileEmpty, start) };

        if (head is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..])
            return new Door { Refusal = Diagnostic.Create(DiagnosticCodes.EncodingUnsupported, start, found: "UTF-16") };

        TextCodec? asked = TextCodec.Find(encoding);
        if (encoding is not null && asked is null)
            return new Door { Refusal = Diagnostic.Create(DiagnosticCodes.EncodingUnsupported, start, found: encoding) };

        int bom = head.StartsWith("\uFEFF"u8) ? 3 : 0;
        FormatMatch match = Csv.Match(head[bom..]);
        if (match.Confidence == 0)
            return new Door { Refusal = Diagnostic.Create(DiagnosticCodes.FormatUnknown, start, found: match.Evidence, expected: Expect.Value("CSV")) };

        asked ??= mapCodec;
        if (bom == 0)
            return new Door { Codec = asked, Evidence = asked is null ? "" : "given by the sender or the map" };

        return new Door
        {
            Codec = TextCodec.Utf8,
            Evidence = "begins with the UTF-8 mark EF BB BF",
            BomLength = bom,
            Warnings = asked is null || asked == TextCodec.Utf8
                ? []
                : [Diagnostic.Create(DiagnosticCodes.EncodingContradicted, start, found: TextCodec.Utf8.Name, expected: Expect.Value(asked.Name))],
        };
    }
}
