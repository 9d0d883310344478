using System.Globalization;

using WebEdi.Diagnostics;
using WebEdi.Documents;
using WebEdi.Engine.Mapping.Kinds;
using WebEdi.Engine.Mapping.Steps;

namespace WebEdi.Engine.Mapping;

/// <summary>A document whose rows or segments are being collected. What was needed to collect an ended one may serve again for the next.</summary>
internal sealed class DocumentAssembly(DocumentKind kind, byte[] key, int awaitedRows, string file, int headFields, int maxLines, int awaitedLines = 0, HeadDraft? used = null, DocumentAssembly? before = null) : IFieldPlaces
{
    private const int MaxDiagnostics = 1000;
    private const int LinearSearch = 16;

    private static readonly Value?[] NothingStated = new Value?[1];

    private HeadBytes? _head = before?._head?.Forgotten();
    private LinePlace[] _places = new LinePlace[Math.Max(awaitedLines, 8)];
    private int _placeCount;
    private readonly LineRanges _ranges = new();
    private Dictionary<int, (string Source, SourcePosition Position, int Length)>? _stated;
    private List<Diagnostic>? _diagnostics;
    private Dictionary<string, int>? _numbers;
    private int _cut;
    private bool _refused;
    private int _lineCount;
    private int _highest = -1;

    /// <summary>Gets the bytes that tell it from others.</summary>
    public byte[] Key => key;

    /// <summary>Gets how many rows the first pass has counted; 0: they stand together.</summary>
    public int AwaitedRows => awaitedRows;

    /// <summary>Gets how many rows with its key have come.</summary>
    public int KeyedRows { get; set; }

    /// <summary>Gets how many rows have come, those without a key among them.</summary>
    public int Rows { get; private set; }

    /// <summary>Gets the head.</summary>
    public HeadDraft Draft { get; } = DraftFor(kind, awaitedLines, used ?? before?.Draft);

    /// <summary>Gets, for every field of the head, what was stated first; null: nothing yet.</summary>
    public Value?[] Stated { get; } = headFields == 0 ? NothingStated : before is null ? new Value?[headFields] : Cleared(before.Stated);

    /// <summary>Gets the bytes of the head's columns in the row before, and where each ends.</summary>
    public HeadBytes Head => _head ??= new();

    /// <summary>Gets what makes the fields of the head that are made of others, when all rows have come; null: there are none.</summary>
    public StepRunner? Completing { get; init; }

    /// <summary>Gets where the document begins.</summary>
    SourcePosition IFieldPlaces.Position => PositionOf(0);

    /// <summary>Notes where a field of the head was stated first.</summary>
    public void Note(int field, string source, SourcePosition position, int length) => (_stated ??= [])[field] = (source, position, length);

    (string Source, SourcePosition Position, int Length) IFieldPlaces.Of(int field) =>
        _stated is not null && _stated.TryGetValue(field, out (string, SourcePosition, int) place) ? place : ("", PositionOf(0), 0);

    /// <summary>Counts a row.</summary>
    public void Count(int firstLine, int lastLine)
    {
        Rows++;
        _ranges.Add(firstLine, lastLine);
    }

    /// <summary>Gets or sets what the message itself says of its head.</summary>
    public StatedHead? Told { get; set; }

    /// <summary>Gets or sets where the values came from; null: nobody asks.</summary>
    public List<FieldOrigin>? Origins { get; set; }

    /// <summary>Gets how many lines have come, those that were let go among them.</summary>
    public int LineCount => _lineCount;

    /// <summary>Counts a whole message.</summary>
    public void CountMessage(int firstLine, int lastLine, int rows)
    {
        Rows = rows;
        _ranges.Add(firstLine, Math.Max(firstLine, lastLine));
    }

    /// <summary>Counts a row that cannot be read.</summary>
    public void AddFaulty(int firstLine, int lastLine, IReadOnlyList<Diagnostic> diagnostics)
    {
        Count(firstLine, lastLine);
        Add(diagnostics);
    }

    /// <summary>Notes what was found.</summary>
    public void Add(IReadOnlyList<Diagnostic> diagnostics)
    {
        for (int i = 0; i < diagnostics.Count; i++)
        {
            Diagnostic diagnostic = diagnostics[i];
            _refused |= diagnostic.Severity == Severity.Error;
            if ((_diagnostics ??= []).Count < MaxDiagnostics)
                _diagnostics.Add(diagnostic);
            else
                _cut++;
        }
    }

    /// <summary>Notes a line number that is above all others, as most are: it is new.</summary>
    /// <param name="number">The number; below 0: it is none.</param>
    /// <returns>False: nothing was noted, it may have come before.</returns>
    public bool TryNoteNumber(int number)
    {
        bool isNew = number > _highest;
        if (isNew)
            _highest = number;
        return isNew;
    }

    /// <summary>Finds the physical line in which a line number came before; 0: it is new.</summary>
    public int FindNumber(string number)
    {
        // Most lines are numbered upwards: a number above all others is new.
        if (TryNoteNumber(WholeOf(number)))
            return 0;

        IReadOnlyList<object> lines = Draft.Parts;
        if (lines.Count > LinearSearch)
        {
            _numbers ??= Index();
            return _numbers.GetValueOrDefault(number);
        }

        for (int i = 0; i < lines.Count; i++)
        {
            if (kind.Line.Number!(lines[i]) == number)
                return _places[i].Line;
        }

        return 0;
    }

