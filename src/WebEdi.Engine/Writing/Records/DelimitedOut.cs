using System.Buffers;

using WebEdi.Engine.Formats;
using WebEdi.Engine.Text;
using WebEdi.Engine.Writing.Tree;

namespace WebEdi.Engine.Writing.Records;

/// <summary>Writes records whose fields stand between separators.</summary>
internal sealed class DelimitedOut : RecordOut
{
    private readonly RecordColumns _columns;
    private readonly SearchValues<char> _refused;
    private readonly CsvTextWriter _csv;
    private RecordSheet? _sheet;
    private int _field;

    /// <summary>Makes a writer.</summary>
    /// <param name="codec">The encoding.</param>
    /// <param name="columns">How records are cut.</param>
    /// <param name="losses">Told what is lost.</param>
    public DelimitedOut(TextCodec codec, RecordColumns columns, LossBook losses)
        : base(losses)
    {
        _columns = columns;
        (char separator, char quote) = ((char)columns.Separator, (char)columns.Quote);

        // Without quotes nothing tells a separator in a value from one between values.
        IEnumerable<char> controls = Enumerable.Range(0, 0x20).Select(c => (char)c).Append('\u007F').Where(c => quote == 0 || c is not ('\t' or '\r' or '\n'));
        _refused = SearchValues.Create([.. quote == 0 ? controls.Append(separator) : controls]);
        _csv = new CsvTextWriter(Written, codec, compatible: true, separator, quote: quote) { TellsLookAlikes = true, OnMissing = TellMissing };
    }

    public override void Begin(RecordType first)
    {
        _sheet = new RecordSheet(first);
        for (int i = 0; i < _columns.SkipLines; i++)
            End();
        if (!_columns.Header)
            return;

        foreach (LayoutField field in first.Layout.Fields)
            _csv.Write(field.Name);
        End();
    }

    public override void Write(RecordSheet sheet)
    {
        _sheet = sheet;
        for (_field = 0; _field < sheet.Count; _field++)
            _csv.Write(Clean(sheet[_field]));
        End();
    }

    // Into memory: nothing is ever waited for.
    protected override void Complete() => _csv.FlushAsync(CancellationToken.None).AsTask().GetAwaiter().GetResult();

    private void End() => _csv.EndRecordAsync(CancellationToken.None).AsTask().GetAwaiter().GetResult();

    private string Clean(string text)
    {
        if (!text.AsSpan().ContainsAny(_refused))
            return text;

        string clean = string.Concat(text.Select(c => _refused.Contains(c) ? ' ' : c));
        Tell(_sheet!, _field, text, WriteLossReason.Character, clean);
        return clean;
    }

    private void TellMissing(string value, string missing, char other)
    {
        if (_field < _sheet!.Count)
            Tell(_sheet, _field, value, WriteLossReason.Character, value.Length == 0 ? null : other.ToString());
    }
}
