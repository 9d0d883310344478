using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using WebEdi.Diagnostics;
using WebEdi.Storage;

namespace WebEdi.Portal.Pages;

/// <summary>Edits a map, tries it on a sample, and saves it as the next version.</summary>
[Api.Safety.Costly]
internal sealed class MapModel(IEdi edi, TimeProvider time) : PortalPage(edi, time)
{
    private const int LongestText = 200_000;

    private const string Blank = """
        {
          "read": "csv",
          "order": { "number": "注文番号", "supplier": "取引先コード", "issueDate": "発注日" },
          "line": { "number": "行番号", "item": "品番", "itemName": "品名", "quantity": "数量", "unit": "単位", "due": "納期" }
        }
        """;

    internal string Name { get; private set; } = "";

    internal string Json { get; private set; } = "";

    internal string Sample { get; private set; } = "";

    internal string SampleName { get; private set; } = "";

    internal bool IsNew { get; private set; }

    internal int Saved { get; private set; }

    internal StoredMap? Stored { get; private set; }

    internal DryRunResult? Tried { get; private set; }

    internal IReadOnlyList<string> Errors { get; private set; } = [];

    internal IReadOnlyList<Diagnostic> Issues { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(string? name, int saved)
    {
        Saved = saved;
        IsNew = string.IsNullOrEmpty(name);
        Json = Blank;
        if (IsNew)
            return Page();
        if (await Store.Tenants.FindMapAsync(Scope.Tenant, name!, null, Aborted).ConfigureAwait(false) is not { } stored)
            return NotFound();

        (Name, Json, Stored) = (stored.Name, stored.Json, stored);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string? name, string? json, string? sample, string? action, IFormFile? file)
    {
        (Name, Json, Sample) = (name ?? "", json ?? "", sample ?? "");
        Stored = Name.Length is > 0 and <= 60 ? await Store.Tenants.FindMapAsync(Scope.Tenant, Name, null, Aborted).ConfigureAwait(false) : null;
        IsNew = Stored is null;
        if (Name.Length is 0 or > 60 || !Name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_'))
            Errors = [T.MapNameWrong];
        else if (Json.Length > LongestText || Sample.Length > LongestText)
            Errors = [T.TooLargeText];
        else if (action == "save")
            return await SaveAsync().ConfigureAwait(false);
        else
            await TryAsync(file).ConfigureAwait(false);

        if (Errors.Count > 0)
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }

    private async Task<IActionResult> SaveAsync()
    {
        Result<StoredMap> result = await Edi.SaveMapAsync(Scope.Tenant, Name, Json, Actor, Aborted).ConfigureAwait(false);
        if (result.Succeeded)
            return Redirect(Url.Content("~/admin/map") + LocalUrl.Query(("name", Name), ("saved", result.Value.Version.ToString(System.Globalization.CultureInfo.InvariantCulture))));

        Issues = result.Diagnostics;
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }

    private async Task TryAsync(IFormFile? file)
    {
        bool isFile = file is { Length: > 0 };
        if (!isFile && Sample.Length == 0)
        {
            Errors = [T.SampleMissing];
            return;
        }

        SampleName = isFile ? file!.FileName[(file.FileName.LastIndexOfAny(['/', '\\']) + 1)..] : "sample.csv";
        Stream content = isFile ? file!.OpenReadStream() : new MemoryStream(Encoding.UTF8.GetBytes(Sample));
        await using (content.ConfigureAwait(false))
        {
            IngestRequest request = new() { Tenant = Scope.Tenant, Map = Name, FileName = SampleName, Channel = "portal", Actor = Actor, Encoding = isFile ? null : "utf-8" };
            Tried = await Edi.DryRunAsync(request, content, Json, Aborted).ConfigureAwait(false);
        }
    }
}
