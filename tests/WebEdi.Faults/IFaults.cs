namespace WebEdi.Faults;

/// <summary>What happens to hosts while they work.</summary>
internal interface IFaults
{
    /// <summary>Gets how many deaths there were.</summary>
    int Kills { get; }

    /// <summary>Lets it happen; afterwards every host is as it must be for ever after.</summary>
    Task RunAsync();
}
