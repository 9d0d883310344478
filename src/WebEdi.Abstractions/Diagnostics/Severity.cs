namespace WebEdi.Diagnostics;

/// <summary>What a diagnostic does to the document it is about.</summary>
public enum Severity
{
    /// <summary>Worth knowing; the document is taken.</summary>
    Information = 0,

    /// <summary>Probably wrong; the document is taken.</summary>
    Warning = 1,

    /// <summary>The document, or the file where the code says so, is refused.</summary>
    Error = 2,
}
