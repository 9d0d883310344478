using WebEdi.Diagnostics;
using WebEdi.Documents;
using WebEdi.Host.Serving;
using WebEdi.Portal.Api;
using WebEdi.Storage;

namespace WebEdi.Host.Demo;

/// <summary>A buyer, three suppliers, maps, sample files and a first order file. Seeding again changes nothing.</summary>
internal static class DemoData
{
    public const string Tenant = "demo";
    public const string Map = "demo";
    public const string ReplyMap = "demo-replies";

    /// <summary>Seeds what is not there yet.</summary>
    /// <returns>An API key of the buyer; the same at every start with the same data folder.</returns>
    public static async Task<string> SeedAsync(OpenHost host, CancellationToken cancellationToken)
    {
        IEdi edi = host.Services.GetRequiredService<IEdi>();
        DateOnly today = Today(host.Services.GetRequiredService<TimeProvider>());
        await edi.Store.OpenAsync(cancellationToken);

        if (await edi.Store.Tenants.FindAsync(Tenant, cancellationToken) is null)
        {
            await edi.Store.Tenants.SaveAsync(Buyer, cancellationToken);
            foreach (SupplierProfile supplier in Suppliers)
                await edi.Store.Tenants.SaveSupplierAsync(supplier, cancellationToken);
        }

        await SaveMapAsync(edi, Map, DemoMaps.Orders, cancellationToken);
        await SaveMapAsync(edi, ReplyMap, DemoMaps.Replies, cancellationToken);
        DemoSamples.Write(host.Settings.Data.Samples, today);
        await IngestAsync(edi, host.Settings.Data.Samples, cancellationToken);
        return await KeyAsync(host, cancellationToken);
    }

    private static TenantProfile Buyer => new()
    {
        Id = Tenant,
        Buyer = new Party
        {
            Code = "TZ", Name = "東西製作所", Department = "資材部 購買課", Postcode = "210-0001", Address = "神奈川県川崎市川崎区本町1-2-3", Telephone = "044-000-0000",
        },
        ReplyReasons = new Dictionary<string, string>
        {
            ["material"] = "材料入荷待ち / waiting for material",
            ["capacity"] = "生産能力 / capacity",
            ["quality"] = "品質確認中 / quality check",
            ["discontinued"] = "製造中止 / discontinued",
        },
    };

    private static SupplierProfile[] Suppliers =>
    [
        Supplier("S001", "北浜精機株式会社", "大阪府大阪市中央区北浜1-1-1", "orders@kitahama.example", "ja"),
        Supplier("S002", "㈱髙木ばね工業", "静岡県浜松市中央区元浜町2-2", "sales@takagi-bane.example", "ja"),
        Supplier("S003", "Nanki Plastics K.K.", "3-3 Mikawacho, Wakayama", "orders@nanki.example", "en"),
    ];

    private static SupplierProfile Supplier(string code, string name, string address, string mail, string culture) => new()
    {
        Tenant = Tenant,
        Party = new Party { Code = code, Name = name, Address = address, RegistrationNumber = $"T12345678901{code[2..]}" },
        MailAddresses = [mail],
        Culture = culture,
    };

    private static async Task SaveMapAsync(IEdi edi, string name, string json, CancellationToken cancellationToken)
    {
        Result<StoredMap> saved = await edi.SaveMapAsync(Tenant, name, json, "demo", cancellationToken);
        saved.GetValueOrThrow();
    }

    /// <summary>Takes the first order file, so that no page is empty. A file taken before is answered as a duplicate.</summary>
    private static async Task IngestAsync(IEdi edi, string samples, CancellationToken cancellationToken)
    {
        await using FileStream file = File.OpenRead(Path.Combine(samples, DemoSamples.First));
        await edi.IngestAsync(new IngestRequest { Tenant = Tenant, Map = Map, FileName = DemoSamples.First, Actor = "demo" }, file, cancellationToken);
    }

    /// <summary>The store keeps only the hash of a key, so the demo's own is kept beside it: it opens nothing but the demo.</summary>
    private static async Task<string> KeyAsync(OpenHost host, CancellationToken cancellationToken)
    {
        string file = Path.Combine(host.Settings.Data.Keys, "demo-api-key");
        if (File.Exists(file))
            return (await File.ReadAllTextAsync(file, cancellationToken)).Trim();

        (_, string secret) = await host.Services.GetRequiredService<ApiKeys>()
            .CreateAsync(Tenant, "demo", "core", ApiKeys.Scopes, null, "demo", cancellationToken);
        await File.WriteAllTextAsync(file, secret, cancellationToken);
        return secret;
    }

    private static DateOnly Today(TimeProvider clock) =>
        DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(clock.GetUtcNow(), TimeZoneInfo.FindSystemTimeZoneById("Asia/Tokyo")).DateTime);
}
