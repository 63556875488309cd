namespace EmailCar;

/// <summary>
/// The names under which a column of a list goes, the parameter's own first. Title is none of them: that column
/// holds Mr and Ms.
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

    /// <summary>Of an address to be checked: the parameter's own name, then those of a recipient.</summary>
    public static readonly string[] AddressNames = ["Address", .. ToNames];

    public static readonly string[] SubjectNames = [Subject, ChineseSubject, ChineseTitle];

    public static readonly string[] HtmlNames = [Html, Body, Content, ChineseBody, ChineseContent];

    public static readonly string[] FromNames = [From];

    public static readonly string[] FromNameNames = [FromName, ChineseFromName];

    public static readonly string[] ReplyToNames = [ReplyTo, ChineseReplyTo];

    /// <summary>When a mail was submitted: of a send result, or of a delivery.</summary>
    public static readonly string[] TimeNames = ["Time", "SentAt"];

    public static readonly string[] MessageKeyNames = [MessageKey];

    public static readonly string[] TrackOpensNames = [TrackOpens];

    public static readonly string[] TrackClicksNames = [TrackClicks];
}
