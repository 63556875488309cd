using System.Text.RegularExpressions;
using EmailCar.Failures;

namespace EmailCar.Http;

/// <summary>
/// The meanings of the service's error texts. Only the first two are documented (docs/service.md, Error answers); the others are
/// likely texts in Chinese and English. The first match is used. "Try again later" alone does not count as "too fast", because
/// such submissions are sent again. The user's patterns have priority.
/// </summary>
internal sealed class ErrorTable
{
    /// <summary>An empty result, not an error, as the response to a query.</summary>
    private const string NoRows = "没有找到数据|没有数据|暂无数据|no data found";

    /// <summary>Excludes messages about the recipient's mailbox instead of the sender's account.</summary>
    private const string NotOfRecipient = "(?<!(收件|接收|目标|对方).{0,6})";

    /// <summary>The time limit for a match; texts have at most a thousand characters.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(250);

    /// <summary>Created at the first error, so that a short run without errors does not need to parse all patterns.</summary>
    private static readonly Lazy<(FailureKind Kind, Regex Text)[]> Rows = new(() =>
    [
        (FailureKind.Authentication, Pattern(NotOfRecipient + "(用户名或密码错误|用户名错误|密码错误|账号或密码|用户不存在或密码)|invalid (user(?! (address|e-?mail))|login|password)|authentication failed")),

        // A state of the account, whatever reason follows. If it were classified as "too fast", the submission would be repeated.
        (FailureKind.AccountClosed, Pattern(NotOfRecipient + "(账号|帐号|账户|帐户).{0,8}(被|已)(暂时|临时|永久)?(关闭|停用|禁用|冻结|限制|封停|封禁|锁定)")),

        // The text that a filter quotes from the email may contain anything.
        (FailureKind.Refused, Pattern("(敏感|违禁|违规|屏蔽)(字|词|内容)|关键词|sensitive (word|content)")),
        (FailureKind.TooFast, Pattern("(?<!(收件|接收|对方).{0,20})(过快|太快|频繁|频密)|频率.{0,2}(过高|超|限)|超(过|出).{0,6}(限速|速率|频率|每秒)|间隔(过|太)(短|小)|(每|一|1) ?秒.{0,12}(只能|只允许|最多|不能|不得|仅|限|超|上限)|too (fast|many requests|frequent)|\\brate.?limit|throttl|per second")),
        (FailureKind.NoPoints, Pattern("(点数|余额|额度|配额).{0,6}(不足|不够|用完|耗尽|已用|为0)|(没有|无).{0,4}(点数|余额|额度)|欠费|insufficient (points|balance|credit)|no points|quota (exceeded|used)")),

        // Not the name of the sender: it concerns only one row, but this kind rejects all rows of the sender.
        (FailureKind.SenderNotRegistered, Pattern("(发件人(?!名|姓名|昵称|显示)|发信人(?!名|姓名|昵称|显示)|发件地址|发送地址|发件邮箱|发信地址).{0,12}((未|没有).{0,4}(注册|登记|审核|认证|验证|备案|授权|通过)|不存在|不合法|非法|无效)|sender(?! ?name).{0,20}(not|un)[ -]?(registered|verified|approved|authori[sz]ed)")),
        (FailureKind.AccountClosed, Pattern(NotOfRecipient + "(账号|帐号|账户|帐户|该用户|接口).{0,8}(关闭|停用|禁用|禁止|冻结|限制|封停|锁定|过期|未开通|未审核|未激活|没有权限)|(没有|无)(接口|API|发送).{0,4}权限|account.{0,20}(closed|suspended|disabled|restricted|locked|expired)|permission denied|not authori[sz]ed")),
        (FailureKind.BadRecipient, Pattern("(收件人|收件地址|收件邮箱|收信人|收信地址|邮箱地址|邮件地址).{0,12}(格式|错误|有误|无效|不合法|非法|不存在)|(invalid|bad|malformed) (recipient|address|e-?mail)|recipient.{0,20}(invalid|rejected|malformed)")),
    ]);

    private static readonly Lazy<Regex> NoRowsText = new(() => Pattern(NoRows));

    private readonly IReadOnlyList<(FailureKind Kind, Regex Text)> _rows;
    private readonly IReadOnlyList<Regex> _noRows;

    private ErrorTable(IEnumerable<(FailureKind Kind, Regex Text)> rows, IEnumerable<Regex> noRows)
    {
        _rows = [.. rows];
        _noRows = [.. noRows];
    }

    /// <summary>The table without the user's patterns.</summary>
    public static ErrorTable BuiltIn { get; } = new([], []);

    /// <summary>Returns the table with the patterns of a settings file; the built-in table if the file does not exist.</summary>
    /// <exception cref="ErrorPatternFileException">The file cannot be read, or does not have the form described in docs/service.md.</exception>
    public static ErrorTable Load(string path)
    {
        if (!File.Exists(path))
        {
            return BuiltIn;
        }

        var patterns = ErrorPatternFile.Read(path);
        return new ErrorTable(
            patterns.Where(p => p.Kind is not null).Select(p => (p.Kind!.Value, p.Text)),
            patterns.Where(p => p.Kind is null).Select(p => p.Text));
    }

    /// <summary>Creates a pattern with the options of this table.</summary>
    /// <exception cref="ArgumentException">The pattern is not a valid regular expression.</exception>
    public static Regex Pattern(string pattern) =>
        new(pattern, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, Patience);

    /// <summary>Returns whether the error text of a query only means that nothing was found.</summary>
    public bool IsNoRows(string? message) => message is not null && _noRows.Append(NoRowsText.Value).Any(text => IsMatch(text, message));

    /// <summary>Returns the meaning of an error text; <see cref="FailureKind.Refused"/> if it is not known.</summary>
    public FailureKind Classify(string? message)
    {
        foreach (var (kind, text) in _rows.Concat(Rows.Value))
        {
            if (message is not null && IsMatch(text, message))
            {
                return kind;
            }
        }

        return FailureKind.Refused;
    }

    /// <summary>
    /// Returns whether a pattern matches. If a user's pattern takes too long for a text, it does not match, and the next one is tried.
    /// </summary>
    private static bool IsMatch(Regex pattern, string message)
    {
        try
        {
            return pattern.IsMatch(message);
        }
        catch (RegexMatchTimeoutException)
        {
            return false;
        }
    }
}
