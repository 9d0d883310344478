using System.Buffers;
using System.Globalization;

using WebEdi.Engine.Text;

namespace WebEdi.Engine.Writing;

/// <summary>Writes CSV in an encoding, and reports every character that the encoding does not have.</summary>
/// <param name="output">Where; left open.</param>
/// <param name="codec">The encoding.</param>
/// <param name="compatible">Whether look-alikes are written in the form that the encoding has.</param>
/// <param name="separator">Between values.</param>
/// <param name="newLine">Behind records.</param>
/// <param name="quoteAll">Whether every value stands in quotes.</param>
/// <param name="quote">What stands around values, and twice in them; U+0000: nothing does.</param>
/// <remarks>A value stands in quotes when it holds the separator, a quote, a line end, or spaces at its ends (RFC 4180 section 2).</remarks>
internal sealed class CsvTextWriter(Stream output, TextCodec codec, bool compatible, char separator = ',', string newLine = "\r\n", bool quoteAll = false, char quote = '"')
{
    private const int FlushBytes = 32 * 1024;

    private readonly SearchValues<char> _special = SearchValues.Create([separator, quote, '\r', '\n']);
    private readonly string _quote = quote.ToString();
    private readonly ArrayBufferWriter<byte> _buffer = new(FlushBytes * 2);
    private bool _begun;

    /// <summary>Gets or sets what is told of a character without a code: the value, the character, what is written instead.</summary>
    public Action<string, string, char>? OnMissing { get; set; }

    /// <summary>Gets or sets a value indicating whether it is told of look-alikes too.</summary>
    public bool TellsLookAlikes { get; set; }

    /// <summary>Writes the UTF-8 mark.</summary>
    public void WriteMark() => _buffer.Write("\uFEFF"u8);

    /// <summary>Writes a value.</summary>
    public void Write(string value)
    {
        if (_begun)
            Encode([separator], value);
        _begun = true;

        if (!quoteAll && !NeedsQuotes(value))
        {
            Encode(value, value);
            return;
        }

        Encode(_quote, value);
        Encode(value.Replace(_quote, _quote + _quote, StringComparison.Ordinal), value);
        Encode(_quote, value);
    }

    /// <summary>Writes a number in its own form.</summary>
    public void Write(decimal? value) => Write(value?.ToString("0.##################", CultureInfo.InvariantCulture) ?? "");

    /// <summary>Ends a record.</summary>
    public async ValueTask EndRecordAsync(CancellationToken cancellationToken)
    {
        _begun = false;
        Encode(newLine, newLine);
        if (_buffer.WrittenCount >= FlushBytes)
            await FlushAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Hands everything to the stream.</summary>
    public async ValueTask FlushAsync(CancellationToken cancellationToken)
    {
        await output.WriteAsync(_buffer.WrittenMemory, cancellationToken).ConfigureAwait(false);
        _buffer.ResetWrittenCount();
        await output.FlushAsync(cancellationToken).ConfigureAwait(false);
    }

    private bool NeedsQuotes(string value) =>
        value.Length > 0 && quote != 0 && (value[0] == ' ' || value[^1] == ' ' || value.AsSpan().ContainsAny(_special));

    private void Encode(ReadOnlySpan<char> chars, string value)
    {
        while (!chars.IsEmpty)
        {
            int missing = codec.Encode(chars, _buffer.GetSpan(RoomFor(chars.Length)), out int written);
            _buffer.Advance(written);
            if (missing < 0)
                return;

            int length = missing + 1 < chars.Length && char.IsSurrogatePair(chars[missing], chars[missing + 1]) ? 2 : 1;
            Replace(chars.Slice(missing, length), value);
            chars = chars[(missing + length)..];
        }
    }

    private void Replace(ReadOnlySpan<char> missing, string value)
    {
        char alike = compatible ? Substitutions.Compatible(missing[0]) : '\0';
        (char other, int written) = (alike, 0);
        bool isAlike = alike != '\0' && codec.Encode([alike], _buffer.GetSpan(RoomFor(1)), out written) < 0;
        if (!isAlike)
        {
            // Encodings without kanji lack the mark for missing characters too.
            other = codec.Encode([Substitutions.Missing], _buffer.GetSpan(RoomFor(1)), out written) < 0 ? Substitutions.Missing : ' ';
            if (other == ' ')
                codec.Encode(" ", _buffer.GetSpan(RoomFor(1)), out written);
        }

        _buffer.Advance(written);
        if (!isAlike || TellsLookAlikes)
            OnMissing?.Invoke(value, missing.ToString(), other);
    }

    private int RoomFor(int chars) => (chars * codec.MaxBytesPerChar) + 8;
}
