using System.Globalization;

namespace WebEdi.Cli;

/// <summary>Tells a person how far a long file has been read; silent where nobody watches.</summary>
internal sealed class Progress(TextWriter errors, InputFile file)
{
    private const long WorthTelling = 32L * 1024 * 1024;

    private readonly bool _watched = !Console.IsErrorRedirected && file.Content.Length > WorthTelling;
    private int _told = -1;

    public void Tell()
    {
        if (!_watched)
            return;

        int percent = (int)(file.Content.Position * 100 / file.Content.Length);
        if (percent == _told)
            return;

        _told = percent;
        errors.Write(string.Create(CultureInfo.InvariantCulture, $"\r{file.Name}: {percent,3} %"));
    }

    public void End()
    {
        if (_watched)
            errors.WriteLine();
    }
}
