using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using WebEdi.Portal.SignIn;

namespace WebEdi.Portal.Pages;

internal sealed class SignOutModel(Sessions sessions) : PageModel
{
    public IActionResult OnGet() => NotFound();

    public async Task<IActionResult> OnPostAsync()
    {
        await sessions.EndAsync(HttpContext).ConfigureAwait(false);
        // Whatever the browser kept of the pages goes too: the next person at this computer presses Back.
        Response.Headers["Clear-Site-Data"] = "\"cache\"";
        return Redirect(Url.Content("~/sign-in"));
    }
}
