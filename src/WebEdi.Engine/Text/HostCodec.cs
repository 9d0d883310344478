namespace WebEdi.Engine.Text;

/// <summary>An encoding of a host, as a table describes it. Every text begins with single bytes, or with double bytes in a field that has no shifts.</summary>
internal sealed class HostCodec : TextCodec
{
    private readonly HostTable _table;
    private readonly bool _beginsWide;
    private readonly HostCodec? _wideForm;

    public HostCodec(HostTable table)
        : this(table, beginsWide: false)
    {
        if (table.Wide.Count > 0)
            _wideForm = new HostCodec(table, beginsWide: true);
    }

    private HostCodec(HostTable table, bool beginsWide) => (_table, _beginsWide) = (table, beginsWide);

    public override string Name => _table.Name;

    public override bool IsEbcdic => _table.IsEbcdic;

    public override bool IsAsciiBased => false;

    public override int MaxBytesPerChar => 6;

    public override TextCodec WideForm => _wideForm ?? this;

    public override ReadOnlySpan<byte> TrimSpaces(ReadOnlySpan<byte> value) => _beginsWide ? value : value.Trim(_table.IsEbcdic ? (byte)0x40 : (byte)' ');

    public override int Decode(ReadOnlySpan<byte> bytes, Span<char> chars, out int written)
    {
        bool wide = _beginsWide;
        written = 0;
        for (int at = 0; at < bytes.Length;)
        {
            int shift = Shift(bytes[at..], wide ? _table.Narrow : _table.Wide);
            if (shift > 0)
            {
                wide = !wide;
                at += shift;
                continue;
            }

            if (wide && at + 1 >= bytes.Length)
                return at;

            char c = wide ? WideCharacter(bytes[at], bytes[at + 1]) : _table.Single(bytes[at]);
            if (c == '\0')
                return at;

            chars[written++] = c;
            at += wide ? 2 : 1;
        }

        return -1;
    }

    public override int Encode(ReadOnlySpan<char> chars, Span<byte> bytes, out int written)
    {
        bool wide = _beginsWide;
        written = 0;
        int at = 0;
        for (; at < chars.Length; at++)
        {
            int single = _beginsWide ? 0 : _table.SingleOf(chars[at]);
            int code = single > 0 ? single : _table.DoubleOf(chars[at]);
            if (code == 0)
                break;

            if (wide != single <= 0)
                WriteShift(ref wide, bytes, ref written);
            if (wide)
                bytes[written++] = (byte)(code >> 8);
            bytes[written++] = (byte)code;
        }

        if (wide != _beginsWide)
            WriteShift(ref wide, bytes, ref written);
        return at == chars.Length ? -1 : at;
    }

    /// <summary>Two single spaces stand for a wide one on hosts that fill kanji fields so.</summary>
    private char WideCharacter(byte high, byte low)
    {
        char c = _table.Double(high, low);
        byte space = _table.IsEbcdic ? (byte)0x40 : (byte)0x20;
        return c == '\0' && high == space && low == space ? '\u3000' : c;
    }

    private void WriteShift(ref bool wide, Span<byte> bytes, ref int written)
    {
        byte[] shift = (wide ? _table.Narrow : _table.Wide)[0];
        shift.CopyTo(bytes[written..]);
        written += shift.Length;
        wide = !wide;
    }

    private static int Shift(ReadOnlySpan<byte> bytes, IReadOnlyList<byte[]> shifts)
    {
        foreach (byte[] shift in shifts)
        {
            if (bytes.StartsWith(shift))
                return shift.Length;
        }

        return 0;
    }
}
