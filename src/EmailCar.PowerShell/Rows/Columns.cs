namespace EmailCar.Rows;

/// <summary>
/// The names of the columns of a list, the parameter's own name first. Title is not included, because that column
/// contains Mr and Ms.
/// </summary>
internal static class Columns
{
    public const string To = "To", Subject = "Subject", Html = "Html", From = "From", FromName = "FromName",
        ReplyTo = "ReplyTo", MessageKey = "MessageKey", TrackOpens = "TrackOpens", TrackClicks = "TrackClicks";

    public const string Email = "Email", EmailAddress = "EmailAddress", Mail = "Mail", Recipient = "Recipient",
        ChineseMailbox = "邮箱", ChineseRecipient = "收件人", ChineseEmail = "电子邮件";

    public const string ChineseSubject = "主题", ChineseTitle = "标题";

    public const string Body = "Body", Content = "Content", ChineseBody = "正文", ChineseContent = "内容";

    public const string ChineseFromName = "发件人名称", ChineseReplyTo = "回复地址";

    public static readonly string[] ToNames =
        [To, Email, EmailAddress, Mail, Recipient, ChineseMailbox, ChineseRecipient, ChineseEmail];

    /// <summary>
    /// Additional names in lists from Excel, the most specific first. A row read by Import-EmailCarRecipient has its
    /// address in the column To, so that sending does not need these names.
    /// </summary>
    public static readonly string[] ListedToNames = [.. ToNames.Concat(new[]
    {
        "E-mail", "EMail Address", "E-mail Address", "Mail Address", "Email_Address", "Recipient Email", "邮件", "邮件地址", "邮箱地址",
        "电子邮箱", "电子邮箱地址", "电子邮件地址", "电邮", "邮箱账号", "邮箱帐号", "收件人邮箱", "收件邮箱", "联系邮箱", "常用邮箱", "邮址",
    })];

    /// <summary>Names of other columns in lists. If one of them appears, the text was decoded correctly.</summary>
    public static readonly string[] HeaderWords =
    [
        "姓名", "名字", "名称", "客户", "客户名称", "客户姓名", "联系人", "买家", "收货人", "会员", "昵称", "称呼", "公司", "公司名称", "单位", "部门", "职位", "职务",
        "手机", "手机号", "手机号码", "电话", "联系电话", "联系方式", "地址", "城市", "省份", "地区", "序号", "编号", "工号", "学号", "订单号", "订单编号", "单号", "日期",
        "金额", "备注", "状态", "性别", "年龄", "生日", "产品", "商品", "数量", "单价", "合计",
    ];

    /// <summary>Names of a column with an address to check: the parameter's own name, then the names of recipient columns.</summary>
    public static readonly string[] AddressNames = [.. ListedToNames.Prepend("Address")];

    public static readonly string[] SubjectNames = [Subject, ChineseSubject, ChineseTitle];

    public static readonly string[] HtmlNames = [Html, Body, Content, ChineseBody, ChineseContent];

    public static readonly string[] FromNames = [From];

    public static readonly string[] FromNameNames = [FromName, ChineseFromName];

    public static readonly string[] ReplyToNames = [ReplyTo, ChineseReplyTo];

    /// <summary>Names of the time when an email was submitted, in a send result or a delivery.</summary>
    public static readonly string[] TimeNames = ["Time", "SentAt"];

    /// <summary>Columns of a delivery.</summary>
    public static readonly string[] FailureMessageNames = ["FailureMessage"], StatusNames = ["Status"];

    /// <summary>A column of a send result: whether other recipients have the same task id.</summary>
    public static readonly string[] IsIdSharedNames = ["IsIdShared"];

    public static readonly string[] MessageKeyNames = [MessageKey];

    public const string Text = "Text", Attachment = "Attachment";

    public static readonly string[] AttachmentNames = [Attachment, "Attachments", "附件"];

    public static readonly string[] TrackOpensNames = [TrackOpens];

    public static readonly string[] TrackClicksNames = [TrackClicks];
}
