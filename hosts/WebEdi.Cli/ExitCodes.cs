namespace WebEdi.Cli;

/// <summary>What the program ends with.</summary>
public static class ExitCodes
{
    /// <summary>Everything was read and nothing is wrong.</summary>
    public const int Clean = 0;

    /// <summary>Everything was read, and there are errors in it.</summary>
    public const int FaultsFound = 1;

    /// <summary>The command line is wrong.</summary>
    public const int WrongUse = 2;

    /// <summary>A file cannot be read, or nothing of it.</summary>
    public const int CannotRead = 3;
}