    /// <summary>Reads up to nine digits; -1: the number is none of those.</summary>
    private static int WholeOf(string number)
    {
        if (number.Length is 0 or > 9)
            return -1;

        int whole = 0;
        foreach (char c in number)
        {
            if (c is < '0' or > '9')
                return -1;
            whole = (whole * 10) + c - '0';
        }

        return whole;
    }

    /// <summary>Adds a line.</summary>
    public void AddLine(Draft line, int physicalLine, int segment, long offset)
    {
        if (++_lineCount > maxLines)
        {
            // Too long: what was collected is let go, only the count goes on.
            Draft.DropLines();
            _numbers = null;
            return;
        }

        Draft.Add(line);
        if (_placeCount == _places.Length)
        {
            LinePlace[] more = new LinePlace[_placeCount * 2];
            Array.Copy(_places, more, _placeCount);
            _places = more;
        }

        _places[_placeCount++] = new LinePlace(physicalLine, segment, offset);
        _numbers?.TryAdd(line.NumberText ?? "", physicalLine);
    }

    /// <summary>Ends the document.</summary>
    /// <param name="ofMessage">Whether a message was mapped: what was read of it is kept even when it is refused.</param>
    public MappedDocument Finish(bool ofMessage = false)
    {
        if (Completing is not null)
        {
            List<Diagnostic> found = [];
            Completing.Run(Draft, this, "", found, _refused, Origins);
            Add(found);
        }

        if (_lineCount > maxLines)
        {
            SourcePosition first = new(file, _places[0].Line, 0, _places[0].Segment, Offset: _places[0].Offset);
            Add([Diagnostic.Create(DiagnosticCodes.OrderTooLong, first, Draft.Number, Text(_lineCount), Expect.Value(maxLines))]);
        }

        if (_cut > 0)
            _diagnostics!.Add(Diagnostic.Create(DiagnosticCodes.DiagnosticsCut, new SourcePosition(file, 0, 0), found: Text(_cut)));

        IEdiDocument? document = _refused && !ofMessage ? null : Draft.Build();
        return new MappedDocument
        {
            Document = _refused ? null : document,
            AsRead = ofMessage ? document : null,
            Stated = Told ?? new StatedHead(Draft.Currency, Draft.Buyer.Code, Draft.Supplier.Code, null),
            Origins = (IReadOnlyList<FieldOrigin>?)Origins ?? [],
            Diagnostics = (IReadOnlyList<Diagnostic>?)_diagnostics ?? [],
            Number = Draft.Number,
            Revision = Draft.Revision,
            Supplier = Draft.Supplier.Code,
            SourceLines = _ranges.ToString(),
            Rows = Rows,
            PositionOf = PositionOf,
        };

        static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
    }

    private SourcePosition PositionOf(int index)
    {
        if (_placeCount == 0)
            return new SourcePosition(file, 0, 0);

        LinePlace place = _places[Math.Clamp(index, 0, _placeCount - 1)];
        return new SourcePosition(file, place.Line, 0, place.Segment, Offset: place.Offset);
    }

    private static HeadDraft DraftFor(DocumentKind kind, int awaitedLines, HeadDraft? used)
    {
        HeadDraft draft = used is { IsReusable: true } ? used : kind.NewDraft();
        if (draft == used)
            draft.Clear();
        draft.Await(awaitedLines);
        return draft;
    }

    private static Value?[] Cleared(Value?[] stated)
    {
        Array.Clear(stated);
        return stated;
    }

    private Dictionary<string, int> Index()
    {
        Dictionary<string, int> index = new(StringComparer.Ordinal);
        for (int i = 0; i < Draft.Parts.Count; i++)
            index.TryAdd(kind.Line.Number!(Draft.Parts[i]), _places[i].Line);

        return index;
    }

    private readonly record struct LinePlace(int Line, int Segment, long Offset);
}

/// <summary>The bytes of some elements, end to end.</summary>
internal sealed class HeadBytes
{
    private byte[] _bytes = [];
    private int[] _ends = [];
    private int _count;

    /// <summary>Gets the bytes of an element.</summary>
    public ReadOnlySpan<byte> this[int index] => _bytes.AsSpan(index == 0 ? 0 : _ends[index - 1], _ends[index] - (index == 0 ? 0 : _ends[index - 1]));

    /// <summary>Gets a value indicating whether no row has been kept yet.</summary>
    public bool IsEmpty { get; private set; } = true;

    /// <summary>Forgets everything.</summary>
    public HeadBytes Forgotten()
    {
        IsEmpty = true;
        return this;
    }

    /// <summary>Begins anew.</summary>
    public void Clear(int capacity)
    {
        IsEmpty = false;
        _count = 0;
        if (_ends.Length < capacity)
            _ends = new int[capacity];
    }

    /// <summary>Adds an element.</summary>
    public void Add(ReadOnlySpan<byte> bytes)
    {
        int start = _count == 0 ? 0 : _ends[_count - 1];
        if (start + bytes.Length > _bytes.Length)
            Array.Resize(ref _bytes, Math.Max(start + bytes.Length, Math.Max(_bytes.Length * 2, 128)));
        bytes.CopyTo(_bytes.AsSpan(start));
        _ends[_count++] = start + bytes.Length;
    }
}
