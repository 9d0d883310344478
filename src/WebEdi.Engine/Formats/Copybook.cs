using System.Globalization;

namespace WebEdi.Engine.Formats;

/// <summary>Computes the positions of a record that is described in COBOL.</summary>
/// <remarks>
/// Understood: levels 01-49 and 77, PIC X A N G 9 S V and edited forms, COMP-3, COMP, BINARY, SIGN LEADING or TRAILING [SEPARATE], OCCURS n,
/// REDEFINES, FILLER. Passed over: VALUE, JUSTIFIED, BLANK WHEN ZERO, levels 66 and 88. Several records of level 01 describe the same bytes.
/// Fields of a table are named as COBOL does, 数量(2); fields of one name in several groups too, 数量 OF 明細.
/// </remarks>
internal sealed class Copybook
{
    private const int MaxDigits = 18;

    private readonly bool _netCobol;
    private readonly List<LayoutField> _fields = [];
    private readonly List<LayoutField> _fillers = [];
    private readonly Dictionary<string, int> _uses = new(StringComparer.Ordinal);
    private CopybookFault? _fault;

    private Copybook(bool netCobol) => _netCobol = netCobol;

    /// <summary>Reads a record description.</summary>
    /// <param name="text">The source.</param>
    /// <param name="netCobol">Whether signs in digits are those of NetCOBOL.</param>
    /// <param name="fault">What is not understood first; null: nothing.</param>
    /// <returns>The layout; null when there is a fault.</returns>
    public static RecordLayout? Read(string text, bool netCobol, out CopybookFault? fault)
    {
        Copybook book = new(netCobol);
        Item root = new(0, "", 0);
        book.Build(root, CopybookText.Read(text));
        foreach (Item record in root.Children)
            book.Count(record);

        // Records of level 01 lie over one another; a part of a record, without its level 01, lies as it is written.
        int length = book._fault is not null ? 0
            : root.Children.Exists(c => c.Level > 1) ? book.Place(root)
            : root.Children.Select(book.SizeOfAll).DefaultIfEmpty().Max();

        foreach (Item record in root.Children)
        {
            if (book._fault is null)
                book.Emit(record, 0, [], null);
        }

        if (book._fault is null && book._fields.Count == 0)
            book._fault = new CopybookFault(0, "", CopybookExpectation.Item);
        fault = book._fault;
        return fault is null ? new RecordLayout(book._fields, length) { Fillers = book._fillers } : null;
    }

    private void Build(Item root, List<CopybookSentence> sentences)
    {
        Stack<Item> open = new([root]);
        foreach (CopybookSentence sentence in sentences)
        {
            if (!int.TryParse(sentence.Words[0], NumberStyles.None, CultureInfo.InvariantCulture, out int level) || level is < 1 or (> 49 and not (66 or 77 or 88)))
            {
                Fail(sentence.Line, sentence.Words[0], CopybookExpectation.Item);
                return;
            }

            if (level is 66 or 88)
                continue;

            Item item = new(level == 77 ? 1 : level, "", sentence.Line);
            ReadClauses(item, sentence);
            while (open.Peek().Level >= item.Level)
                open.Pop();
            if (open.Peek().Picture is not null)
                Fail(sentence.Line, sentence.Words[0], CopybookExpectation.Item);
            item.Inherit(open.Peek());
            open.Peek().Children.Add(item);
            open.Push(item);
        }
    }

