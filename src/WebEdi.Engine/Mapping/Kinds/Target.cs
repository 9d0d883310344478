using WebEdi.Documents;

namespace WebEdi.Engine.Mapping.Kinds;

/// <summary>Puts a value into a draft, which must be one of the level that the target belongs to.</summary>
internal delegate void Setter(Draft draft, Value value);

/// <summary>Takes a value out of a part of a document: the way back of a <see cref="Setter"/>.</summary>
internal delegate Presence Getter(object part, out Value value);

/// <summary>Whether a document says something.</summary>
internal enum Presence
{
    /// <summary>It says nothing.</summary>
    None = 0,

    /// <summary>It says what is so anyway, where nothing is said.</summary>
    Usual = 1,

    /// <summary>It says something of its own.</summary>
    Stated = 2,
}

/// <summary>A place in a document that a map can fill.</summary>
/// <param name="Name">Its short name in maps.</param>
/// <param name="Kind">What it takes.</param>
/// <param name="MaxLength">The longest text, in characters.</param>
/// <param name="Set">Fills it.</param>
/// <param name="Get">Takes out what <paramref name="Set"/> has put in.</param>
internal sealed record Target(string Name, ValueKind Kind, int MaxLength, Setter Set, Getter Get)
{
    /// <summary>The longest code or number.</summary>
    public const int Code = 80;

    /// <summary>The longest text.</summary>
    public const int Long = 2000;

    private static readonly (string Suffix, int MaxLength)[] PartyParts =
    [
        ("", Code), ("GlobalCode", Code), ("Name", 200), ("Department", 200), ("Contact", 200), ("Telephone", 40), ("Fax", 40), ("Postcode", 20),
        ("Address", 400), ("RegistrationNumber", 20),
    ];

    /// <summary>Gets a value indicating whether a map must fill it.</summary>
    public bool Required { get; init; }

    /// <summary>Gets the text that documents have where no map says it; null: they have none.</summary>
    public string? Assumed { get; init; }

    /// <summary>Gets the list whose codes documents have; null: it is no code, or one without a list.</summary>
    public string? CodeList { get; init; }

    /// <summary>Gets what takes a text out, without making a value of it; null: it is no text.</summary>
    public Func<object, string?>? GetText { get; init; }

    /// <summary>Gets what takes a number out, without making a value of it; null: it is no number, or one that is usual.</summary>
    public Func<object, decimal?>? GetNumber { get; init; }

    /// <summary>Gets what takes the digits of a number out, where it is kept as such; of a wide one <see cref="GetNumber"/> has them. Null: it is kept otherwise.</summary>
    public Func<object, SmallNumber>? GetSmall { get; init; }

    /// <summary>Gets what takes a date out, without making a value of it; where it finds none, <see cref="Get"/> tells whether something else is said. Null: it is no date.</summary>
    public Func<object, DateOnly?>? GetDate { get; init; }

    /// <summary>Gets what the value is a part of: where that is null, nothing is said. Null: it stands by itself.</summary>
    public Func<object, object?>? GetHolder { get; init; }

    /// <summary>Gets which place of a line of an order it is, where a plain value can be put there straight from its bytes.</summary>
    public LineSlot Slot { get; init; }

    /// <summary>Gets the words for a <see cref="ValueKind.Name"/> or a <see cref="ValueKind.Flag"/>.</summary>
    public IReadOnlyDictionary<string, int>? Names { get; init; }

    /// <summary>Makes one for a text.</summary>
    public static Target Text(string name, int maxLength, Setter set, Func<object, string?> get) =>
        new(name, ValueKind.Text, maxLength, set, (object part, out Value v) => Words(get(part), out v)) { GetText = get };

    /// <summary>Makes the one for the unit of a line.</summary>
    public static Target Unit(Setter set, Func<object, string?> get) => Text("unit", 30, set, get) with { CodeList = "unit" };

