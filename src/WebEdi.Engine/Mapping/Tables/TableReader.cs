using System.Globalization;
using System.Text;
using System.Text.Json;

using WebEdi.Diagnostics;

namespace WebEdi.Engine.Mapping.Tables;

/// <summary>Reads a table from its text: CSV with a header line, separated by commas or tabs, or a JSON array of objects.</summary>
internal sealed class TableReader
{
    private const int MaxHeading = 200;

    private readonly string _name;
    private readonly string _file;
    private readonly StringBuilder _texts;
    private readonly List<int> _ends = [];
    private readonly List<int> _lines = [];
    private readonly List<string> _columns = [];
    private Diagnostic? _fault;

    private TableReader(string name, int length) => (_name, _file, _texts) = (name, name, new StringBuilder(length));

    /// <summary>Reads a table.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="text">Its text.</param>
    /// <returns>The table, or what is wrong with it first.</returns>
    public static Result<LookupTable> Read(string name, string text)
    {
        if (text.Length > LookupTable.MaxLength)
            return new Result<LookupTable>([TableText.TooLong(name, text.Length)]);

        TableReader reader = new(name, text.Length);
        if (text.AsSpan().TrimStart() is ['[', ..])
            reader.ReadJson(text);
        else
            reader.ReadCsv(text);
        return reader._fault is { } fault
            ? new Result<LookupTable>([fault])
            : new Result<LookupTable>(new LookupTable(name, reader._columns, reader._texts.ToString(), [.. reader._ends], [.. reader._lines]));
    }

    private void ReadCsv(string text)
    {
        int end = text.IndexOf('\n', StringComparison.Ordinal);
        ReadOnlySpan<char> head = end < 0 ? text : text.AsSpan(0, end);
        char separator = head.Contains('\t') && !head.Contains(',') ? '\t' : ',';
        CsvCells cells = new(text, separator);
        List<string> row = [];
        while (_fault is null && cells.Read(row, out int line))
        {
            if (cells.IsBroken)
                Wrong(line, "\"", _columns.Count == 0 ? 1 : row.Count, Expect.ClosingQuote);
            else if (_columns.Count == 0)
                TakeHeader(row, line);
            else if (row.Count != 1 || row[0].Length > 0)
                TakeRow(row, line);
        }

        if (_fault is null && _columns.Count == 0)
            Wrong(1, "", 1, Expect.TableText);
    }

    private void TakeHeader(List<string> row, int line)
    {
        for (int i = 0; i < row.Count && _fault is null; i++)
        {
            string heading = row[i].Trim();
            if (heading.Length is 0 or > MaxHeading)
                Wrong(line, heading, i + 1, Expect.Characters(1, MaxHeading));
            else if (_columns.Contains(heading))
                Wrong(line, heading, i + 1, Expect.OtherHeading);
            else
                _columns.Add(heading);
        }

        if (_columns.Count > LookupTable.MaxColumns)
            Wrong(line, Number(_columns.Count), 1, Expect.AtMost(LookupTable.MaxColumns));
    }

    private void TakeRow(List<string> row, int line)
    {
        if (row.Count != _columns.Count)
        {
            Wrong(line, Number(row.Count), row.Count, Expect.Columns(_columns.Count));
            return;
        }

        BeginRow(line);
        for (int i = 0; i < row.Count && _fault is null; i++)
            Add(row[i], line, i);
    }

    private void BeginRow(int line)
    {
        if (_lines.Count == LookupTable.MaxRows)
            Wrong(line, Number(_lines.Count + 1), 0, Expect.AtMost(LookupTable.MaxRows));
        _lines.Add(line);
    }

    private void Add(ReadOnlySpan<char> cell, int line, int column)
    {
        cell = cell.Trim(" \u3000");
        if (cell.Length > LookupTable.MaxCell)
            Wrong(line, Number(cell.Length), column + 1, Expect.AtMostCharacters(LookupTable.MaxCell));
        _texts.Append(cell);
        _ends.Add(_texts.Length);
    }

    private void ReadJson(string text)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(text, new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, MaxDepth = 4, AllowDuplicateProperties = false });
            if (document.RootElement.GetArrayLength() == 0)
                Wrong(1, "[]", 0, Expect.TableText);
            int number = 0;
            foreach (JsonElement row in document.RootElement.EnumerateArray())
            {
                if (_fault is not null)
                    return;
                TakeObject(row, ++number);
            }
        }
        catch (JsonException e)
        {
            Wrong((int)(e.LineNumber ?? 0) + 1, e.Message.Split(" Path:")[0].Split(" LineNumber:")[0], 0, Expect.TableText);
        }
    }

    /// <summary>The first object names the columns; a later one may leave some out, but has no others.</summary>
    private void TakeObject(JsonElement row, int number)
    {
        if (row.ValueKind != JsonValueKind.Object)
        {
            Wrong(number, row.ValueKind.ToString(), 0, Expect.JsonObject);
            return;
        }

        if (_columns.Count == 0)
            TakeHeader([.. row.EnumerateObject().Select(p => p.Name)], number);
        foreach (JsonProperty property in row.EnumerateObject())
        {
            if (!_columns.Contains(property.Name))
                Wrong(number, property.Name, 0, Expect.OneOf(_columns));
            else if (property.Value.ValueKind is JsonValueKind.Object or JsonValueKind.Array)
                Wrong(number, property.Value.ValueKind.ToString(), _columns.IndexOf(property.Name) + 1, Expect.AnyValue);
        }

        if (_fault is not null)
            return;

        BeginRow(number);
        for (int i = 0; i < _columns.Count && _fault is null; i++)
            Add(row.TryGetProperty(_columns[i], out JsonElement value) && value.ValueKind != JsonValueKind.Null ? value.ToString() : "", number, i);
    }

    private void Wrong(int line, string found, int column, Expectation expected) => _fault ??= Diagnostic.Create(
        DiagnosticCodes.TableInvalid, new SourcePosition(_file, line, 0), column > 0 && column <= _columns.Count ? _columns[column - 1] : $"column {Number(Math.Max(1, column))}", found, expected);

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
