using WebEdi.Engine.Tests.Formats.Corpus;
using WebEdi.Fuzz;

using Xunit;

namespace WebEdi.Engine.Tests.Hardening;

/// <summary>Whatever bytes a reader is given, it ends, throws nothing, tells places that are in the file, and tells the same when the bytes come in pieces.</summary>
/// <remarks>The targets of the fuzzer hold readers to that; here they get every real file, and broken copies of them that are the same in every run.</remarks>
public sealed class AnyBytesTests
{
    private const int Rounds = 600;
    private const int LongestMutated = 32 * 1024;

    public static TheoryData<string> Targets => [.. FuzzTarget.All.Select(t => t.Name)];

    [Theory]
    [MemberData(nameof(Targets))]
    public void Small_sound_files_keep_the_promises(string name)
    {
        FuzzTarget target = Find(name);

        foreach (byte[] bytes in target.Beginnings().Append([]))
            target.Run(bytes);
    }

    [Theory]
    [MemberData(nameof(Targets))]
    public void Every_file_of_the_corpus_keeps_the_promises(string name)
    {
        FuzzTarget target = Find(name);

        foreach (string folder in target.Folders)
        {
            foreach (string file in CorpusFolder.Files(folder))
                Run(target, File.ReadAllBytes(Path.Combine(CorpusFolder.Find(), file)), file);
        }
    }

    [Theory]
    [MemberData(nameof(Targets))]
    public void Broken_copies_of_them_keep_the_promises(string name)
    {
        FuzzTarget target = Find(name);
        IEnumerable<byte[]> real = target.Folders.SelectMany(CorpusFolder.Files).Select(f => File.ReadAllBytes(Path.Combine(CorpusFolder.Find(), f)));
        Mutator mutator = new([.. target.Beginnings(), .. real.Where(b => b.Length <= LongestMutated)], seed: 20261124);

        for (int round = 0; round < Rounds; round++)
            Run(target, mutator.Next(), $"round {round}");
    }

    private static FuzzTarget Find(string name) => FuzzTarget.All.Single(t => t.Name == name);

    private static void Run(FuzzTarget target, byte[] bytes, string what)
    {
        Exception? exception = Record.Exception(() => target.Run(bytes));
        Assert.True(exception is null, $"{target.Name}, {what}: {exception}");
    }
}
