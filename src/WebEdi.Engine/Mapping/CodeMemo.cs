using System.Runtime.CompilerServices;
using System.Text;

using WebEdi.Engine.Formats;
using WebEdi.Engine.Mapping.Codes;

namespace WebEdi.Engine.Mapping;

/// <summary>What short codes of a field mean, found by their bytes. Files have few different ones. Not safe for concurrent use.</summary>
/// <param name="codes">The codes of the standard.</param>
internal sealed class CodeMemo(StandardCodes codes)
{
    private const int Slots = 256;

    /// <summary>How many places a code may stand at.</summary>
    private const int Near = 4;

    private readonly ulong[] _keys = new ulong[Slots];
    private readonly string?[] _meant = new string?[Slots];

    /// <summary>Finds what a code means.</summary>
    /// <param name="key">The <see cref="QualifierKey"/> of the code.</param>
    /// <param name="code">Its bytes.</param>
    /// <returns>Null: it is no plain text and must be looked at closely.</returns>
    public string? Find(ulong key, ReadOnlySpan<byte> code)
    {
        int slot = (int)((key * 0x9E37_79B9_7F4A_7C15) >> 56);
        return _keys[slot] == key ? _meant[slot] : FindOther(key, slot, code);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private string? FindOther(ulong key, int first, ReadOnlySpan<byte> code)
    {
        // Blanks are not trimmed here.
        if (code.ContainsAnyExceptInRange((byte)'!', (byte)'~'))
            return null;

        // Of codes that begin to look at one place the next ones stand behind it.
        int slot = first;
        for (int i = 1; i < Near && _keys[slot] != key && _keys[slot] != 0; i++)
            slot = (slot + 1) % Slots;
        if (_keys[slot] != key)
            (_keys[slot], _meant[slot]) = (key, codes.Read(Encoding.Latin1.GetString(code)));
        return _meant[slot];
    }
}
