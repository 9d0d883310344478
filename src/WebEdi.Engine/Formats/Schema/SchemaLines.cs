using WebEdi.Diagnostics;

namespace WebEdi.Engine.Formats.Schema;

/// <summary>Walks through the lines of a schema text: words between blanks; # begins a remark; indentation counts.</summary>
internal ref struct SchemaLines(string file, string text)
{
    private ReadOnlySpan<char> _rest = text;
    private ReadOnlySpan<char> _words;

    /// <summary>Gets the number of the line, from 1.</summary>
    public int Number { get; private set; }

    /// <summary>Gets the blanks in front of the first word.</summary>
    public int Indent { get; private set; }

    /// <summary>Goes to the next line that says something.</summary>
    public bool MoveNext()
    {
        while (!_rest.IsEmpty)
        {
            int end = _rest.IndexOf('\n');
            ReadOnlySpan<char> line = end < 0 ? _rest : _rest[..end];
            _rest = end < 0 ? default : _rest[(end + 1)..];
            Number++;

            int remark = line.IndexOf('#');
            line = (remark < 0 ? line : line[..remark]).TrimEnd();
            _words = line.TrimStart(' ');
            Indent = line.Length - _words.Length;
            if (!_words.IsEmpty)
                return true;
        }

        return false;
    }

    /// <summary>Takes the next word of the line; empty at its end.</summary>
    public ReadOnlySpan<char> Word()
    {
        int end = _words.IndexOf(' ');
        ReadOnlySpan<char> word = end < 0 ? _words : _words[..end];
        _words = end < 0 ? default : _words[end..].TrimStart(' ');
        return word;
    }

    /// <summary>Makes the fault of the line.</summary>
    public readonly EdiSetupException Fault(string what) => new($"The schema data {file} is at fault in line {Number}: {what}.");
}
