namespace WebEdi;

/// <summary>The one-time link by which a new installation gets its tenant and its first administrator. There is no default password.</summary>
public interface ISetupLinks
{
    /// <summary>Makes a link that works once, for 30 minutes. Links made earlier keep working until they end.</summary>
    /// <param name="baseAddress">The address of the portal, for instance https://edi.example.jp/ or http://localhost:8080/edi.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The link; null when the installation is set up already.</returns>
    Task<Uri?> CreateAsync(Uri baseAddress, CancellationToken cancellationToken = default);
}
