using Microsoft.Extensions.Options;

namespace WebEdi.Engine;

[OptionsValidator]
internal sealed partial class EdiOptionsValidator : IValidateOptions<EdiOptions>;

/// <summary>What attributes cannot say: durations and the address.</summary>
internal sealed class EdiOptionsDurations : IValidateOptions<EdiOptions>
{
    public ValidateOptionsResult Validate(string? name, EdiOptions options)
    {
        List<string> faults = [];
        Between(nameof(options.Lease), options.Lease, TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(10), faults);
        Between(nameof(options.PollInterval), options.PollInterval, TimeSpan.FromMilliseconds(100), TimeSpan.FromMinutes(5), faults);
        Between(nameof(options.RetryDelay), options.RetryDelay, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1), faults);
        Between(nameof(options.MaxRetryDelay), options.MaxRetryDelay, options.RetryDelay, TimeSpan.FromDays(1), faults);
        Between(nameof(options.UnknownDelay), options.UnknownDelay, TimeSpan.FromSeconds(1), TimeSpan.FromDays(1), faults);
        Between(nameof(options.GiveUpAfter), options.GiveUpAfter, TimeSpan.FromMinutes(1), TimeSpan.FromDays(365), faults);

        if (options.Url is { } url && (!url.IsAbsoluteUri || (url.Scheme != Uri.UriSchemeHttp && url.Scheme != Uri.UriSchemeHttps)))
            faults.Add($"WebEdi:Url is '{url}'; expected an absolute http or https address.");

        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static void Between(string name, TimeSpan value, TimeSpan least, TimeSpan most, List<string> faults)
    {
        if (value < least || value > most)
            faults.Add($"WebEdi:{name} is {value:c}; expected {least:c} to {most:c}.");
    }
}
