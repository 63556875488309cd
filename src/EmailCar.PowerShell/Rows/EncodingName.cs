using System.Globalization;
using System.Management.Automation;
using System.Text;
using EmailCar.Lists;

namespace EmailCar.Rows;

/// <summary>Finds encodings as PowerShell's own cmdlets do.</summary>
internal static class EncodingName
{
    /// <summary>
    /// Returns the encoding for a value: an Encoding object, a code page, or a name. Returns null if it is not an encoding.
    /// </summary>
    public static Encoding? Of(object? value) => (value is PSObject wrapped ? wrapped.BaseObject : value) switch
    {
        Encoding encoding => encoding,
        string name => Named(name.Trim()),
        IConvertible number => Named(number.ToString(CultureInfo.InvariantCulture)),
        _ => null,
    };

    /// <summary>Returns the encoding for a name whose meaning depends on the edition of PowerShell and on the system.</summary>
    private static Encoding? Named(string name) => name.ToUpperInvariant() switch
    {
        "DEFAULT" => Encoding.Default,
        "ANSI" => RecipientList.FindEncoding(CultureInfo.CurrentCulture.TextInfo.ANSICodePage.ToString(CultureInfo.InvariantCulture)) ?? Encoding.Default,
        "OEM" => RecipientList.FindEncoding(CultureInfo.CurrentCulture.TextInfo.OEMCodePage.ToString(CultureInfo.InvariantCulture)) ?? Encoding.Default,
        _ => RecipientList.FindEncoding(name),
    };
}
