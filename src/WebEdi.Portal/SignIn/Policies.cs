namespace WebEdi.Portal.SignIn;

/// <summary>The rules of access; pages get theirs by their folder.</summary>
internal static class Policies
{
    internal const string Supplier = "supplier";
    internal const string Buyer = "buyer";
    internal const string Admin = "admin";
}
