namespace WebEdi.Engine.Writing.Tree;

/// <summary>Keeps what was lost; of very many losses the first ones and their number.</summary>
/// <param name="most">How many are kept.</param>
internal sealed class LossBook(int most)
{
    private readonly List<WriteLoss> _losses = [];
    private int _document;
    private string _number = "";

    /// <summary>Gets or sets the number of the line that is being written; null: the head is.</summary>
    public string? Line { get; set; }

    /// <summary>Gets what was lost.</summary>
    public IReadOnlyList<WriteLoss> Losses => _losses;

    /// <summary>Gets how much was lost.</summary>
    public long Count { get; private set; }

    /// <summary>Gets how many documents there were.</summary>
    public int Documents => _document;

    /// <summary>Begins a document.</summary>
    public void Begin(string number)
    {
        _document++;
        (_number, Line) = (number, null);
    }

    /// <summary>Notes a loss.</summary>
    public void Add(string path, string? value, WriteLossReason reason, string? written = null)
    {
        Count++;
        if (_losses.Count < most)
            _losses.Add(new WriteLoss(_document, _number, Line, path, value, written, reason));
    }
}
