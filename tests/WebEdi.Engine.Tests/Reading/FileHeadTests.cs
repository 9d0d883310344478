using WebEdi.Engine.Reading;

using Xunit;

namespace WebEdi.Engine.Tests.Reading;

public sealed class FileHeadTests : IDisposable
{
    private readonly string _path = Path.GetTempFileName();

    [Fact]
    public async Task A_file_that_is_read_synchronously_is_there_at_once()
    {
        await File.WriteAllTextAsync(_path, "UNB", TestContext.Current.CancellationToken);
        await using FileStream file = new(_path, FileMode.Open, FileAccess.Read, FileShare.Read, 4096, useAsync: false);

        ValueTask<byte[]> head = FileHead.ReadAsync(file, TestContext.Current.CancellationToken);

        Assert.True(head.IsCompletedSuccessfully);
        byte[] read = await head;
        Assert.Equal("UNB"u8, read);
        Assert.Equal(0, file.Position);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(FileHead.MaxBytes)]
    [InlineData(FileHead.MaxBytes + 1)]
    public async Task Any_other_file_has_the_same_head(int length)
    {
        await File.WriteAllBytesAsync(_path, new byte[length], TestContext.Current.CancellationToken);
        await using FileStream file = new(_path, FileMode.Open, FileAccess.Read, FileShare.Read, 4096, useAsync: true);

        byte[] head = await FileHead.ReadAsync(file, TestContext.Current.CancellationToken);

        Assert.Equal(Math.Min(length, FileHead.MaxBytes), head.Length);
        Assert.Equal(0, file.Position);
    }

    [Fact]
    public async Task Nothing_is_read_for_somebody_who_has_left()
    {
        using CancellationTokenSource left = new();
        await left.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await FileHead.ReadAsync(new MemoryStream([1]), left.Token));
    }

    public void Dispose() => File.Delete(_path);
}
