using System.Text.RegularExpressions;
using WebEdi.Diagnostics;

namespace WebEdi.Portal.Api.Routes;

/// <summary>What a supplier's fields may be. They end up on documents, in mail headers and in addresses of this API.</summary>
internal static partial class SupplierCheck
{
    private const int MaxCode = 35;
    private const int MaxText = 200;
    private const int MaxName = 100;
    private const int MaxAddresses = 20;
    private const int MaxAddress = 254;

    public static IReadOnlyList<Diagnostic> Check(string code, SupplierRequest request)
    {
        List<Diagnostic> faults = [];
        Text(faults, "code", code, MaxCode, isRequired: true);
        Text(faults, "name", request.Name, MaxName, isRequired: true);
        Text(faults, "globalCode", request.GlobalCode, MaxCode);
        Text(faults, "department", request.Department, MaxText);
        Text(faults, "contactName", request.ContactName, MaxText);
        Text(faults, "telephone", request.Telephone, MaxCode);
        Text(faults, "fax", request.Fax, MaxCode);
        Text(faults, "postcode", request.Postcode, MaxCode);
        Text(faults, "address", request.Address, MaxText);
        if (request.RegistrationNumber is { } registration && !RegistrationPattern().IsMatch(registration))
            faults.Add(Fault("registrationNumber", registration, Expect.RegistrationNumber));
        if (request.Language is not (null or "ja" or "en"))
            faults.Add(Fault("language", request.Language, Expect.Value("ja, en")));
        if (request.MailAddresses.Count > MaxAddresses)
            faults.Add(Fault("mailAddresses", $"{request.MailAddresses.Count}", Expect.AtMostEntries(MaxAddresses)));

        for (int i = 0; i < Math.Min(request.MailAddresses.Count, MaxAddresses); i++)
        {
            if (request.MailAddresses[i] is not { Length: <= MaxAddress } address || !AddressPattern().IsMatch(address))
                faults.Add(Fault($"mailAddresses[{i}]", request.MailAddresses[i], Expect.MailAddress));
        }

        return faults;
    }

    private static void Text(List<Diagnostic> faults, string path, string? value, int max, bool isRequired = false)
    {
        bool isEmpty = string.IsNullOrWhiteSpace(value);
        if (isEmpty ? isRequired || value is not null : value!.Length > max || value.Any(char.IsControl))
            faults.Add(Fault(path, value, Expect.PrintableCharacters(1, max)));
    }

    private static Diagnostic Fault(string path, string? found, Expectation expected) =>
        Diagnostic.Create(DiagnosticCodes.FieldInvalid, default, path, found, expected);

    [GeneratedRegex(@"\AT[0-9]{13}\z", RegexOptions.CultureInvariant)]
    private static partial Regex RegistrationPattern();

    /// <summary>One plain address: no display name, no comment, no list, nothing that a mail header would read (S07).</summary>
    [GeneratedRegex(@"\A[A-Za-z0-9.!#$%&*+/=?^_{|}~'-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9-]{0,62}\.)+[A-Za-z]{2,63}\z", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex AddressPattern();
}
