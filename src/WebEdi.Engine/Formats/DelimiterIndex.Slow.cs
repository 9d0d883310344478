namespace WebEdi.Engine.Formats;

/// <content>Byte by byte: encodings whose characters may hold delimiters, terminators of several bytes.</content>
internal sealed partial class DelimiterIndex
{
    private void IndexSlowly(byte[] bytes, int to, bool final)
    {
        int lead = _delimiters.TerminatorLength - 1;
        int at = IndexedTo;
        for (; at < to; at++)
        {
            byte b = bytes[at];
            if (b >= 0x80 && (HighCount == 0 || _highs[HighCount - 1] + Slack <= at))
                AddHigh(at);
            if (b is CarriageReturn or LineFeed)
                LastBreak = at;

            if (_escapeCarry != 0)
            {
                // What is released may take two bytes.
                if (_delimiters.Wide == Wide.LeadBytes && IsLead(b) && !final && at + 1 == to)
                    break;
                if (_delimiters.Wide == Wide.LeadBytes && IsLead(b))
                    at++;
                (_escapeCarry, _padCarry) = (0, 0);
                continue;
            }

            if (_delimiters.Wide == Wide.Shifts && b == Escape)
            {
                // ESC $ B, ESC $ ( D, ESC ( B: what begins with $ takes two bytes a character.
                if (at + 4 > to && !final)
                    break;
                ReadOnlySpan<byte> code = bytes.AsSpan(at, to - at);
                _shifted = code.StartsWith("\u001B$"u8);
                at += code.StartsWith("\u001B$("u8) ? Math.Min(3, to - at - 1) : Math.Min(2, to - at - 1);
                continue;
            }

            if (_shifted || (_delimiters.Wide == Wide.LeadBytes && IsLead(b)))
            {
                if (at + 1 == to && !final)
                    break;
                // A character that runs into a line break or out of the text was cut: the shift ends there.
                if (_shifted && b is CarriageReturn or LineFeed)
                    _shifted = false;
                else
                    at++;
                _padCarry = 0;
                continue;
            }

            if (lead > 0 && b == (byte)_delimiters.TerminatorLead)
            {
                if (at + lead >= to && !final)
                    break;
                if (IsTerminator(bytes, at, to))
                {
                    Append(at, MarkKind.Terminator);
                    at += lead;
                    _padCarry = 1;
                    continue;
                }
            }

            if (b == _delimiters.Release && b != 0)
            {
                (_escapeCarry, _dirty, _padCarry) = (1, true, 0);
            }
            else if (IsDelimiter(b, lead))
            {
                MarkKind kind = _kinds[b];
                Append(at, kind);
                _padCarry = kind == MarkKind.Terminator ? 1UL : 0;
            }
            else if (b is CarriageReturn or LineFeed)
            {
                _dirty |= _padCarry == 0;
            }
            else
            {
                _padCarry = 0;
            }
        }

        IndexedTo = Math.Min(at, to);
    }

    private bool IsDelimiter(byte b, int lead) =>
        b == _delimiters.Element
        || (b == _delimiters.Component && b != 0)
        || (b == _delimiters.Repetition && b != 0)
        || (lead == 0 && b == _delimiters.Terminator);

    private bool IsTerminator(byte[] bytes, int at, int to)
    {
        int lead = _delimiters.TerminatorLength - 1;
        if (at + lead >= to || bytes[at + lead] != _delimiters.Terminator)
            return false;

        for (int i = 0; i < lead; i++)
        {
            if (bytes[at + i] != (byte)(_delimiters.TerminatorLead >> (8 * i)))
                return false;
        }

        return true;
    }

    private static bool IsLead(byte b) => b is (>= 0x81 and <= 0x9F) or (>= 0xE0 and <= 0xFC);
}