    /// <summary>Makes one for a text that is a certain one where nothing is said.</summary>
    public static Target Usual(string name, int maxLength, string usual, Setter set, Func<object, string?> get) =>
        new(name, ValueKind.Text, maxLength, set, (object part, out Value v) => Words(get(part), out v) is var presence && v.Text == usual ? Presence.Usual : presence);

    /// <summary>Makes one for a number.</summary>
    public static Target Amount(string name, Setter set, Func<object, decimal?> get) =>
        new(name, ValueKind.Number, 0, set, (object part, out Value v) =>
        {
            decimal? number = get(part);
            v = new Value { Number = number.GetValueOrDefault() };
            return number is null ? Presence.None : Presence.Stated;
        })
        { GetNumber = get };

    /// <summary>Makes one for a whole number that is 0 where nothing is said.</summary>
    public static Target Whole(string name, Setter set, Func<object, int> get) =>
        new(name, ValueKind.Integer, 0, set, (object part, out Value v) =>
        {
            int number = get(part);
            v = new Value { Integer = number };
            return number == 0 ? Presence.Usual : Presence.Stated;
        });

    /// <summary>Makes one for a date.</summary>
    public static Target Date(string name, Setter set, Func<object, DateOnly?> get) =>
        new(name, ValueKind.Date, 0, set, (object part, out Value v) =>
        {
            v = new Value { Date = get(part) };
            return v.Date is null ? Presence.None : Presence.Stated;
        })
        { GetDate = get };

    /// <summary>Makes one for one of a few names.</summary>
    /// <param name="name">Its short name in maps.</param>
    /// <param name="names">The words.</param>
    /// <param name="usual">What holds where nothing is said; null: nothing does.</param>
    /// <param name="set">Fills it.</param>
    /// <param name="get">Takes it out; null: nothing is said.</param>
    public static Target Choice(string name, IReadOnlyDictionary<string, int> names, int? usual, Setter set, Func<object, int?> get) =>
        new(name, ValueKind.Name, 0, set, (object part, out Value v) =>
        {
            int? choice = get(part);
            v = new Value { Integer = choice.GetValueOrDefault() };
            return choice is null ? Presence.None : choice == usual ? Presence.Usual : Presence.Stated;
        })
        { Names = names };

    /// <summary>Makes one for yes or no; no where nothing is said.</summary>
    public static Target Flag(string name, Setter set, Func<object, bool> get) =>
        Choice(name, Vocabularies.Flag, 0, set, part => get(part) ? 1 : 0) with { Kind = ValueKind.Flag };

    /// <summary>Makes those of an organisation.</summary>
    /// <param name="prefix">What their names begin with.</param>
    /// <param name="set">Makes what fills a part.</param>
    /// <param name="get">Takes the organisation out.</param>
    /// <param name="isRequired">Whether a map must fill its code.</param>
    public static Target[] Party(string prefix, Func<int, Setter> set, Func<object, Party?> get, bool isRequired = false)
    {
        Target[] targets = new Target[PartyParts.Length];
        for (int i = 0; i < targets.Length; i++)
        {
            int number = i;
            (string suffix, int maxLength) = PartyParts[i];
            targets[i] = Text(prefix + suffix, maxLength, set(number), part => get(part) is { } party ? PartOf(party, number) : null) with { GetHolder = get, Required = isRequired && i == 0 };
        }

        return targets;
    }

    private static string? PartOf(Party party, int part) => part switch
    {
        0 => party.Code,
        1 => party.GlobalCode,
        2 => party.Name,
        3 => party.Department,
        4 => party.ContactName,
        5 => party.Telephone,
        6 => party.Fax,
        7 => party.Postcode,
        8 => party.Address,
        _ => party.RegistrationNumber,
    };

    private static Presence Words(string? text, out Value value)
    {
        value = new Value { Text = text };
        return string.IsNullOrEmpty(text) ? Presence.None : Presence.Stated;
    }
}
