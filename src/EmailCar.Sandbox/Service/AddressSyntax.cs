namespace EmailCar.Sandbox.Service;

/// <summary>Checks whether a text looks like an address. It accepts more than RFC 5322, and only finds typing errors.</summary>
internal static class AddressSyntax
{
    private const string NeverInLocalPart = "()<>[]:;,\\\"@";

    public static bool IsPlausible(string address)
    {
        var at = address.LastIndexOf('@');
        return address.Length <= 254
            && at is >= 1 and <= 64
            && IsDotted(address.Substring(0, at), minimumParts: 1, IsLocalPart)
            && IsDotted(address.Substring(at + 1), minimumParts: 2, IsDomainLabel);
    }

    private static bool IsDotted(string text, int minimumParts, Func<string, bool> isPart)
    {
        var parts = text.Split('.');
        return parts.Length >= minimumParts && Array.TrueForAll(parts, part => part.Length > 0 && isPart(part));
    }

    private static bool IsLocalPart(string part) =>
        part.All(c => !char.IsWhiteSpace(c) && !char.IsControl(c) && NeverInLocalPart.IndexOf(c) < 0);

    private static bool IsDomainLabel(string part) =>
        part.All(c => char.IsLetterOrDigit(c) || c == '-') && part[0] != '-' && part[part.Length - 1] != '-';
}
