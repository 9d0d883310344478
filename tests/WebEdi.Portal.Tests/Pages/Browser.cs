using System.Net;
using System.Net.Http.Headers;
using AngleSharp;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace WebEdi.Portal.Tests.Pages;

/// <summary>What a person sees: pages, forms and cookies; no script runs.</summary>
internal sealed class Browser(HttpMessageHandler server, string origin = "http://localhost") : IDisposable
{
    private readonly HttpClient _client = new(server, disposeHandler: false) { BaseAddress = new Uri(origin) };

    internal CookieContainer Cookies { get; private set; } = new();

    internal string Language { get; set; } = "ja";

    internal Dictionary<string, string> Headers { get; } = [];

    internal Task<Page> GetAsync(string url, bool follow = true) => SendAsync(HttpMethod.Get, new Uri(new Uri(origin), url), null, follow);

    internal Task<Page> PostAsync(string url, IEnumerable<KeyValuePair<string, string>> fields, bool follow = true) =>
        SendAsync(HttpMethod.Post, new Uri(new Uri(origin), url), () => new FormUrlEncodedContent(fields), follow);

    /// <summary>Sends a form as a browser does: its fields, what is changed in them, and the pressed button.</summary>
    internal Task<Page> SubmitAsync(Page page, string form, object? changes = null, string? button = null, (string Field, string FileName, byte[] Content)? file = null, bool follow = true)
    {
        IHtmlFormElement element = page.Form(form);
        IElement? pressed = button is null ? null : element.QuerySelector(button) ?? throw new InvalidOperationException($"No button {button} in {form}.");
        List<KeyValuePair<string, string>> fields = Fields(element);
        foreach ((string name, string? value) in Changes(changes))
        {
            fields.RemoveAll(f => f.Key == name);
            if (value is not null)
                fields.AddRange(value.Split('\u001f').Select(v => new KeyValuePair<string, string>(name, v)));
        }

        if (pressed?.GetAttribute("name") is { } buttonName)
            fields.Add(new(buttonName, pressed.GetAttribute("value") ?? ""));

        Uri target = new(page.Url, pressed?.GetAttribute("formaction") ?? element.GetAttribute("action") ?? page.Url.PathAndQuery);
        if (string.Equals(element.GetAttribute("method"), "get", StringComparison.OrdinalIgnoreCase))
        {
            string query = new FormUrlEncodedContent(fields).ReadAsStringAsync().GetAwaiter().GetResult();
            return SendAsync(HttpMethod.Get, new UriBuilder(target) { Query = query }.Uri, null, follow);
        }

        return SendAsync(HttpMethod.Post, target, () => Content(fields, file, element.GetAttribute("enctype") == "multipart/form-data"), follow);
    }

    internal Browser Fork()
    {
        Browser other = new(server, origin) { Language = Language };
        other.Cookies.Add(Cookies.GetAllCookies());
        return other;
    }

    public void Dispose() => _client.Dispose();

    private static HttpContent Content(List<KeyValuePair<string, string>> fields, (string Field, string FileName, byte[] Content)? file, bool isMultipart)
    {
        if (!isMultipart)
            return new FormUrlEncodedContent(fields);

        MultipartFormDataContent content = [];
        foreach ((string name, string value) in fields)
            content.Add(new StringContent(value), name);
        if (file is { } upload)
            content.Add(new ByteArrayContent(upload.Content), upload.Field, upload.FileName);
        return content;
    }

    private static List<KeyValuePair<string, string>> Fields(IHtmlFormElement form)
    {
        List<KeyValuePair<string, string>> fields = [];
        foreach (IElement element in form.QuerySelectorAll("input[name], select[name], textarea[name]"))
        {
            string name = element.GetAttribute("name")!;
            string? value = element switch
            {
                IHtmlInputElement { Type: "checkbox" or "radio" } box => box.IsChecked ? box.Value : null,
                IHtmlInputElement { Type: "file" } => null,
                IHtmlInputElement input => input.Value,
                IHtmlSelectElement select => select.Value ?? "",
                IHtmlTextAreaElement area => area.Value,
                _ => null,
            };
            if (value is not null)
                fields.Add(new(name, value));
        }

        return fields;
    }

    private static IEnumerable<(string Name, string? Value)> Changes(object? changes) => changes switch
    {
        null => [],
        IReadOnlyDictionary<string, string?> named => named.Select(c => (c.Key, c.Value)),
        _ => changes.GetType().GetProperties().Select(p => (p.Name, p.GetValue(changes)?.ToString())),
    };

    private async Task<Page> SendAsync(HttpMethod method, Uri url, Func<HttpContent>? content, bool follow)
    {
        for (int hop = 0; ; hop++)
        {
            using HttpRequestMessage request = new(method, url) { Content = content?.Invoke() };
            request.Headers.AcceptLanguage.Add(new StringWithQualityHeaderValue(Language));
            foreach ((string name, string value) in Headers)
                request.Headers.TryAddWithoutValidation(name, value);
            string cookies = Cookies.GetCookieHeader(url);
            if (cookies.Length > 0)
                request.Headers.Add("Cookie", cookies);

            using HttpResponseMessage response = await _client.SendAsync(request, TestContext.Current.CancellationToken);
            if (response.Headers.TryGetValues("Set-Cookie", out IEnumerable<string>? set))
            {
                foreach (string cookie in set)
                    Cookies.SetCookies(url, cookie);
            }

            if (follow && (int)response.StatusCode is 301 or 302 or 303 && response.Headers.Location is { } location && hop < 6)
            {
                (method, url, content) = (HttpMethod.Get, new Uri(url, location), null);
                continue;
            }

            byte[] bytes = await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
            return new Page(url, response.StatusCode, response.Headers.Location, response.Headers.ToDictionary(h => h.Key, h => string.Join("; ", h.Value), StringComparer.OrdinalIgnoreCase), response.Content.Headers.ContentType, bytes);
        }
    }
}

/// <summary>An answer, read as HTML where it is HTML.</summary>
internal sealed record Page(
    Uri Url, HttpStatusCode Status, Uri? Location, IReadOnlyDictionary<string, string> Headers, MediaTypeHeaderValue? MediaType, byte[] Bytes)
{
    private IHtmlDocument? _document;

    internal string Html => System.Text.Encoding.UTF8.GetString(Bytes);

    internal IHtmlDocument Document => _document ??= new HtmlParser().ParseDocument(Html);

    internal string Text => Document.Body?.TextContent ?? "";

    internal IHtmlFormElement Form(string selector) =>
        Document.QuerySelector(selector) as IHtmlFormElement
        ?? Document.QuerySelector(selector)?.Closest("form") as IHtmlFormElement
        ?? throw new InvalidOperationException($"No form {selector} on {Url} ({Status}):\n{Text}");

    internal IReadOnlyList<string> Texts(string selector) => [.. Document.QuerySelectorAll(selector).Select(e => e.TextContent.Trim())];
}
