using WebEdi.Diagnostics;

namespace WebEdi.Engine.Formats.Schema;

/// <summary>Walks through the lines of a schema text: words between blanks; # begins a remark; indentation counts.</summary>
/// <remarks>
/// Plain loops, because this runs once in a process, before its first message: what a library would have to compile first costs more than it saves.
/// </remarks>
internal ref struct SchemaLines(string file, ReadOnlySpan<char> text)
{
    private readonly ReadOnlySpan<char> _text = text;
    private int _next;
    private int _at;
    private int _end;

    /// <summary>Gets the number of the line, from 1.</summary>
    public int Number { get; private set; }

    /// <summary>Gets the blanks in front of the first word.</summary>
    public int Indent { get; private set; }

    /// <summary>Goes to the next line that says something.</summary>
    public bool MoveNext()
    {
        while (_next < _text.Length)
        {
            int start = _next;
            int end = start;
            while (end < _text.Length && _text[end] is not ('\n' or '#'))
                end++;

            _next = end;
            while (_next < _text.Length && _text[_next] != '\n')
                _next++;

            _next++;
            Number++;
            while (end > start && _text[end - 1] is ' ' or '\r' or '\t')
                end--;

            (_at, _end) = (start, end);
            SkipBlanks();
            Indent = _at - start;
            if (_at < _end)
                return true;
        }

        return false;
    }

    /// <summary>Takes the next word of the line; empty at its end.</summary>
    public ReadOnlySpan<char> Word()
    {
        int start = _at;
        while (_at < _end && _text[_at] != ' ')
            _at++;

        ReadOnlySpan<char> word = _text[start.._at];
        SkipBlanks();
        return word;
    }

    /// <summary>Tells whether a word is another.</summary>
    public static bool Is(ReadOnlySpan<char> word, string other)
    {
        if (word.Length != other.Length)
            return false;

        for (int i = 0; i < word.Length; i++)
        {
            if (word[i] != other[i])
                return false;
        }

        return true;
    }

    /// <summary>Finds a character in a word; -1: it is not there.</summary>
    public static int Find(ReadOnlySpan<char> word, char wanted)
    {
        for (int i = 0; i < word.Length; i++)
        {
            if (word[i] == wanted)
                return i;
        }

        return -1;
    }

    /// <summary>Reads a whole number of at most nine digits.</summary>
    /// <returns>The number; -1 when it is none.</returns>
    public static int NumberOf(ReadOnlySpan<char> word)
    {
        if (word.IsEmpty || word.Length > 9)
            return -1;

        int number = 0;
        foreach (char c in word)
        {
            if (c is < '0' or > '9')
                return -1;
            number = (number * 10) + c - '0';
        }

        return number;
    }

    /// <summary>Makes the fault of the line.</summary>
    /// <param name="before">What is wrong, up to the word.</param>
    /// <param name="word">The word that it is about.</param>
    /// <param name="after">What is wrong, behind the word.</param>
    public readonly EdiSetupException Fault(string before, ReadOnlySpan<char> word = default, string after = "") =>
        new($"The schema data {file} is at fault in line {Number}: {before}{word}{after}.");

    private void SkipBlanks()
    {
        while (_at < _end && _text[_at] == ' ')
            _at++;
    }
}
