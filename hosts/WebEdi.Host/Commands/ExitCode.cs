namespace WebEdi.Host.Commands;

/// <summary>How the program ends. The numbers above 60 are those of sysexits.h.</summary>
internal static class ExitCode
{
    public const int Done = 0;
    public const int Failed = 1;
    public const int Usage = 2;
    public const int Unavailable = 69;
    public const int Configuration = 78;
}
