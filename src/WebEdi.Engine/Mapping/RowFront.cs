using WebEdi.Engine.Formats;

namespace WebEdi.Engine.Mapping;

/// <summary>Remembers the bytes of a row up to the end of the columns that its head takes up without a gap, so that rows which begin alike are known at once.</summary>
/// <param name="elements">How many elements those are, from the first one on.</param>
internal sealed class RowFront(int elements)
{
    private byte[] _bytes = [];
    private int _length;
    private bool _isKept;

    /// <summary>Tells whether a sound row begins with the same elements as the one that is remembered.</summary>
    public bool Begins(SegmentBlock block, int segment) => _isKept && block.FrontOf(segment).StartsWith(_bytes.AsSpan(0, _length));

    /// <summary>Remembers a sound row.</summary>
    public void Keep(SegmentBlock block, int segment)
    {
        _length = block.LengthOfFront(segment, elements);
        _isKept = _length >= 0;
        if (!_isKept)
            return;

        if (_bytes.Length < _length)
            _bytes = new byte[Math.Max(256, _length)];
        block.FrontOf(segment)[.._length].CopyTo(_bytes);
    }

    /// <summary>Remembers no row.</summary>
    public void Forget() => _isKept = false;
}
