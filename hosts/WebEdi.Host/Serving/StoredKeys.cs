using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;
using WebEdi.Storage;

namespace WebEdi.Host.Serving;

/// <summary>Keeps the keys that protect cookies and forms in the store. They are asked for once a day, so that waiting for the store is no loss.</summary>
internal sealed class StoredKeys(IEdiStore store) : IXmlRepository
{
    public IReadOnlyCollection<XElement> GetAllElements() => Task.Run(ReadAsync).GetAwaiter().GetResult();

    public void StoreElement(XElement element, string friendlyName) =>
        Task.Run(() => store.Accounts.SaveProtectionKeyAsync(friendlyName, element.ToString(SaveOptions.DisableFormatting))).GetAwaiter().GetResult();

    private async Task<IReadOnlyCollection<XElement>> ReadAsync() =>
        [.. (await store.Accounts.ListProtectionKeysAsync().ConfigureAwait(false)).Select(XElement.Parse)];
}
