using System.Globalization;
using System.Text.Unicode;

using WebEdi.Engine.Formats;

namespace WebEdi.Engine.Text;

/// <summary>Collects, over a whole file, what speaks for UTF-8, CP932 and EUC-JP: the first bytes alone may be plain ASCII.</summary>
/// <param name="isSettled">Whether the encoding is known already, so that only a zero byte is looked for.</param>
internal sealed class EncodingEvidence(bool isSettled = false) : IByteObserver
{
    private const int CountLimit = 1000;

    private readonly byte[] _carry = new byte[4];
    private int _carried;
    private int _lead;
    private int _eucAwaited;
    private readonly byte[] _euc = new byte[3];
    private int _eucCount;
    private long _end;

    /// <summary>Gets the offset of the first byte 0x00; -1: none.</summary>
    public long FirstNul { get; private set; } = -1;

    /// <summary>Gets the offset of the first byte above 0x7F; -1: none.</summary>
    public long FirstNonAscii { get; private set; } = -1;

    /// <summary>Gets the offset of the first byte that is no UTF-8; -1: none.</summary>
    public long FirstNotUtf8 { get; private set; } = -1;

    /// <summary>Gets the offset of the first byte that is no CP932; -1: none.</summary>
    public long FirstNotCp932 { get; private set; } = -1;

    /// <summary>Gets the offset of the first byte that is no EUC-JP; -1: none. Looked for up to there only.</summary>
    public long FirstNotEucJp { get; private set; } = -1;

    /// <summary>Gets how many bytes are no UTF-8; counted up to 1,000.</summary>
    public int NotUtf8 { get; private set; }

    /// <summary>Gets how many bytes are no CP932; counted up to 1,000.</summary>
    public int NotCp932 { get; private set; }

    public void Observe(ReadOnlySpan<byte> bytes, long offset)
    {
        _end = offset + bytes.Length;
        if (FirstNul < 0 && bytes.IndexOf((byte)0) is >= 0 and int nul)
            FirstNul = offset + nul;
        if (isSettled)
            return;

        if (FirstNonAscii < 0)
        {
            int first = bytes.IndexOfAnyInRange((byte)0x80, (byte)0xFF);
            if (first < 0)
                return;

            FirstNonAscii = offset + first;
            bytes = bytes[first..];
            offset += first;
        }

        if (NotUtf8 < CountLimit)
            ObserveUtf8(bytes, offset);
        if (NotCp932 < CountLimit)
            ObserveCp932(bytes, offset);
        if (FirstNotEucJp < 0)
            ObserveEucJp(bytes, offset);
    }

    public void Complete()
    {
        if (_carried > 0)
            CountNotUtf8(_end - _carried);
        if (_lead > 0)
            CountNotCp932(_end - 1);
        if (_eucCount > 0 && FirstNotEucJp < 0)
            FirstNotEucJp = _end - _eucCount;
        _carried = 0;
        _lead = 0;
        _eucCount = 0;
    }

    /// <summary>Decides between them.</summary>
    /// <returns>The first of UTF-8, CP932 and EUC-JP without an invalid byte; else the one of the first two with fewer, UTF-8 when there are equally few.</returns>
    public (TextCodec Codec, string Evidence) Decide()
    {
        if (FirstNonAscii < 0)
            return (TextCodec.Utf8, "all bytes are ASCII");

        if (FirstNotUtf8 < 0)
            return (TextCodec.Utf8, Say($"all bytes are valid UTF-8; the first one above 0x7F stands at offset {FirstNonAscii}"));

        if (FirstNotCp932 < 0)
            return (TextCodec.Cp932, Say($"the byte at offset {FirstNotUtf8} is no UTF-8; all bytes are valid CP932"));

        if (FirstNotEucJp < 0)
            return (TextCodec.EucJp, Say($"the byte at offset {FirstNotUtf8} is no UTF-8, the one at offset {FirstNotCp932} no CP932; all bytes are valid EUC-JP"));

        return NotCp932 < NotUtf8
            ? (TextCodec.Cp932, Say($"{NotUtf8} bytes are no UTF-8 (first at offset {FirstNotUtf8}), {NotCp932} are no CP932 (first at offset {FirstNotCp932})"))
            : (TextCodec.Utf8, Say($"{NotCp932} bytes are no CP932 (first at offset {FirstNotCp932}), {NotUtf8} are no UTF-8 (first at offset {FirstNotUtf8})"));
    }

