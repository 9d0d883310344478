namespace WebEdi.Engine.Formats;

/// <summary>A document asks for more than it may; what cannot be passed over.</summary>
internal sealed class DocumentLimitException(string code, string name, int limit) : Exception
{
    /// <summary>Gets the code of the diagnostic.</summary>
    public string Code => code;

    /// <summary>Gets the name of the element.</summary>
    public string Name => name;

    /// <summary>Gets the limit.</summary>
    public int Limit => limit;
}
