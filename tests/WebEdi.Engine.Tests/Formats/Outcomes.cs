using System.Text;

using WebEdi.Engine.Formats;
using WebEdi.Engine.Reading;

namespace WebEdi.Engine.Tests.Formats;

/// <summary>Reads a text and keeps what acknowledgements are made of.</summary>
internal static class Outcomes
{
    public static readonly DateTimeOffset Now = new(2025, 3, 1, 9, 30, 0, TimeSpan.FromHours(9));

    public static async Task<IReadOnlyList<InterchangeOutcome>> OfAsync(string format, string text)
    {
        using MemoryStream stream = new(Encoding.UTF8.GetBytes(text));
        OutcomeBook book = new();
        IMessageReader reader = Workshops.Find(format)!.Open(new MessageSource { Content = stream, FileName = "file.edi", Opened = book.Begin });
        List<InterchangeOutcome> complete = [];
        while (await reader.ReadAsync(CancellationToken.None) is { } tree)
        {
            book.Add(reader.TakeDiagnostics());
            book.Add(tree);
            complete.AddRange(book.Take(all: false));
        }

        book.Add(reader.TakeDiagnostics());
        return [.. complete, .. book.Take(all: true)];
    }

    public static async Task<string[]> FaultsAsync(string format, byte[] bytes) =>
        [.. (await ReadFile.ReadAsync(format, bytes, ReadFile.Syntax with { SyntaxOnly = false })).All.Where(d => d.Severity != WebEdi.Diagnostics.Severity.Information).Select(d => d.ToString())];
}
