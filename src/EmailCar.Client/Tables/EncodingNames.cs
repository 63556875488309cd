using System.Globalization;
using System.Text;
using EmailCar.Platform;

namespace EmailCar.Tables;

/// <summary>Finds encodings by the names that PowerShell and .NET use.</summary>
internal static class EncodingNames
{
    /// <summary>Names that PowerShell's own cmdlets accept and .NET does not.</summary>
    private static readonly Dictionary<string, string> OtherNames = new(StringComparer.OrdinalIgnoreCase)
    {
        ["utf8"] = "utf-8",
        ["utf8BOM"] = "utf-8",
        ["utf8NoBOM"] = "utf-8",
        ["unicode"] = "utf-16",
        ["bigEndianUnicode"] = "utf-16BE",
        ["utf32"] = "utf-32",
        ["bigEndianUTF32"] = "utf-32BE",
        ["gb2312"] = "gb18030",
        ["gbk"] = "gb18030",
        ["936"] = "gb18030",
    };

    /// <summary>
    /// Returns the encoding with this name or code page, or null if there is none. All encodings of simplified Chinese are read as GB18030, which
    /// includes them.
    /// </summary>
    public static Encoding? Find(string name)
    {
        name = name.Trim();
        name = OtherNames.TryGetValue(name, out var other) ? other : name;

        // .NET no longer finds it by name, because it is unsafe on the web.
        return name.ToUpperInvariant() is "UTF7" or "UTF-7" or "65000" ? Utf7
            : int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var codePage) ? Encodings.Find(codePage)
            : Encodings.Find(name);
    }

#pragma warning disable SYSLIB0001 // Import-Csv accepts it as well.
    private static Encoding Utf7 => Encoding.UTF7;
#pragma warning restore SYSLIB0001
}
