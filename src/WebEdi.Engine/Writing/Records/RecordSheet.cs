using WebEdi.Engine.Formats;
using WebEdi.Engine.Mapping;

namespace WebEdi.Engine.Writing.Records;

/// <summary>The texts of a record before it is written.</summary>
/// <param name="type">Its type.</param>
internal sealed class RecordSheet(RecordType type)
{
    /// <summary>Stands for what the file itself counts.</summary>
    public static readonly FieldPlan Counted = new() { Path = "", Kind = ValueKind.Number };

    private readonly string[] _texts = [.. Enumerable.Repeat("", type.Layout.Fields.Count)];
    private readonly FieldPlan?[] _plans = new FieldPlan?[type.Layout.Fields.Count];
    private readonly Value[] _values = new Value[type.Layout.Fields.Count];

    /// <summary>Gets its type.</summary>
    public RecordType Type => type;

    /// <summary>Gets how many fields it has.</summary>
    public int Count => _texts.Length;

    /// <summary>Gets a value indicating whether a field of a document has been put into it.</summary>
    public bool IsFilled { get; private set; }

    /// <summary>Gets the text of a field; empty: there is none.</summary>
    public string this[int field] => _texts[field];

    /// <summary>Gets what stands in a field; null: something of the file's own.</summary>
    public FieldPlan? PlanOf(int field) => _plans[field];

    /// <summary>Gets the name of a field in the account of losses.</summary>
    public string PathOf(int field) => _plans[field] is { Path.Length: > 0 } plan ? plan.Path : type.Name.Length == 0 ? type.Layout[field].Name : $"{type.Name}/{type.Layout[field].Name}";

    /// <summary>Gets what the document says, for the account of losses.</summary>
    public string ValueOf(int field) => _plans[field] is { Path.Length: > 0 } plan ? ValueOf(plan, _values[field]) : _texts[field];

    /// <summary>Gets what a document says, for the account of losses.</summary>
    public static string ValueOf(FieldPlan plan, in Value value) => plan.Kind == ValueKind.DueDate && value.Date is null ? "undecided" : value.ToText(plan.Kind);

    /// <summary>Puts a text where none stands, or the same.</summary>
    /// <param name="field">The field.</param>
    /// <param name="text">The text.</param>
    /// <param name="plan">The field of the document.</param>
    /// <param name="value">What it says.</param>
    /// <returns>False: another one stands there.</returns>
    public bool TryPut(int field, string text, FieldPlan plan, in Value value)
    {
        if (_texts[field].Length > 0 && _texts[field] != text)
            return false;

        Set(field, text, plan);
        _values[field] = value;
        IsFilled = true;
        return true;
    }

    /// <summary>Puts a text, whatever stands there.</summary>
    public void Set(int field, string text, FieldPlan? plan = null) => (_texts[field], _plans[field]) = (text, plan ?? _plans[field]);

    /// <summary>Begins anew.</summary>
    public void Clear()
    {
        Array.Fill(_texts, "");
        Array.Clear(_plans);
        IsFilled = false;
    }

    /// <summary>Takes over what stands in another sheet of the type.</summary>
    public void CopyFrom(RecordSheet other)
    {
        other._texts.CopyTo(_texts, 0);
        other._plans.CopyTo(_plans, 0);
        other._values.CopyTo(_values, 0);
        IsFilled = other.IsFilled;
    }
}
