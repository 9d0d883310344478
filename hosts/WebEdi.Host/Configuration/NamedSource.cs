using Microsoft.Extensions.Configuration.Memory;

namespace WebEdi.Host.Configuration;

/// <summary>Settings with a name for people, so that <c>describe</c> can tell where a value comes from.</summary>
internal sealed class NamedSource(string name, IEnumerable<KeyValuePair<string, string?>> settings) : IConfigurationSource
{
    /// <summary>Makes the source of all variables that begin with <c>WEBEDI_</c>.</summary>
    public static NamedSource FromEnvironment(System.Collections.IDictionary environment)
    {
        List<KeyValuePair<string, string?>> settings = [];
        foreach (System.Collections.DictionaryEntry entry in environment)
        {
            string variable = (string)entry.Key;
            if (variable.StartsWith(SettingNames.Prefix, StringComparison.OrdinalIgnoreCase))
                settings.Add(new(SettingNames.KeyOf(variable), (string?)entry.Value));
        }

        return new NamedSource("environment", settings);
    }

    public IConfigurationProvider Build(IConfigurationBuilder builder) => new NamedProvider(name, settings);

    private sealed class NamedProvider(string name, IEnumerable<KeyValuePair<string, string?>> settings)
        : MemoryConfigurationProvider(new MemoryConfigurationSource { InitialData = settings })
    {
        public override string ToString() => name;
    }
}
