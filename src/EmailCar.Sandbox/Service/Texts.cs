namespace EmailCar.Sandbox.Service;

/// <summary>
/// The texts of <c>msg</c>, and the values for readers who open emails. Only the first four texts are documented
/// (docs/service.md); the others are plausible ones.
/// </summary>
internal static class Texts
{
    public const string BadLogin = "用户名或密码错误";
    public const string NothingFound = "没有找到数据";
    public const string Sent = "邮件发送成功";
    public const string Found = "数据成功获取";

    public const string OnlyPost = "只支持POST请求";
    public const string OnlyForm = "请求格式必须为application/x-www-form-urlencoded";
    public const string OnlyUtf8 = "请求内容不是有效的UTF-8编码";
    public const string TooLarge = "请求内容过大";
    public const string TooFast = "发送频率过快,请稍后再试";
    public const string TooManyRecipients = "收件人数量不能超过50个";
    public const string SenderNotRegistered = "发件人地址未注册";
    public const string BadSender = "发件人地址格式错误";
    public const string BadReplyTo = "回复地址格式错误";
    public const string NotEnoughPoints = "邮箱点数不足";
    public const string Bounced = "550 用户不存在";

    /// <summary>An address reserved for documentation (RFC 5737).</summary>
    public const string OpenerIp = "203.0.113.25";

    public const string OpenerAgent = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:128.0) Gecko/20100101 Thunderbird/128.0";

    public static string Missing(string field) => $"{Label(field)}({field})不能为空";

    public static string BadRecipient(string address) => $"收件人地址格式错误: {address}";

    public static string NotAFlag(string field) => $"参数{field}只能为0或1";

    public static string NotADate(string field) => $"参数{field}格式错误,应为YYYY-MM-DD";

    public static string NotANumber(string field) => $"参数{field}必须为正整数";

    private static string Label(string field) => field switch
    {
        "from" => "发件人地址",
        "fromname" => "发件人名称",
        "to" => "收件人",
        "subject" => "邮件主题",
        "html" => "邮件内容",
        _ => "参数",
    };
}
