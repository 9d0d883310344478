using System.Text;

namespace WebEdi.Engine.Mapping.Tables;

/// <summary>Cuts the text of a table into cells; a quoted one may hold separators and line ends.</summary>
internal sealed class CsvCells(string text, char separator)
{
    private readonly StringBuilder _quoted = new();
    private int _at;
    private int _line = 1;

    /// <summary>Gets a value indicating whether the last row has a quotation mark that nothing closes.</summary>
    public bool IsBroken { get; private set; }

    /// <summary>Reads a row.</summary>
    /// <param name="row">Filled with its cells.</param>
    /// <param name="line">The line in which it begins.</param>
    /// <returns>False: there is none.</returns>
    public bool Read(List<string> row, out int line)
    {
        row.Clear();
        line = _line;
        if (_at >= text.Length)
            return false;

        while (true)
        {
            row.Add(_at < text.Length && text[_at] == '"' ? Quoted() : Plain());
            if (IsBroken)
                return true;
            if (_at < text.Length && text[_at] == separator)
            {
                _at++;
                continue;
            }

            EndLine();
            return true;
        }
    }

    private string Plain()
    {
        int start = _at;
        int length = text.AsSpan(start).IndexOfAny(separator, '\r', '\n');
        _at = length < 0 ? text.Length : start + length;
        return text[start.._at];
    }

    private string Quoted()
    {
        _quoted.Clear();
        for (_at++; _at < text.Length; _at++)
        {
            char c = text[_at];
            if (c == '"')
            {
                if (_at + 1 < text.Length && text[_at + 1] == '"')
                {
                    _at++;
                }
                else
                {
                    _at++;
                    IsBroken = _at < text.Length && text[_at] != separator && text[_at] is not ('\r' or '\n');
                    return _quoted.ToString();
                }
            }

            _line += c == '\n' ? 1 : 0;
            _quoted.Append(c);
        }

        IsBroken = true;
        return _quoted.ToString();
    }

    private void EndLine()
    {
        if (_at < text.Length && text[_at] == '\r')
            _at++;
        if (_at < text.Length && text[_at] == '\n')
            _at++;
        _line++;
    }
}
