using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;
using WebEdi.Storage;

namespace WebEdi.Portal.Pages;

/// <summary>Takes an order file by hand: checked first, then taken in.</summary>
[Api.Safety.Costly]
internal sealed class UploadModel(IEdi edi, TimeProvider time, HeldUploads uploads, IOptions<PortalOptions> options) : PortalPage(edi, time)
{
    internal IReadOnlyList<StoredMap> Maps { get; private set; } = [];

    internal DryRunResult? Checked { get; private set; }

    internal string FileName { get; private set; } = "";

    internal string Map { get; private set; } = "";

    internal string HeldToken { get; private set; } = "";

    internal IReadOnlyList<string> Errors { get; private set; } = [];

    internal long MostMegabytes => options.Value.MaxUploadBytes / (1024 * 1024);

    public Task OnGetAsync() => LoadAsync();

    public async Task<IActionResult> OnPostAsync(string? map, IFormFile? file)
    {
        await LoadAsync().ConfigureAwait(false);
        Map = map ?? "";
        if (file is null || file.Length == 0 || Maps.All(m => m.Name != map))
        {
            Errors = [T.ChooseFileAndMap];
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            return Page();
        }

        FileName = CleanName(file.FileName);
        Stream content = file.OpenReadStream();
        await using (content.ConfigureAwait(false))
        {
            Checked = await Edi.DryRunAsync(Describe(FileName, Map), content, null, Aborted).ConfigureAwait(false);
            content.Position = 0;
            HeldToken = await uploads.KeepAsync(AccountId, FileName, Map, content, Aborted).ConfigureAwait(false);
        }

        return Page();
    }

    public async Task<IActionResult> OnPostTakeAsync(string? held)
    {
        if (uploads.Take(held, AccountId) is not { } upload)
        {
            await LoadAsync().ConfigureAwait(false);
            Errors = [T.ChooseAgain];
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            return Page();
        }

        await using (upload.Content.ConfigureAwait(false))
        {
            IngestResult result = await Edi.IngestAsync(Describe(upload.FileName, upload.Map), upload.Content, Aborted).ConfigureAwait(false);
            if (result.Receipt is { } receipt)
                return Redirect(Url.Content("~/buyer/file") + LocalUrl.Query(("id", receipt.Id), ("verdict", result.Verdict.ToString())));

            await LoadAsync().ConfigureAwait(false);
            Errors = [.. result.Issues.Take(20).Select(i => i.GetMessage(T.UiCulture))];
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            return Page();
        }
    }

    /// <summary>Browsers send a name, some old ones a path: what is behind the last separator counts.</summary>
    private static string CleanName(string name)
    {
        string last = name[(name.LastIndexOfAny(['/', '\\']) + 1)..];
        string clean = new([.. last.Where(c => !char.IsControl(c)).Take(200)]);
        return clean.Length == 0 ? "upload" : clean;
    }

    private IngestRequest Describe(string fileName, string map) => new()
    {
        Tenant = Scope.Tenant,
        Map = map,
        FileName = fileName,
        Channel = "portal",
        Actor = Actor,
    };

    private async Task LoadAsync() => Maps = [.. (await Store.Tenants.ListMapsAsync(Scope.Tenant, Aborted).ConfigureAwait(false)).Where(MapKinds.ReadsOrders)];
}
