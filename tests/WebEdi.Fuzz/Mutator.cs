namespace WebEdi.Fuzz;

/// <summary>Makes broken files of good ones: bytes changed, taken out, put in, moved, doubled, cut off; delimiters swapped; parts of another file put in.</summary>
/// <remarks>The same seed gives the same files.</remarks>
internal sealed class Mutator(IReadOnlyList<byte[]> files, int seed)
{
    private const int MaxBytes = 64 * 1024;
    private const int MaxChanges = 8;

    private static readonly byte[] Special =
    [
        0, 0x1A, 0x1B, 0x0E, 0x0F, (byte)'\r', (byte)'\n', (byte)'\t', (byte)' ', (byte)'\'', (byte)'"', (byte)'+', (byte)':', (byte)'?', (byte)'*', (byte)'~', (byte)'>', (byte)'<', (byte)'&', (byte)',', (byte)';',
        (byte)'{', (byte)'}', (byte)'[', (byte)']', (byte)'\\', (byte)'/', (byte)'-', (byte)'0', (byte)'9', 0x81, 0x8E, 0xC2, 0xE2, 0xED, 0xF0, 0xFE, 0xFF,
    ];

    private static readonly byte[][] Words =
    [
        .. """
        UNA:+.? '|UNB+UNOC:3+A+B+1:1+1'|UNG+ORDERS+A+B+1:1+1+UN+D:96A'|UNH+1+ORDERS:D:96A:UN'|UNT+1+1'|UNE+1+1'|UNZ+1+1'|LIN+1'|UNS+S'|?'|??|ISA*00*|GS*PO*A*B*1*1*1*X*004010~|ST*850*1~|SE*1*1~|BIN*99*|BIN*999999999*
        GE*1*1~|IEA*1*1~|HL*1**S~|LS*N1~|LE*N1~|<a>|</a>|<!--|-->|<![CDATA[|]]>|<?x ?>|<!DOCTYPE a [<!ENTITY b "c">]>|&lt;|&#0;|&#x10FFFF;|xmlns:q=""|{"a":|[[[[|null|1e400|-0|\ud800|"\u0000"|//|/*|*/|""|",|99999999999|-1|2147483648|
        999999|00000000|20260230|令和1年|PIC |OCCURS 99999 TIMES|COMP-3|REDEFINES |VALUE 'x'|U+D800|A1A1-FEFE|wide |narrow |[7143=|]|NAD+BY/|/#|@|"read": |"lines": |"path": |"codes": {"*": "*"}|"date": ["yyyyMMdd"]
        """.Split(['|', '\n']).Select(System.Text.Encoding.UTF8.GetBytes),
        "\uFEFF"u8.ToArray(), [0xFF, 0xFE], [0x1B, (byte)'$', (byte)'B'], [0x1B, (byte)'(', (byte)'B'],
    ];

    private readonly Random _random = new(seed);

    /// <summary>Makes the next one.</summary>
    public byte[] Next()
    {
        List<byte> bytes = [.. Pick(files)];
        if (bytes.Count > MaxBytes)
            bytes = bytes.GetRange(_random.Next(2) * _random.Next(bytes.Count - MaxBytes), MaxBytes);

        int changes = 1 + _random.Next(MaxChanges);
        for (int i = 0; i < changes; i++)
            Change(bytes);

        return [.. bytes.Take(MaxBytes)];
    }

    private void Change(List<byte> bytes)
    {
        int at = _random.Next(bytes.Count + 1);
        int rest = bytes.Count - at;
        switch (_random.Next(10))
        {
            case 0 when rest > 0:
                bytes[at] = (byte)_random.Next(256);
                break;
            case 1 when rest > 0:
                bytes[at] = Pick(Special);
                break;
            case 2 when rest > 0:
                bytes[at] ^= (byte)(1 << _random.Next(8));
                break;
            case 3:
                bytes.RemoveRange(at, Math.Min(rest, 1 + _random.Next(30)));
                break;
            case 4:
                bytes.InsertRange(at, bytes.GetRange(at, Math.Min(rest, _random.Next(200))));
                break;
            case 5:
                bytes.InsertRange(at, Pick(Words));
                break;
            case 6 when _random.Next(3) == 0:
                bytes.RemoveRange(at, rest);
                break;
            case 7:
                bytes.InsertRange(at, Enumerable.Repeat(Pick(Special), _random.Next(_random.Next(8) == 0 ? 4000 : 60)));
                break;
            case 8:
                Swap(bytes, Pick(Special), Pick(Special));
                break;
            default:
                Splice(bytes, at, Pick(files));
                break;
        }
    }

    private static void Swap(List<byte> bytes, byte one, byte other)
    {
        for (int i = 0; i < bytes.Count; i++)
            bytes[i] = bytes[i] == one ? other : bytes[i] == other ? one : bytes[i];
    }

    private void Splice(List<byte> bytes, int at, byte[] other)
    {
        int from = _random.Next(other.Length + 1);
        bytes.InsertRange(at, other.AsSpan(from, Math.Min(other.Length - from, _random.Next(400))).ToArray());
    }

    private T Pick<T>(IReadOnlyList<T> of) => of[_random.Next(of.Count)];
}
