using WebEdi.Diagnostics;
using WebEdi.Engine.Formats;
using WebEdi.Engine.Mapping;
using WebEdi.Engine.Reading;

namespace WebEdi.Fuzz.Targets;

/// <summary>Reads rows and maps them to orders, whole and in pieces.</summary>
/// <param name="map">The map.</param>
/// <param name="encoding">The encoding that the sender fixes; null: the file says it.</param>
internal sealed class RowTarget(CompiledMap map, string? encoding = null)
{
    private const int Passes = 4;

    public void Run(byte[] bytes)
    {
        FilePlaces places = new(bytes, countsRecords: map.Reading.Format == "fixed");
        List<Diagnostic> found = [];
        Account whole = Read(bytes, int.MaxValue, 32 * 1024, found, places);
        foreach (Diagnostic diagnostic in found)
            Promise.IsFit(diagnostic, places);

        int piece = bytes.Length == 0 ? 1 : 1 + (bytes[bytes.Length / 2] % 61);
        Promise.Same(whole, Read(bytes, piece, 64 + piece, [], places), $"read whole and in pieces of {piece}");
    }

    private Account Read(byte[] bytes, int piece, int blockBytes, List<Diagnostic> found, FilePlaces places)
    {
        using PieceStream content = new(bytes, piece);
        MessageReader reader = new(new ReadingLimits { BlockBytes = blockBytes });
        Account account = new();
        Result<FileSurvey> survey = reader.SurveyAsync(content, "file", map.Reading, encoding, CancellationToken.None).GetAwaiter().GetResult();
        Tell(survey.Diagnostics, found, account);
        if (survey.Succeeded)
            Map(reader, content, survey.Value, found, account, places);

        long most = ((bytes.Length + 1024L) * Passes) + (64 * 1024);
        Promise.That(content.Given <= most, () => $"{content.Given} bytes were read of a file of {bytes.Length}");
        return account;
    }

    private void Map(MessageReader reader, PieceStream content, FileSurvey survey, List<Diagnostic> found, Account account, FilePlaces places)
    {
        account.Add($"{survey.DetectedFormat} {survey.Segments} {string.Join('|', survey.Header)}");
        MappingSession session = new(map, survey, maxLines: 20_000, explain: true);
        IAsyncEnumerator<SegmentBlock> blocks = reader.ReadAsync(content, survey, CancellationToken.None).GetAsyncEnumerator();
        while (blocks.MoveNextAsync().AsTask().GetAwaiter().GetResult())
        {
            foreach (MappedDocument order in session.Add(blocks.Current))
                Tell(order, found, account, places);
        }

        foreach (MappedDocument order in session.Complete())
            Tell(order, found, account, places);
    }

    private static void Tell(MappedDocument order, List<Diagnostic> found, Account account, FilePlaces places)
    {
        account.Add($"{order.SourceLines} {order.Rows} {Words.Describe(order.Document)}");
        Tell(order.Diagnostics, found, account);
        foreach (FieldOrigin origin in order.Origins)
        {
            places.Check(origin.Path, origin.Position.Offset, origin.Length);
            account.Add(origin);
        }
    }

    private static void Tell(IReadOnlyList<Diagnostic> diagnostics, List<Diagnostic> found, Account account)
    {
        found.AddRange(diagnostics);
        foreach (Diagnostic diagnostic in diagnostics)
            account.Add(diagnostic);
    }
}
