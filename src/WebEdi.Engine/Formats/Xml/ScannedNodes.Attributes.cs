namespace WebEdi.Engine.Formats.Xml;

/// <summary>The attributes of an element, and what they declare.</summary>
internal sealed partial class ScannedNodes
{
    private bool TryAttributes(ReadOnlySpan<byte> bytes, ref int at, out int declared)
    {
        declared = _declaredCount;
        _attributeCount = 0;
        while (true)
        {
            int from = at;
            while (at < bytes.Length && bytes[at] <= ' ')
                at++;
            if (at == bytes.Length)
                return false;
            if (bytes[at] is (byte)'>' or (byte)'/')
                return true;

            int end = at + LengthOfName(bytes[at..]);
            if (end + 1 >= bytes.Length)
                return false;
            if (at == from || bytes[end] != '=' || bytes[end + 1] is not ((byte)'"' or (byte)'\''))
                throw new XmlDoubtException();

            int length = bytes[(end + 2)..].IndexOf(bytes[end + 1]);
            if (length < 0)
                return false;

            Attribute attribute = new(_names.Of(bytes[at..end]) ?? throw new XmlDoubtException(), at, end + 2, end + 2 + length);
            ReadOnlySpan<byte> value = bytes.Slice(end + 2, length);
            at = end + 3 + length;
            if (attribute.Name.Declared is { } prefix)
                Prepare(prefix, value, declared++);
            else
                Add(attribute, value);
        }
    }

    private void Add(Attribute attribute, ReadOnlySpan<byte> value)
    {
        attribute.IsRaw = !value.Contains((byte)'&');
        if (_attributeCount == MaxAttributes || value.ContainsAnyInRange((byte)0, (byte)31) || value.Contains((byte)'<') || (!attribute.IsRaw && Decode(value) < 0))
            throw new XmlDoubtException();

        _attributes[_attributeCount++] = attribute;
    }

    /// <summary>Prepares a declaration, which holds as soon as the whole tag is there.</summary>
    private void Prepare(ScannedPrefix prefix, ReadOnlySpan<byte> space, int number)
    {
        string? text = number == _declared.Length ? null : ScannedProlog.IsOrdinarySpace(space, prefix) ? prefix.SpaceOf(space) : null;
        for (int i = _declaredCount; i < number; i++)
            text = _declared[i].Prefix == prefix ? null : text;
        _declared[number] = new Declaration(prefix, text ?? throw new XmlDoubtException());
    }

    private void Declare(ref Declaration declaration)
    {
        (declaration.Depth, declaration.Before) = (_depth + 1, declaration.Prefix.Space);
        declaration.Prefix.Space = declaration.Space;
    }

    private void CloseElement()
    {
        for (; _declaredCount > 0 && _declared[_declaredCount - 1].Depth == _depth; _declaredCount--)
            _declared[_declaredCount - 1].Prefix.Space = _declared[_declaredCount - 1].Before;
        _depth--;
    }

    /// <summary>Every prefix is declared, and no name stands twice, by whatever prefix.</summary>
    private bool AreAttributesSound()
    {
        for (int i = 0; i < _attributeCount; i++)
        {
            ScannedName name = _attributes[i].Name;
            if (name.Prefix.Space is null || (name.Prefix.Name == "xml" && name.LocalName == "space"))
                return false;

            for (int j = 0; j < i; j++)
            {
                if (_attributes[j].Name == name || _attributes[j].Name.LocalName == name.LocalName)
                    return false;
            }
        }

        return true;
    }

    /// <summary>An attribute of the element.</summary>
    private struct Attribute(ScannedName name, int start, int valueStart, int valueEnd)
    {
        public readonly ScannedName Name = name;
        public readonly int Start = start;
        public readonly int ValueStart = valueStart;
        public readonly int ValueEnd = valueEnd;

        /// <summary>Whether the value is as it stands in the file.</summary>
        public bool IsRaw;
    }

    /// <summary>What a prefix stands for in an element.</summary>
    private struct Declaration(ScannedPrefix prefix, string space)
    {
        public readonly ScannedPrefix Prefix = prefix;
        public readonly string Space = space;

        /// <summary>What it stands for around the element.</summary>
        public string? Before;

        /// <summary>How deep the element is.</summary>
        public int Depth;
    }
}
