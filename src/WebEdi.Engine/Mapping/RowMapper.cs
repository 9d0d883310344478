using System.Globalization;

using WebEdi.Diagnostics;
using WebEdi.Engine.Formats;
using WebEdi.Engine.Mapping.Kinds;
using WebEdi.Engine.Mapping.Steps;

namespace WebEdi.Engine.Mapping;

/// <summary>Maps one row: its share of the head, and its line.</summary>
internal sealed class RowMapper : IFieldPlaces
{
    private const int MaxLikelyLines = 64;

    private readonly FileSurvey _survey;
    private readonly int _maxLines;
    private readonly bool _explain;
    private readonly FieldReader[] _head;
    private readonly FieldReader[] _line;
    private readonly FieldReader[] _lineAlone;
    private readonly SharedExtensions? _shared;
    private readonly int[] _headElements;
    private readonly int _together;
    private readonly RowFront _front;
    private readonly FieldReader? _number;
    private readonly FieldReader? _lineNumber;
    private readonly Draft _draft;
    private readonly LevelSteps? _lineSteps;
    private readonly StepRunner? _lineRunner;
    private readonly StepRunner? _headRunner;
    private SegmentBlock? _block;
    private int _segment;
    private int _likelyLines;
    private DocumentAssembly? _before;
    private readonly DocumentKind _kind;
    private readonly List<Diagnostic> _found = [];

    public RowMapper(InboundPlan plan, FileSurvey survey, int maxLines, bool explain)
    {
        _explain = explain;
        _survey = survey;
        _maxLines = maxLines;
        TextCache cache = new();
        _kind = plan.Kind;
        _draft = plan.Kind.Line.NewDraft();
        _lineSteps = plan.Line.Steps;
        _lineRunner = _lineSteps is null ? null : new StepRunner(_lineSteps);
        _headRunner = plan.Head.Steps is { } steps ? new StepRunner(steps) : null;
        _head = [.. plan.Head.Fields.Select(f => new FieldReader(f, survey, cache) { IsClose = explain })];
        _line = [.. plan.Line.Fields.Select(f => new FieldReader(f, survey, cache) { IsClose = explain })];
        _shared = explain || _lineSteps is not null ? null : SharedExtensions.Of(_line, out _lineAlone!);
        _lineAlone ??= _line;
        _number = _head.FirstOrDefault(f => f.Plan.Path == $"{plan.Kind.Name}.number");
        _lineNumber = _line.FirstOrDefault(f => f.Plan.Path == "line.number");

        // A field that looks at a second column is read again when either of them changes.
        _headElements = [.. _head.SelectMany(f => new[] { f.Element, f.WhenElement }).Concat(survey.Plan.KeyColumns.Select(c => survey.ElementOf[c])).Where(e => e >= 0).Distinct().Order()];
        while (_together < _headElements.Length && _headElements[_together] == _together)
            _together++;
        _front = new RowFront(_together);
    }

    /// <summary>Begins a document.</summary>
    public DocumentAssembly Begin(byte[] key, int awaitedRows)
    {
        DocumentAssembly document = new(_kind, key, awaitedRows, _survey.FileName, _head.Length, _maxLines, _likelyLines, before: _before) { Origins = _explain ? [] : null, Completing = _headRunner };
        _before = null;
        return document;
    }

    /// <summary>Ends a document. Those of a file are of much the same length, which is the room that the next one begins with.</summary>
    public MappedDocument End(DocumentAssembly document)
    {
        _likelyLines = Math.Min(MaxLikelyLines, Math.Max(document.LineCount, _likelyLines - (_likelyLines / 8)));
        MappedDocument done = document.Finish();
        _before = document;
        return done;
    }

    /// <summary>Gets where the row begins.</summary>
    SourcePosition IFieldPlaces.Position => _block!.PositionOf(_segment, -1);

