using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using WebEdi.Storage;

namespace WebEdi.Portal.Pages;

/// <summary>Leads everybody to the page that their day begins with.</summary>
internal sealed class IndexModel : PageModel
{
    public IActionResult OnGet() => Redirect(Url.Content(User.IsInRole(nameof(AccountRole.Supplier)) ? "~/orders" : "~/buyer"));
}
