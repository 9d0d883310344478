using WebEdi.Engine.Formats;
using WebEdi.Engine.Writing.Tree;

namespace WebEdi.Engine.Writing.Records;

/// <summary>Writes the records of a file into memory, and tells what of them the file cannot hold.</summary>
/// <param name="losses">Told what is lost.</param>
internal abstract class RecordOut(LossBook losses) : IDisposable
{
    private const int Enough = 48 * 1024;

    /// <summary>Gets where the records are written.</summary>
    protected MemoryStream Written { get; } = new();

    /// <summary>Gets how many characters a field has room for at most.</summary>
    public virtual int RoomOf(RecordType type, int field) => int.MaxValue;

    /// <summary>Writes what stands before the records.</summary>
    /// <param name="first">The type of the first record.</param>
    public abstract void Begin(RecordType first);

    /// <summary>Writes a record. What does not stand in the file as it is in the sheet is taken out of the sheet.</summary>
    public abstract void Write(RecordSheet sheet);

    /// <summary>Takes what has been written, where it is worth sending on.</summary>
    /// <param name="all">Whether it is taken whatever there is.</param>
    public ReadOnlyMemory<byte> Take(bool all)
    {
        Complete();
        if (!all && Written.Length < Enough)
            return default;

        byte[] bytes = Written.ToArray();
        Written.SetLength(0);
        return bytes;
    }

    public void Dispose() => Written.Dispose();

    /// <summary>Brings what is held back into <see cref="Written"/>.</summary>
    protected virtual void Complete()
    {
    }

    /// <summary>Tells a loss.</summary>
    protected void Tell(RecordSheet sheet, int field, string? value, WriteLossReason reason, string? written) => losses.Add(sheet.PathOf(field), value, reason, written);
}
