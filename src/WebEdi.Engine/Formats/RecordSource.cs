using WebEdi.Diagnostics;
using WebEdi.Engine.Text;

namespace WebEdi.Engine.Formats;

/// <summary>The records of a file that has several types: where they come from and where their fields lie.</summary>
/// <param name="reader">Cuts the records.</param>
/// <param name="codec">The encoding of what is cut.</param>
internal abstract class RecordSource(BlockReader reader, TextCodec codec)
{
    /// <summary>Gets the encoding of the values.</summary>
    public TextCodec Codec => codec;

    /// <summary>Reads the next records.</summary>
    /// <returns>Null at the end.</returns>
    public virtual ValueTask<SegmentBlock?> ReadAsync(CancellationToken cancellationToken) => reader.ReadAsync(int.MaxValue, cancellationToken);

    /// <summary>Reads the text that tells the type of a record, spaces around it dropped.</summary>
    public abstract string TypeOf(SegmentBlock block, int segment);

    /// <summary>Gets how many bytes a record takes.</summary>
    public abstract int LengthOf(SegmentBlock block, int segment);

    /// <summary>Reads a field of a record; a number as a host stores it becomes ASCII.</summary>
    /// <param name="block">The block.</param>
    /// <param name="segment">The record.</param>
    /// <param name="type">Its type.</param>
    /// <param name="field">The field, one of the type's.</param>
    /// <param name="value">The value; empty where the record ends before.</param>
    /// <returns>False: the bytes are no such number.</returns>
    public abstract bool TryRead(SegmentBlock block, int segment, RecordType type, int field, out ReadOnlySpan<byte> value);

    /// <summary>Tells where a field begins; one of which a short record has nothing is shown behind the record.</summary>
    public abstract SourcePosition PositionOf(SegmentBlock block, int segment, RecordType type, int field, int plus = 0);

    /// <summary>Tells which bytes of the file a field takes; (-1, 0): none, or not known.</summary>
    public abstract (long Offset, int Length) BytesOf(SegmentBlock block, int segment, RecordType type, int field);

    /// <summary>Tells what is wrong with the form of a record, whatever it states.</summary>
    public abstract IEnumerable<Diagnostic> Check(SegmentBlock block, int segment, RecordType type);

    /// <summary>Passes over the UTF-8 mark, which is no part of the first record.</summary>
    /// <returns>Where the first record begins.</returns>
    protected static long PassMark(Stream content)
    {
        long start = content.Position;
        Span<byte> mark = stackalloc byte[3];
        int length = content.ReadAtLeast(mark, mark.Length, throwOnEndOfStream: false);
        if (!mark[..length].SequenceEqual("\uFEFF"u8))
            content.Position = start;
        return content.Position;
    }
}