    private void ReadClauses(Item item, CopybookSentence sentence)
    {
        IReadOnlyList<string> words = sentence.Words;
        int at = 1;
        string Word() => at < words.Count ? words[at].ToUpperInvariant() : "";
        bool Take(params ReadOnlySpan<string> any)
        {
            bool found = any.Contains(Word()) && at < words.Count;
            at += found ? 1 : 0;
            return found;
        }

        if (at < words.Count && !IsClause(Word()))
            item.Name = words[at++] is { } name && !name.Equals("FILLER", StringComparison.OrdinalIgnoreCase) ? name : "";

        while (at < words.Count && _fault is null)
        {
            string word = Word();
            at++;
            switch (word)
            {
                case "REDEFINES":
                    item.Redefines = at < words.Count ? words[at++] : "";
                    break;
                case "PIC" or "PICTURE":
                    Take("IS");
                    item.Picture = CopybookPicture.Parse(Word());
                    if (item.Picture is null)
                        Fail(item.Line, at < words.Count ? words[at] : word, CopybookExpectation.Picture);
                    at++;
                    break;
                case "USAGE":
                    Take("IS");
                    break;
                case "COMP-3" or "COMPUTATIONAL-3" or "PACKED-DECIMAL":
                    item.Usage = FieldUsage.Packed;
                    break;
                case "COMP" or "COMPUTATIONAL" or "BINARY" or "COMP-4" or "COMPUTATIONAL-4":
                    item.Usage = FieldUsage.Binary;
                    break;
                case "DISPLAY" or "DISPLAY-1" or "NATIONAL":
                    item.Usage = FieldUsage.Zoned;
                    break;
                case "SIGN":
                    Take("IS");
                    break;
                case "LEADING" or "TRAILING":
                    bool separate = Take("SEPARATE");
                    if (separate)
                        Take("CHARACTER");
                    item.Sign = (word, separate) switch
                    {
                        ("LEADING", true) => FieldSign.SeparateLeading,
                        ("LEADING", false) => FieldSign.Leading,
                        (_, true) => FieldSign.SeparateTrailing,
                        _ => FieldSign.Trailing,
                    };
                    break;
                case "OCCURS":
                    bool counted = int.TryParse(Word(), NumberStyles.None, CultureInfo.InvariantCulture, out int times) && times is > 0 and <= RecordLayout.MaxFields;
                    at++;
                    Take("TIMES");
                    if (!counted || Word() is "TO" or "DEPENDING")
                        Fail(item.Line, string.Join(' ', words.Skip(1)), CopybookExpectation.FixedOccurs);
                    item.Occurs = Math.Max(1, times);
                    break;
                case "VALUE" or "VALUES":
                    at = words.Count;
                    break;
                case "JUSTIFIED" or "JUST" or "RIGHT" or "BLANK" or "WHEN" or "ZERO" or "ZEROS" or "ZEROES":
                    break;
                default:
                    Fail(item.Line, word, CopybookExpectation.Clause);
                    break;
            }
        }
    }

    private static bool IsClause(string word) =>
        word is "REDEFINES" or "PIC" or "PICTURE" or "USAGE" or "COMP-3" or "COMP" or "BINARY" or "OCCURS" or "VALUE" or "SIGN" or "PACKED-DECIMAL";

    private void Count(Item item)
    {
        _uses[item.Name] = _uses.GetValueOrDefault(item.Name) + 1;
        foreach (Item child in item.Children)
            Count(child);
    }

    private int SizeOf(Item item)
    {
        if (item.Size > 0 || _fault is not null)
            return item.Size;

        long size = item.Children.Count == 0 ? OwnSize(item) : Place(item);
        if (size * item.Occurs > RecordLayout.MaxLength)
            Fail(item.Line, item.Name, CopybookExpectation.Length);
        return item.Size = (int)Math.Min(size, RecordLayout.MaxLength);
    }

    /// <summary>A record may be a table too, as some write it.</summary>
    private int SizeOfAll(Item record) => SizeOf(record) * record.Occurs;

    /// <summary>Places the items of a group one behind the other; one that redefines another lies where that one lies.</summary>
    private int Place(Item group)
    {
        long next = 0;
        long end = 0;
        foreach (Item child in group.Children)
        {
            long size = (long)SizeOf(child) * child.Occurs;
            if (child.Redefines is { } other)
            {
                Item? same = group.Children.Find(c => c != child && c.Name.Equals(other, StringComparison.OrdinalIgnoreCase));
                if (same is null)
                    Fail(child.Line, other, CopybookExpectation.Redefined);
                child.Start = same?.Start ?? 0;
                end = Math.Max(end, child.Start + size);
                next = Math.Max(next, end);
                continue;
            }

            child.Start = (int)Math.Min(next, RecordLayout.MaxLength);
            next += size;
            end = Math.Max(end, next);
        }

        return (int)Math.Min(end, int.MaxValue);
    }

    private int OwnSize(Item item)
    {
        if (item.Picture is not { } picture)
        {
            Fail(item.Line, item.Name, CopybookExpectation.Picture);
            return 0;
        }

        if (item.Usage is FieldUsage.Packed or FieldUsage.Binary && picture.Digits is 0 or > MaxDigits)
            Fail(item.Line, item.Name, CopybookExpectation.Digits);

        return item.Usage switch
        {
            FieldUsage.Packed => (picture.Digits / 2) + 1,
            FieldUsage.Binary => picture.Digits switch { <= 4 => 2, <= 9 => 4, _ => 8 },
            _ when picture.IsWide => picture.Characters * 2,
            _ => picture.Characters + (picture.IsSigned && item.Sign is FieldSign.SeparateLeading or FieldSign.SeparateTrailing ? 1 : 0),
        };
    }

