namespace WebEdi.Engine.Formats;

/// <summary>Whether a text has its place in a record.</summary>
internal enum FieldFit
{
    /// <summary>It has.</summary>
    Fits = 0,

    /// <summary>It takes more bytes, or has more digits.</summary>
    TooLong = 1,

    /// <summary>It has a character that the place cannot hold.</summary>
    Character = 2,

    /// <summary>The place takes other values only: digits, no sign, fewer decimals.</summary>
    Form = 3,

    /// <summary>The bytes belong to another value.</summary>
    Taken = 4,
}