    /// <summary>Tells whether all bytes are valid in an encoding.</summary>
    public bool IsPossible(TextCodec codec) =>
        codec == TextCodec.Utf8 ? FirstNotUtf8 < 0 : codec == TextCodec.Cp932 ? FirstNotCp932 < 0 : codec == TextCodec.EucJp && FirstNotEucJp < 0;

    private static string Say(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private void ObserveUtf8(ReadOnlySpan<byte> bytes, long offset)
    {
        Span<char> scratch = stackalloc char[1024];
        if (_carried > 0)
        {
            // A character cut by the end of the last buffer: complete it byte by byte.
            while (_carried is > 0 and < 4 && !bytes.IsEmpty)
            {
                _carry[_carried++] = bytes[0];
                bytes = bytes[1..];
                offset++;
                System.Buffers.OperationStatus status = Utf8.ToUtf16(_carry.AsSpan(0, _carried), scratch, out _, out _, replaceInvalidSequences: false, isFinalBlock: false);
                if (status == System.Buffers.OperationStatus.NeedMoreData)
                    continue;

                if (status == System.Buffers.OperationStatus.InvalidData)
                {
                    CountNotUtf8(offset - _carried);

                    // Only its first byte is lost; what follows may begin a character.
                    byte[] again = _carry.AsSpan(1, _carried - 1).ToArray();
                    int size = again.Length;
                    _carried = 0;
                    if (NotUtf8 < CountLimit)
                        ObserveUtf8(again, offset - size);
                    continue;
                }

                _carried = 0;
            }

            if (_carried > 0)
                return;
        }

        while (!bytes.IsEmpty && NotUtf8 < CountLimit)
        {
            if (Utf8.IsValid(bytes))
                return;

            ReadOnlySpan<byte> part = bytes[..Math.Min(bytes.Length, scratch.Length)];
            System.Buffers.OperationStatus status = Utf8.ToUtf16(part, scratch, out int read, out _, replaceInvalidSequences: false, isFinalBlock: false);
            offset += read;
            bytes = bytes[read..];
            if (status == System.Buffers.OperationStatus.NeedMoreData && part.Length - read == bytes.Length)
            {
                bytes.CopyTo(_carry);
                _carried = bytes.Length;
                return;
            }

            if (status == System.Buffers.OperationStatus.InvalidData)
            {
                CountNotUtf8(offset);
                offset++;
                bytes = bytes[1..];
            }
        }
    }

    private void ObserveCp932(ReadOnlySpan<byte> bytes, long offset)
    {
        int at = 0;
        while (at < bytes.Length)
        {
            if (_lead > 0)
            {
                byte lead = (byte)_lead;
                _lead = 0;
                if (Cp932Table.Decode(lead, bytes[at]) != '\0')
                {
                    at++;
                    continue;
                }

                CountNotCp932(offset + at - 1);
            }

            byte b = bytes[at];
            if (b < 0x80)
            {
                int run = bytes[at..].IndexOfAnyInRange((byte)0x80, (byte)0xFF);
                if (run < 0)
                    return;

                at += run;
                b = bytes[at];
            }

            if (Cp932Codec.IsLead(b))
                _lead = b;
            else if (b is < 0xA1 or > 0xDF)
                CountNotCp932(offset + at);
            at++;
        }
    }

    private void ObserveEucJp(ReadOnlySpan<byte> bytes, long offset)
    {
        for (int at = 0; at < bytes.Length; at++)
        {
            byte b = bytes[at];
            if (_eucCount == 0)
            {
                if (b < 0x80)
                {
                    int run = bytes[at..].IndexOfAnyInRange((byte)0x80, (byte)0xFF);
                    if (run < 0)
                        return;

                    at += run;
                    b = bytes[at];
                }

                _eucAwaited = b == 0x8F ? 3 : 2;
            }

            _euc[_eucCount++] = b;
            if (_eucCount < _eucAwaited)
                continue;

            if (EucJpCodec.Character(_euc.AsSpan(0, _eucCount), out _) == '\0')
            {
                FirstNotEucJp = offset + at - _eucCount + 1;
                return;
            }

            _eucCount = 0;
        }
    }

    private void CountNotUtf8(long offset)
    {
        if (NotUtf8++ == 0)
            FirstNotUtf8 = offset;
    }

    private void CountNotCp932(long offset)
    {
        if (NotCp932++ == 0)
            FirstNotCp932 = offset;
    }
}
