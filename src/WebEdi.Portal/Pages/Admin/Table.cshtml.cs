using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using WebEdi.Diagnostics;
using WebEdi.Storage;

namespace WebEdi.Portal.Pages;

/// <summary>Edits a table, or takes one from a file, and saves it as the next version.</summary>
[Api.Safety.Costly]
internal sealed class TableModel(IEdi edi, TimeProvider time) : PortalPage(edi, time)
{
    internal const int LongestText = 200_000;

    internal string Name { get; private set; } = "";

    internal string Body { get; private set; } = "";

    internal bool IsNew { get; private set; }

    internal bool IsTooLong { get; private set; }

    internal int Saved { get; private set; }

    internal StoredTable? Stored { get; private set; }

    internal IReadOnlyList<string> Errors { get; private set; } = [];

    internal IReadOnlyList<Diagnostic> Issues { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(string? name, int saved)
    {
        Saved = saved;
        IsNew = string.IsNullOrEmpty(name);
        Body = IsNew ? "コード,読替後\r\n" : "";
        if (IsNew)
            return Page();

        Name = name!;
        return await LoadAsync().ConfigureAwait(false) ? Page() : NotFound();
    }

    public async Task<IActionResult> OnGetContentAsync(string? name)
    {
        Name = name ?? "";
        if (await FindAsync().ConfigureAwait(false) is not { } stored)
            return NotFound();

        string text = await Store.Tenants.ReadTableAsync(Scope.Tenant, Name, stored.Version, Aborted).ConfigureAwait(false) ?? "";
        bool isJson = text.AsSpan().TrimStart() is ['[', ..];
        return File(Encoding.UTF8.GetPreamble().AsSpan(0, isJson ? 0 : 3).ToArray().Concat(Encoding.UTF8.GetBytes(text)).ToArray(), isJson ? "application/json" : "text/csv; charset=utf-8", stored.Name + (isJson ? ".json" : ".csv"));
    }

    public async Task<IActionResult> OnPostAsync(string? name, string? content, IFormFile? file)
    {
        (Name, Body) = (name ?? "", content ?? "");
        Stored = await FindAsync().ConfigureAwait(false);
        IsNew = Stored is null;
        bool isFile = file is { Length: > 0 };
        if (!isFile && Body.Length > LongestText)
        {
            Errors = [T.TooLargeText];
        }
        else
        {
            ReadOnlyMemory<byte> bytes = isFile ? await ReadAsync(file!).ConfigureAwait(false) : Encoding.UTF8.GetBytes(Body);
            Result<StoredTable> result = await Edi.SaveTableAsync(Scope.Tenant, Name, bytes, Actor, Aborted).ConfigureAwait(false);
            if (result.Succeeded)
            {
                await AuditAsync(result.Value, "table-saved").ConfigureAwait(false);
                return Redirect(Url.Content("~/admin/table") + LocalUrl.Query(("name", Name), ("saved", result.Value.Version.ToString(CultureInfo.InvariantCulture))));
            }

            Issues = result.Diagnostics;
        }

        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }

    public async Task<IActionResult> OnPostDeleteAsync(string? name)
    {
        Name = name ?? "";
        Result<StoredTable>? deleted = await Edi.DeleteTableAsync(Scope.Tenant, Name, Actor, Aborted).ConfigureAwait(false);
        if (deleted is null)
            return NotFound();
        if (deleted.Succeeded)
        {
            await AuditAsync(deleted.Value, "table-deleted").ConfigureAwait(false);
            return Redirect(Url.Content("~/admin/tables"));
        }

        await LoadAsync().ConfigureAwait(false);
        Issues = deleted.Diagnostics;
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }

    private async Task<bool> LoadAsync()
    {
        if (await FindAsync().ConfigureAwait(false) is not { } stored)
            return false;

        Stored = stored;
        Body = await Store.Tenants.ReadTableAsync(Scope.Tenant, Name, stored.Version, Aborted).ConfigureAwait(false) ?? "";
        IsTooLong = Body.Length > LongestText;
        if (IsTooLong)
            Body = "";
        return true;
    }

    private async Task<StoredTable?> FindAsync() =>
        Name.Length is > 0 and <= 60 && await Store.Tenants.FindTableAsync(Scope.Tenant, Name, null, Aborted).ConfigureAwait(false) is { IsDeleted: false } stored ? stored : null;

    private async Task<byte[]> ReadAsync(IFormFile file)
    {
        using MemoryStream bytes = new();
        await file.CopyToAsync(bytes, Aborted).ConfigureAwait(false);
        return bytes.ToArray();
    }

    private Task AuditAsync(StoredTable table, string action) => Store.Audit.AppendAsync(
        new AuditEntry(Scope.Tenant, table.SavedAt, Actor, Api.Safety.ClientAddress.Of(HttpContext), action, $"{table.Name} v{table.Version}", true), Aborted);
}
