using WebEdi.Documents;

namespace WebEdi.Engine.Mapping.Kinds;

/// <summary>What has been said about an organisation so far.</summary>
internal struct PartyDraft
{
    public string? Code;
    public string? GlobalCode;
    public string? Name;
    public string? Department;
    public string? ContactName;
    public string? Telephone;
    public string? Fax;
    public string? Postcode;
    public string? Address;
    public string? RegistrationNumber;
    private bool _any;

    /// <summary>Gets a value indicating whether anything was said.</summary>
    public readonly bool IsSaid => _any;

    public static void Set(ref PartyDraft party, int part, string text)
    {
        party._any = true;
        switch (part)
        {
            case 0: party.Code = text; break;
            case 1: party.GlobalCode = text; break;
            case 2: party.Name = text; break;
            case 3: party.Department = text; break;
            case 4: party.ContactName = text; break;
            case 5: party.Telephone = text; break;
            case 6: party.Fax = text; break;
            case 7: party.Postcode = text; break;
            case 8: party.Address = text; break;
            default: party.RegistrationNumber = text; break;
        }
    }

    /// <summary>Makes the organisation; one without a code where nothing was said.</summary>
    public readonly Party BuildOrEmpty() => Build() ?? new Party { Code = "" };

    /// <summary>Makes the organisation; null where nothing was said.</summary>
    public readonly Party? Build() => !_any ? null : new Party
    {
        Code = Code ?? "",
        GlobalCode = GlobalCode,
        Name = Name,
        Department = Department,
        ContactName = ContactName,
        Telephone = Telephone,
        Fax = Fax,
        Postcode = Postcode,
        Address = Address,
        RegistrationNumber = RegistrationNumber,
    };
}
