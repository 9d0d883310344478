using System.Text;
using WebEdi.Storage.Sql.Internal.Dialects;

namespace WebEdi.Storage.Sql.Internal.Stores;

/// <summary>What a question asks of a line and its order.</summary>
internal sealed class LineMatch
{
    private readonly byte[][] _words;
    private readonly HashSet<string> _orders;
    private readonly HashSet<long> _closedGates;
    private readonly bool _asksDue;
    private readonly int _from;
    private readonly int _to;
    private readonly int _before;

    public LineMatch(OrderLineQuery query, HashSet<long> closedGates)
    {
        string[] words = SearchText.Words(query.Text);
        _words = [.. words.Select(Encoding.UTF8.GetBytes)];
        _orders = new HashSet<string>(query.OrderNumbers.Take(500), StringComparer.Ordinal);
        _closedGates = closedGates;
        _asksDue = query.DueFrom is not null || query.DueTo is not null;
        _from = SqlTime.FromDate(query.DueFrom ?? DateOnly.MinValue);
        _to = SqlTime.FromDate(query.DueTo ?? DateOnly.MaxValue);
        _before = query.Filter == LineFilter.Overdue ? SqlTime.FromDate(query.Today) : int.MaxValue;
        Filter = query.Filter;
        Question = AsksOrders ? null : new LineQuestion(Filter, _asksDue, _from, _to, _before, string.Join(' ', words));
    }

    /// <summary>Gets what is asked, to be compared with what was asked before; null: orders are chosen one by one.</summary>
    public LineQuestion? Question { get; }

    /// <summary>Gets a value indicating whether no line can fail.</summary>
    public bool AsksAll => Filter == LineFilter.All && !_asksDue && _words.Length == 0 && !AsksOrders;

    public ReadOnlySpan<byte[]> Words => _words;

    /// <summary>Gets the mark of a line in which every word was found.</summary>
    public byte AllWords => (byte)((1 << _words.Length) - 1);

    public bool AsksOrders => _orders.Count > 0 || _closedGates.Count > 0;

    private LineFilter Filter { get; }

    public bool HasStatus(LineStatus status) => Filter switch
    {
        LineFilter.Unread => status == LineStatus.Unread,
        LineFilter.Unanswered or LineFilter.Overdue => status is LineStatus.Unread or LineStatus.Opened or LineStatus.ChangedByBuyer,
        LineFilter.Changed => status == LineStatus.ChangedByBuyer,
        LineFilter.Answered => status is LineStatus.AnsweredWithChange or LineStatus.Accepted or LineStatus.Refused,
        _ => true,
    };

    public bool HasDue(int due) => (!_asksDue || (due >= _from && due <= _to)) && due < _before;

    /// <summary>New orders stay hidden until their receipt is published.</summary>
    public bool HasOrder(ReadOnlySpan<byte> number, long gate) =>
        !_closedGates.Contains(gate) && (_orders.Count == 0 || _orders.Contains(Encoding.UTF8.GetString(number)));

    /// <summary>Marks the words that are found in a text.</summary>
    public byte MarkWords(ReadOnlySpan<byte> text)
    {
        int marks = 0;
        for (int i = 0; i < _words.Length; i++)
            marks |= text.IndexOf(_words[i]) >= 0 ? 1 << i : 0;
        return (byte)marks;
    }
}

/// <summary>What is asked of lines and of the texts of their orders.</summary>
internal sealed record LineQuestion(LineFilter Filter, bool AsksDue, int From, int To, int Before, string Words);