    /// <summary>Finds where the value of a field came from in the row; below -1: of the head, counted downwards.</summary>
    (string Source, SourcePosition Position, int Length) IFieldPlaces.Of(int field)
    {
        FieldReader reader = field >= 0 ? _line[field] : _head[-2 - field];
        return reader.Element < 0
            ? ("constant", _block!.PositionOf(_segment, -1), 0)
            : (reader.Name, _block!.PositionOf(_segment, reader.Element), _block.LengthOf(_segment, reader.Element));
    }

    /// <summary>Maps a row that has the key and the head of the row before it, byte for byte, as most rows have.</summary>
    /// <param name="document">The document of the row mapped before.</param>
    /// <param name="block">The block.</param>
    /// <param name="segment">The row.</param>
    /// <returns>False: it has not, or its syntax must be looked at; nothing was done.</returns>
    public bool TryMapAlike(DocumentAssembly document, SegmentBlock block, int segment)
    {
        if (block.IsFaulty(segment) || !_front.Begins(block, segment) || !IsSameHead(document, block, segment, _together))
            return false;

        document.KeyedRows++;
        document.Count(block.LineOf(segment), block.LastLineOf(segment));
        _found.Clear();
        MapLine(document, block, segment);
        if (_found.Count > 0)
            document.Add(_found);
        return true;
    }

    /// <summary>Maps a row into its document.</summary>
    public void Map(DocumentAssembly document, SegmentBlock block, int segment)
    {
        document.KeyedRows++;
        document.Count(block.LineOf(segment), block.LastLineOf(segment));
        _found.Clear();
        if (block.IsFaulty(segment))
            _front.Forget();
        else
            _front.Keep(block, segment);
        if (!IsReadable(block, segment))
        {
            document.Add(_found);
            StateNumber(document, block, segment);
            return;
        }

        MapHead(document, block, segment);
        MapLine(document, block, segment);
        if (_found.Count > 0)
            document.Add(_found);
    }

    /// <summary>Tells what is wrong with a row that does not say which order it belongs to.</summary>
    public IReadOnlyList<Diagnostic> ExplainOrphan(SegmentBlock block, int segment)
    {
        _found.Clear();
        if (!IsReadable(block, segment))
            return [.. _found];

        foreach (FieldReader reader in _head)
            reader.TryRead(block, segment, out _, _found);
        foreach (FieldReader reader in _line)
            reader.TryRead(block, segment, out _, _found);

        if (!_found.Exists(d => d.Severity == Severity.Error))
            _found.Add(Diagnostic.Create(DiagnosticCodes.ValueMissing, block.PositionOf(segment, _number!.Element), _number.Name, expected: Expect.OrderNumber));
        return [.. _found];
    }

    /// <summary>Notes what is wrong with the syntax of a row.</summary>
    /// <returns>True: its elements can be taken, because nothing is wrong or what is wrong is forgiven.</returns>
    private bool IsReadable(SegmentBlock block, int segment)
    {
        if (block.FaultOf(segment, _survey.NameOf) is not { } fault)
            return true;

        Diagnostic judged = _survey.Plan.Tolerances.Judge(fault);
        _found.Add(judged);
        return judged.Severity != Severity.Error;
    }

    private void MapHead(DocumentAssembly document, SegmentBlock block, int segment)
    {
        bool first = document.KeyedRows == 1 || document.Head.IsEmpty;
        if (!first && IsSameHead(document, block, segment, 0))
            return;

        for (int i = 0; i < _head.Length; i++)
        {
            FieldReader reader = _head[i];
            if (!first && reader.Element >= 0 && reader.WhenElement < 0 && IsSame(document, reader.Element, block, segment))
                continue;

            Value value = default;
            if ((_explain || !reader.TryReadOrdinary(block, segment, out value)) && !reader.TryRead(block, segment, out value, _found))
                continue;

            if (document.Stated[i] is not { } stated)
            {
                document.Stated[i] = value;
                reader.Set(document.Draft, value);
                if (_headRunner is not null)
                    document.Note(i, reader.Name, block.PositionOf(segment, reader.Element), reader.Element < 0 ? 0 : block.LengthOf(segment, reader.Element));
                Explain(document, reader, block, segment, value, 0);
            }
            else if (stated != value)
            {
                _found.Add(Diagnostic.Create(
                    DiagnosticCodes.HeaderDiffers, block.PositionOf(segment, reader.Element), reader.Name, value.ToText(reader.Plan.Kind), Expect.Value($"'{stated.ToText(reader.Plan.Kind)}'")));
            }
        }

        document.Head.Clear(_headElements.Length);
        foreach (int element in _headElements)
            document.Head.Add(block.Element(segment, element));
    }

