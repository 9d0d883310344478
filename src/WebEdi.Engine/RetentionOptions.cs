using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace WebEdi;

/// <summary>How long what is kept, section <c>WebEdi:Retention</c>. 0 days: for ever.</summary>
/// <remarks>
/// A tenant on legal hold (<see cref="Storage.TenantProfile.IsOnLegalHold"/>) loses nothing. Documents of electronic transactions are kept for seven years in Japan, ten
/// where a loss is carried forward (Electronic Books Preservation Act, 電子帳簿保存法, with the tax laws it refers to); the defaults leave a year to that.
/// </remarks>
public sealed class RetentionOptions
{
    /// <summary>Gets or sets for how long an order is kept after anything happened to it last.</summary>
    /// <value>0-36,500 days. The default is 4,018: eleven years.</value>
    [Range(0, 36_500)]
    public int Documents { get; set; } = 4_018;

    /// <summary>Gets or sets for how long a file is kept that brought no order that is still there.</summary>
    /// <value>0-36,500 days. The default is 4,018: eleven years.</value>
    [Range(0, 36_500)]
    public int Files { get; set; } = 4_018;

    /// <summary>Gets or sets for how long the steps of orders are kept.</summary>
    /// <value>0-36,500 days. The default is 4,018: eleven years.</value>
    [Range(0, 36_500)]
    public int Trace { get; set; } = 4_018;

    /// <summary>Gets or sets for how long the security log is kept.</summary>
    /// <value>0 or 90-36,500 days. The default is 400.</value>
    [Range(0, 36_500)]
    public int Audit { get; set; } = 400;

    /// <summary>Gets or sets for how long the identities of what has left and of what was submitted are kept, by which a repeated cause is known again, and captured mails.</summary>
    /// <value>0-36,500 days. The default is 400.</value>
    [Range(0, 36_500)]
    public int Outbox { get; set; } = 400;
}

[OptionsValidator]
internal sealed partial class RetentionOptionsAnnotations : IValidateOptions<RetentionOptions>;

internal sealed class RetentionOptionsValidator : IValidateOptions<RetentionOptions>
{
    private const int LeastAudit = 90;

    public ValidateOptionsResult Validate(string? name, RetentionOptions options)
    {
        ValidateOptionsResultBuilder result = new();
        result.AddResult(new RetentionOptionsAnnotations().Validate(name, options));
        if (options.Audit is > 0 and < LeastAudit)
            result.AddError($"is {options.Audit}; expected 0 or {LeastAudit} to 36,500 days.", "WebEdi:Retention:Audit");
        return result.Build();
    }
}
