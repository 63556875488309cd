using System.Text.RegularExpressions;

namespace EmailCar.Suppressing;

/// <summary>What a failed delivery shows about its address.</summary>
public enum BounceKind
{
    /// <summary>Nothing: the failure was temporary, the mailbox was full, the content was rejected, or no reason was given.</summary>
    Soft,

    /// <summary>The email was rejected, and not for a reason that counts as <see cref="Soft"/>.</summary>
    Hard,

    /// <summary>The address does not exist, or no longer exists.</summary>
    Permanent,
}

/// <summary>
/// The reasons why deliveries fail. The service passes on the replies of mail servers, in English or reworded in Chinese; there is no
/// complete list of the texts (docs/suppression.md). An ambiguous text is read as the kind that suppresses less.
/// </summary>
public static class Bounces
{
    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;

    /// <summary>
    /// A reply code (RFC 5321, 4.2) or an enhanced status code (RFC 3463). The first code decides whether the failure is temporary.
    /// </summary>
    private static readonly Regex Code = new(@"(?<![\w.@-])([245])(?:\d\d(?![\w.@])|\.\d{1,3}\.\d{1,3}(?![\w.@]))", Options);

    /// <summary>No such user, closed mailbox or no such domain: 5.1.1, 5.1.2, 5.1.3, 5.1.6, 5.1.10, 5.2.1, or the same in words.</summary>
    private static readonly Regex Permanent = new(
        @"(?<![\w.])5\.(?:1\.(?:1|2|3|6|10)|2\.1)(?![\w.])"
        + @"|\b(?:unknown|no such|non-?existent|invalid|unrouteable|undeliverable) (?:local |e-?mail )?(?:user|mailbox|recipient|account|address|domain|mail domain)\b"
        + @"|\b(?:user|mailbox|recipient|account|address|domain)(?: name| address)?(?: <[^>]*>| \S+@\S+)? (?:is |was )?(?:unknown|not found|not known|does ?n[o']t exist|no longer exists|not exist|disabled|deactivated|suspended|closed|inactive|has been (?:disabled|deactivated|suspended|closed))"
        + @"|\b(?:no mailbox (?:here )?by that name|not a valid mailbox|(?:does not|doesn't) have an? (?:\S+ )?account|nxdomain|null mx|no mx (?:record|host)s?)\b"
        + @"|\bdoes not exist\b"
        + @"|(?:用户|帐号|账号|帐户|账户|邮箱|邮箱地址|收件人|收件人地址|收信人|地址|邮件地址|域名|收件域名)(?:名)?(?:已经?)?(?:不存在|未找到|找不到|无效|停用|被停用|禁用|被禁用|注销|被注销|冻结|被冻结|关闭|被关闭)"
        + @"|(?:无此|没有此|没有该|无该|找不到|查无|不存在的|未知的?)(?:用户|帐号|账号|收件人|收信人|邮箱|此人|域名)",
        Options);

    /// <summary>Temporary failures, full mailboxes, and rejections of the content or the sender.</summary>
    private static readonly Regex Soft = new(
        @"(?<![\w.])5\.(?:2\.2|2\.3|3\.\d+|7\.\d+)(?![\w.])"
        + @"|\b(?:full|quota|over ?size|too large|size limit|storage|spam|junk|virus|malware|phish\w*|content|policy|black ?list(?:ed)?|block(?:ed)? ?list|blocked|blocklisted|reputation|dmarc|dkim|spf|grey ?list\w*|gray ?list\w*|rate|too many|too fast|throttl\w+|defer\w*|temporar\w+|try (?:again|later)|try again|time[d ]?-?out|timeout|connection|unreachable|busy|refused to talk|relay\w*|authenticat\w+|access denied)\b"
        + @"|空间|容量|已满|满了|配额|超限|超出|过大|太大|垃圾|病毒|内容|策略|拦截|拒收|屏蔽|黑名单|灰名单|信誉|频率|频繁|过快|过多|暂时|临时|稍后|重试|超时|连接|繁忙|认证",
        Options);

    /// <summary>Returns what a failure shows about the address.</summary>
    /// <param name="message">The service's failure_msg (docs/service.md, mail/lists).</param>
    public static BounceKind KindOf(string message)
    {
        if (string.IsNullOrWhiteSpace(message) || Code.Match(message) is { Success: true } code && code.Groups[1].Value != "5")
        {
            return BounceKind.Soft;
        }

        return Soft.IsMatch(message) ? BounceKind.Soft : Permanent.IsMatch(message) ? BounceKind.Permanent : BounceKind.Hard;
    }
}
