using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using WebEdi.Portal.Branch;

namespace WebEdi.Portal.Pages;

internal sealed class LanguageModel : PageModel
{
    public IActionResult OnGet() => NotFound();

    public IActionResult OnPost(string? culture, string? returnUrl)
    {
        Languages.Remember(HttpContext, culture ?? "");
        return Redirect(Url.Content(LocalUrl.Clean(returnUrl)));
    }
}
