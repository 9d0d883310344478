using WebEdi.Engine.Formats;

namespace WebEdi.Engine.Writing.Tree;

/// <summary>Puts the segments of a message that no map reads back to their places while the message is written.</summary>
/// <param name="envelope">Takes them.</param>
/// <param name="losses">Told which find no place.</param>
internal sealed class KeptSegments(IEnvelopeWriter envelope, LossBook losses)
{
    private readonly Dictionary<string, List<EdiKeptSegment>> _byPlace = new(StringComparer.Ordinal);
    private byte[] _bytes = new byte[1024];

    /// <summary>Gets a value indicating whether the message has any.</summary>
    public bool Any => _byPlace.Count > 0;

    /// <summary>Takes the segments of the next message.</summary>
    public void Begin(IReadOnlyList<EdiKeptSegment> segments)
    {
        _byPlace.Clear();
        foreach (EdiKeptSegment segment in segments)
        {
            string place = segment.Under ?? "?";
            if (!_byPlace.TryGetValue(place, out List<EdiKeptSegment>? there))
                _byPlace.Add(place, there = []);
            there.Add(segment);
        }
    }

    /// <summary>Writes those that stand before a place.</summary>
    /// <param name="under">The way of segments that they stand below.</param>
    /// <param name="order">The place among the segments and groups there.</param>
    public void Write(string under, int order)
    {
        if (!_byPlace.TryGetValue(under, out List<EdiKeptSegment>? there))
            return;

        while (there is [{ } next, ..] && (next.Order < order || next.IsInside))
        {
            Write(next);
            there.RemoveAt(0);
        }
    }

    /// <summary>Ends a message: what could not be written is told.</summary>
    public void End()
    {
        foreach (EdiKeptSegment segment in _byPlace.Values.SelectMany(s => s))
            losses.Add(segment.Tag, segment.Text, WriteLossReason.NoPlaceLeft);
        _byPlace.Clear();
    }

    private void Write(EdiKeptSegment segment)
    {
        if (segment.Values.Any(v => v.Value.AsSpan().ContainsAny(envelope.Refused) || Encoded(v.Value) < 0 || (v.Place.Repetition > 0 && !envelope.Segments.HasRepetitions)))
        {
            losses.Add(segment.Tag, segment.Text, WriteLossReason.Character);
            return;
        }

        envelope.Segments.Begin(System.Text.Encoding.ASCII.GetBytes(segment.Tag));
        foreach ((Place place, string value) in segment.Values)
            envelope.Segments.Put(place, _bytes.AsSpan(0, Encoded(value)));
        envelope.Segments.End();
    }

    private int Encoded(string value)
    {
        if (_bytes.Length < value.Length * 4)
            _bytes = new byte[value.Length * 4];

        return envelope.Codec.Encode(value, _bytes, out int length) < 0 ? length : -1;
    }
}
