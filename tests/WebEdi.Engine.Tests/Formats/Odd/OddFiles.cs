using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace WebEdi.Engine.Tests.Formats.Odd;

/// <summary>Files written by hand, each with what must come of it. The form is told at the head of the data.</summary>
internal sealed partial record OddFile(string Name, byte[] Bytes, string? Map, string Expected)
{
    /// <summary>Reads all cases of a data file.</summary>
    /// <param name="path">The data file.</param>
    public static IReadOnlyList<OddFile> Load(string path)
    {
        Dictionary<string, string> texts = new(StringComparer.Ordinal);
        List<OddFile> files = [];
        StringBuilder content = new(), expected = new();
        string? name = null, map = null;
        foreach (string line in File.ReadLines(path).Append("--- "))
        {
            switch (line)
            {
                case ['-', '-', '-', ' ', ..]:
                    if (name is not null)
                        files.Add(new OddFile(name, BytesOf(content.ToString(), texts), map, expected.ToString()));
                    (name, map) = (line[4..], null);
                    content.Clear();
                    expected.Clear();
                    break;
                case ['l', 'e', 't', ' ', ..]:
                    string[] parts = line.Split(' ', 3);
                    texts.Add(parts[1], parts[2]);
                    break;
                case ['m', 'a', 'p', ' ', ..]:
                    map = Whole(line[4..], texts);
                    break;
                case ['>', ' ', ..]:
                    content.Append(line[2..]);
                    break;
                case ['=' or '!', ..]:
                    expected.Append(line).Append('\n');
                    break;
            }
        }

        return files;
    }

    private static string Whole(string text, Dictionary<string, string> texts)
    {
        for (int depth = 0; depth < 4; depth++)
        {
            text = Reference().Replace(text, m =>
            {
                int times = m.Groups[2].Success ? int.Parse(m.Groups[2].Value, CultureInfo.InvariantCulture) : 1;
                return string.Concat(Enumerable.Repeat(texts[m.Groups[1].Value], times));
            });
        }

        return text;
    }

    private static byte[] BytesOf(string text, Dictionary<string, string> texts)
    {
        string whole = Whole(text, texts);
        List<byte> bytes = [];
        for (int i = 0; i < whole.Length; i++)
        {
            if (whole[i] != '\\')
            {
                int next = char.IsHighSurrogate(whole[i]) ? i + 1 : i;
                bytes.AddRange(Encoding.UTF8.GetBytes(whole[i..(next + 1)]));
                i = next;
                continue;
            }

            char escape = whole[++i];
            if (escape == 'x')
            {
                bytes.Add(byte.Parse(whole.AsSpan(i + 1, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture));
                i += 2;
            }
            else
            {
                bytes.Add((byte)(escape switch { 'n' => '\n', 'r' => '\r', 't' => '\t', _ => escape }));
            }
        }

        return [.. bytes];
    }

    [GeneratedRegex(@"\{([A-Z][A-Z0-9]*)(?:\*([0-9]+))?\}")]
    private static partial Regex Reference();
}