    private void MapLine(DocumentAssembly document, SegmentBlock block, int segment)
    {
        int before = _found.Count;
        _draft.Clear();
        bool isShared = _shared is not null && _shared.TryFill(block, segment, _draft);
        foreach (FieldReader reader in isShared ? _lineAlone : _line)
        {
            if (_explain || !reader.TryFill(block, segment, _draft))
                MapField(document, reader, block, segment);
        }

        if (_shared is not null && !isShared && _found.Count == before)
            _shared.Keep(_draft);
        if (_lineRunner is not null)
            MakeLine(document, block, segment, before);
        if (_kind.Line.IsNumberUnique && _draft.Number is { } number && document.FindNumber(number) is > 0 and int earlier)
        {
            _found.Add(Diagnostic.Create(
                DiagnosticCodes.LineDuplicate, block.PositionOf(segment, _lineNumber!.Element), _lineNumber.Name, number, Expect.Value(earlier)));
        }

        if (_found.Count == before || !HasError(before))
            document.AddLine(_draft, block.LineOf(segment), block.NumberOf(segment), block.OffsetOf(segment));
    }

    private void MapField(DocumentAssembly document, FieldReader reader, SegmentBlock block, int segment)
    {
        if (!reader.TryRead(block, segment, out Value value, _found))
            return;

        reader.Set(_draft, value);
        Explain(document, reader, block, segment, value, document.LineCount + 1);
    }

    private void MakeLine(DocumentAssembly document, SegmentBlock block, int segment, int before)
    {
        (_block, _segment) = (block, segment);
        foreach ((int slot, int inHead) in _lineSteps!.FromHead)
            _draft.Keep(slot, document.Draft.Kept(inHead));
        _lineRunner!.Run(_draft, this, document.Origins is null ? "" : Origins.PartOf("", "lines", document.LineCount + 1), _found, HasError(before), document.Origins);
    }

    private static void Explain(DocumentAssembly document, FieldReader reader, SegmentBlock block, int segment, Value value, int number)
    {
        if (document.Origins is not { } origins || reader.Plan.IsHidden)
            return;

        FieldPlan plan = reader.Plan;
        int element = reader.Element;
        origins.Add(new FieldOrigin(
            Origins.PathOf(plan, number == 0 ? "" : Origins.PartOf("", "lines", number)),
            value.ToText(plan.Kind),
            element < 0 ? "constant" : reader.Name,
            element < 0 ? new SourcePosition(block.File, 0, 0) : block.PositionOf(segment, element),
            element < 0 ? 0 : block.LengthOf(segment, element)));
    }

    private bool HasError(int from)
    {
        for (int i = from; i < _found.Count; i++)
        {
            if (_found[i].Severity == Severity.Error)
                return true;
        }

        return false;
    }

    /// <summary>A broken first row still tells which order it refuses.</summary>
    private void StateNumber(DocumentAssembly document, SegmentBlock block, int segment)
    {
        if (document.Draft.Number is null && _number is not null && _number.Element < block.ElementCount(segment) && _number.TryRead(block, segment, out Value number, []))
            document.Draft.Number = number.Text;
    }

    private bool IsSameHead(DocumentAssembly document, SegmentBlock block, int segment, int from)
    {
        for (int i = from; i < _headElements.Length; i++)
        {
            if (!block.Element(segment, _headElements[i]).SequenceEqual(document.Head[i]))
                return false;
        }

        return true;
    }

    private bool IsSame(DocumentAssembly document, int element, SegmentBlock block, int segment) =>
        block.Element(segment, element).SequenceEqual(document.Head[Array.IndexOf(_headElements, element)]);
}