    private void Emit(Item item, int start, IReadOnlyList<int> subscripts, string? group)
    {
        for (int i = 0; i < item.Occurs && _fault is null; i++)
        {
            int at = start + item.Start + (i * item.Size);
            IReadOnlyList<int> here = item.Occurs > 1 ? [.. subscripts, i + 1] : subscripts;
            if (item.Name.Length > 0 && (item.Level > 1 || item.Picture is not null))
                Add(Field(item, NameOf(item, here, group), at), item, _fields);
            else if (item.Picture is not null)
                Add(Field(item, "", at), item, _fillers);
            foreach (Item child in item.Children)
                Emit(child, at, here, item.Name.Length > 0 ? item.Name : group);
        }
    }

    private void Add(LayoutField field, Item item, List<LayoutField> to)
    {
        if (to.Count == RecordLayout.MaxFields)
            Fail(item.Line, item.Name, CopybookExpectation.Count);
        else
            to.Add(field);
    }

    private string NameOf(Item item, IReadOnlyList<int> subscripts, string? group)
    {
        string name = _uses[item.Name] > 1 && group is not null ? $"{item.Name} OF {group}" : item.Name;
        return subscripts.Count == 0 ? name : $"{name}({string.Join(',', subscripts)})";
    }

    private LayoutField Field(Item item, string name, int start)
    {
        LayoutField field = new(name, start, item.Size) { IsWide = item.Picture?.IsWide ?? false, IsGroup = item.Picture is null };
        if (item.Picture is not { Digits: > 0 } picture)
            return field;

        // A number without sign and decimals is written as text is; its faults are those of any number in a file.
        FieldUsage usage = item.Usage is FieldUsage.Packed or FieldUsage.Binary ? item.Usage
            : picture is { IsSigned: false, Decimals: 0 } ? FieldUsage.Text : FieldUsage.Zoned;
        FieldSign sign = !picture.IsSigned ? FieldSign.None : item.Sign == FieldSign.None ? FieldSign.Trailing : item.Sign;
        return field with { Usage = usage, Decimals = picture.Decimals, Sign = sign, NetCobol = _netCobol, IsDigits = usage == FieldUsage.Text };
    }

    private void Fail(int line, string found, CopybookExpectation expected) => _fault ??= new CopybookFault(line, found, expected);

    private sealed class Item(int level, string name, int line)
    {
        public int Level => level;

        public int Line => line;

        public string Name { get; set; } = name;

        public string? Redefines { get; set; }

        public CopybookPicture? Picture { get; set; }

        public FieldUsage Usage { get; set; }

        public FieldSign Sign { get; set; }

        public int Occurs { get; set; } = 1;

        public int Size { get; set; }

        public int Start { get; set; }

        public List<Item> Children { get; } = [];

        /// <summary>Usage and sign of a group hold for its items.</summary>
        public void Inherit(Item group)
        {
            if (Usage == FieldUsage.Text)
                Usage = group.Usage;
            if (Sign == FieldSign.None)
                Sign = group.Sign;
        }
    }
}

/// <summary>What is not understood in a copybook.</summary>
/// <param name="Line">The line, from 1; 0: none.</param>
/// <param name="Found">The word.</param>
/// <param name="Expected">What was expected instead.</param>
internal sealed record CopybookFault(int Line, string Found, CopybookExpectation Expected);

/// <summary>What is expected in a copybook.</summary>
internal enum CopybookExpectation
{
    /// <summary>A level number and a name.</summary>
    Item,

    /// <summary>A PICTURE that is understood.</summary>
    Picture,

    /// <summary>A clause that is understood.</summary>
    Clause,

    /// <summary>OCCURS with one number.</summary>
    FixedOccurs,

    /// <summary>The name of an item before, in the same group.</summary>
    Redefined,

    /// <summary>At most 18 digits.</summary>
    Digits,

    /// <summary>A record within the limit.</summary>
    Length,

    /// <summary>Fewer fields.</summary>
    Count,
}
