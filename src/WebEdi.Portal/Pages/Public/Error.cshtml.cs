using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using WebEdi.Portal.Branch;

namespace WebEdi.Portal.Pages;

/// <summary>The one page for refusals: a generic text and an id, nothing of the insides (S50).</summary>
internal sealed class ErrorModel : PageModel
{
    private readonly Texts _texts = Texts.Current;

    internal int Status { get; private set; }

    internal string Id => HttpContext.TraceIdentifier;

    internal string Title => Status switch
    {
        404 or 405 => _texts.NotFoundTitle,
        413 => _texts.TooLargeTitle,
        429 => _texts.TooManyTitle,
        >= 500 => _texts.FailedTitle,
        _ => _texts.BadRequestTitle,
    };

    internal string Text => Status switch
    {
        404 or 405 => _texts.NotFoundText,
        413 => _texts.TooLargeText,
        429 => _texts.TooManyTries,
        >= 500 => _texts.FailedText,
        _ => _texts.BadRequestText,
    };

    public IActionResult OnGet()
    {
        Status = HttpContext.Features.Get<PageErrors.Refusal>()?.Status ?? 404;
        Response.StatusCode = Status;
        return Page();
    }
}
