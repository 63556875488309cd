namespace EmailCar.Addresses;

/// <summary>Frequent misspellings of domains in lists, and their corrections (docs/addresses.md).</summary>
internal static class Typos
{
    /// <summary>Misspelled top-level domains that do not exist (IANA's list of 2025), and their corrections.</summary>
    private static readonly Dictionary<string, string> TopLevels = new(StringComparer.OrdinalIgnoreCase)
    {
        ["con"] = "com",
        ["cmo"] = "com",
        ["ocm"] = "com",
        ["comm"] = "com",
        ["coom"] = "com",
        ["ccom"] = "com",
        ["vom"] = "com",
        ["xom"] = "com",
        ["cpm"] = "com",
        ["nte"] = "net",
        ["nett"] = "net",
        ["cnn"] = "cn",
        ["ccn"] = "cn",
    };

    /// <summary>Misspelled domains of mailbox providers. Similar names that belong to real providers are not included.</summary>
    private static readonly Dictionary<string, string> Domains = Table(
        ("gmail.com", "gmial.com gmai.com gmal.com gamil.com gnail.com gmaill.com gmali.com gmil.com ggmail.com gmail.co gmail.cm gmail.om"),
        ("qq.com", "qq.cm qq.om qq.cpm qq.comcn"),
        ("163.com", "163.cm 163.om 163.comcn 1633.com"),
        ("126.com", "126.cm 126.om 1266.com"),
        ("foxmail.com", "foxmial.com foxmal.com foxmai.com foxmaill.com foxmil.com fxomail.com foxmail.cm"),
        ("sina.com", "sian.com sina.cm"),
        ("hotmail.com", "hotmial.com hotmal.com hotmai.com hotmil.com hotmail.cm hotmai.l.com homtail.com"),
        ("outlook.com", "outlok.com outloo.com outlool.com outllok.com oulook.com outlook.cm"),
        ("yahoo.com", "yaho.com yahooo.com yhaoo.com yahoo.cm"),
        ("icloud.com", "iclod.com icloud.cm icoud.com iclould.com"),
        ("aliyun.com", "aliyu.com aliyum.com aliyun.cm"),
        ("yeah.net", "yeah.ne yeha.net"));

    /// <summary>Returns whether the top-level domain does not exist.</summary>
    public static bool IsNoTopLevel(string label) => TopLevels.ContainsKey(label);

    /// <summary>Returns the address that was probably meant, or null if this one looks right.</summary>
    public static string? Correct(string address)
    {
        var at = address.IndexOf('@') + 1;
        var domain = address.Substring(at);
        var dot = domain.LastIndexOf('.') + 1;
        var corrected = dot > 0 && TopLevels.TryGetValue(domain.Substring(dot), out var topLevel)
            ? domain.Substring(0, dot) + topLevel
            : domain;
        corrected = Domains.TryGetValue(corrected, out var meant) ? meant : corrected;
        return ReferenceEquals(corrected, domain) ? null : address.Substring(0, at) + corrected;
    }

    private static Dictionary<string, string> Table(params (string Meant, string Typed)[] rows)
    {
        var table = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (meant, typed) in rows)
        {
            foreach (var domain in typed.Split(' '))
            {
                table.Add(domain, meant);
            }
        }

        return table;
    }
}
