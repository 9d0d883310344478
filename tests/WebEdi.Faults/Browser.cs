using System.Net;
using System.Text.RegularExpressions;

namespace WebEdi.Faults;

/// <summary>A person at the pages: keeps cookies, fills forms in, follows nothing by itself.</summary>
internal sealed partial class Browser : IDisposable
{
    private readonly HttpClient _client = new(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer(), ConnectTimeout = TimeSpan.FromSeconds(2) })
    {
        Timeout = TimeSpan.FromSeconds(20),
    };

    public void Dispose() => _client.Dispose();

    public async Task<string?> GetAsync(Uri address) => await OpenAsync(address) is (HttpStatusCode.OK, { } page) ? page : null;

    /// <summary>Opens a page.</summary>
    /// <returns>The status and the page.</returns>
    public async Task<(HttpStatusCode Status, string Page)> OpenAsync(Uri address)
    {
        using HttpResponseMessage answer = await _client.GetAsync(address);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    /// <summary>Sends a form.</summary>
    /// <returns>The status, where it leads to, and the page.</returns>
    public async Task<(HttpStatusCode Status, string? Location, string Page)> PostAsync(Uri address, IEnumerable<KeyValuePair<string, string>> fields)
    {
        using FormUrlEncodedContent form = new(fields);
        using HttpResponseMessage answer = await _client.PostAsync(address, form);
        return (answer.StatusCode, answer.Headers.Location?.ToString(), await answer.Content.ReadAsStringAsync());
    }

    /// <summary>Reads the hidden fields of the form that holds a text.</summary>
    public static List<KeyValuePair<string, string>> Hidden(string page, string marker)
    {
        string form = Form().Matches(page).Select(m => m.Value).First(f => f.Contains(marker, StringComparison.Ordinal));
        return [.. Input().Matches(form).Select(m => new KeyValuePair<string, string>(WebUtility.HtmlDecode(Name().Match(m.Value).Groups[1].Value), WebUtility.HtmlDecode(Value().Match(m.Value).Groups[1].Value)))];
    }

    [GeneratedRegex("<form.*?</form>", RegexOptions.Singleline)]
    private static partial Regex Form();

    [GeneratedRegex("<input[^>]*type=\"hidden\"[^>]*>")]
    private static partial Regex Input();

    [GeneratedRegex("name=\"([^\"]*)\"")]
    private static partial Regex Name();

    [GeneratedRegex("value=\"([^\"]*)\"")]
    private static partial Regex Value();
}
