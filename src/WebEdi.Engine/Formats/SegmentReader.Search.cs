using WebEdi.Diagnostics;

namespace WebEdi.Engine.Formats;

/// <content>Looks for the next header where nothing else is known: at the start, behind an interchange, behind what is broken.</content>
internal abstract partial class SegmentReader
{
    private bool _isSearching = true;
    private bool _isAnnounced;
    private bool _isFirst = true;
    private long _preparedAt = -1;
    private SourcePosition _garbageAt;
    private string? _garbage;
    private bool _isGarbageForeign;
    private long _lastTooLong = long.MinValue;
    private int _retryAfter = 1;

    /// <summary>Gets a value indicating whether the first bytes of the file are looked at.</summary>
    private protected bool IsAtStart => _isFirst && _garbage is null;

    private Outcome Search()
    {
        while (true)
        {
            ReadOnlySpan<byte> ahead = Source.Ahead;
            if (ahead.Length < LookAhead && !Source.IsFinal)
                return Outcome.More;

            int blank = SegmentSource.CountBlank(ahead);
            if (ahead[blank..].StartsWith("\uFEFF"u8))
                blank += 3;
            if (blank > 0)
                Source.Skip(blank);
            if (Source.Ahead.IsEmpty && Source.IsFinal)
                return FindNothing();
            if (blank > 0)
                continue;

            int header = FindHeader(ahead, Source.IsFinal, out int sure);
            if (header != 0)
            {
                int garbage = header > 0 ? header : Source.IsFinal ? ahead.Length : sure;
                NoteGarbage(ahead, garbage);
                Source.Skip(garbage);
                if (garbage == 0)
                    return Outcome.More;
                continue;
            }

            // A header that led back to itself is none.
            long at = Source.Offset + Source.Next;
            if (at == _preparedAt)
            {
                NoteGarbage(ahead, 1);
                Source.Skip(1);
                continue;
            }

            FlushGarbage();
            _isFirst = false;
            _preparedAt = at;
            if (TryPrepare(ahead))
            {
                (_isSearching, _isAnnounced) = (false, true);
                return Outcome.Continue;
            }

            Source.Skip(1);
        }
    }

    private Outcome FindNothing()
    {
        if (_isFirst && Counts == default)
        {
            _isFirst = false;
            Report(DiagnosticCodes.InterchangeMissing, _garbage is null ? new SourcePosition(File, 0, 0, Offset: 0) : _garbageAt, null, _garbage ?? "", Expect.Value(Headers));
            _garbage = null;
        }

        FlushGarbage();
        return Outcome.End;
    }

    private void NoteGarbage(ReadOnlySpan<byte> ahead, int length)
    {
        if (_garbage is not null || length == 0)
            return;

        _garbageAt = PositionAhead();
        _garbage = Codec.Show(ahead[..Math.Min(length, 40)]);
        _isGarbageForeign = IsForeign(ahead);
    }

    private void FlushGarbage()
    {
        if (_garbage is not null)
            Report(_isGarbageForeign ? DiagnosticCodes.InterchangeForeign : DiagnosticCodes.TextOutside, _garbageAt, null, _garbage);
        _garbage = null;
    }

    /// <summary>A segment does not end: the message ends there, and the next header is looked for.</summary>
    private Outcome GiveUp(int start)
    {
        // Looking at the same bytes again for every header in them would take forever, so from fault to fault more of them are passed over.
        long at = Source.Offset + start;
        _retryAfter = at - _lastTooLong > Limits.MaxSegmentBytes ? 1 : Math.Min(_retryAfter * 8, Limits.MaxSegmentBytes);
        _lastTooLong = at;
        _isSearching = true;

        Source.Skip(start - Source.Next);
        Diagnostic fault = Diagnostic.Create(DiagnosticCodes.SegmentTooBig, PositionAhead(), null, null, Expect.Value(Limits.MaxSegmentBytes));
        bool isOpen = _inMessage && !_isSkipping;
        (isOpen ? _inside : _outside).Add(fault);
        Outcome outcome = isOpen ? Finish(hasTrailer: false) : Outcome.Continue;
        (_inMessage, _isSkipping) = (false, false);
        Source.Skip(Math.Min(_retryAfter, Source.Ahead.Length));
        return outcome;
    }
}
