using System.Globalization;
using System.Xml.Linq;
using EmailCar.Reports;

namespace EmailCar.Testing;

/// <summary>Reports on invented emails, always the same ones, with the module's own texts.</summary>
internal static class ReportSamples
{
    /// <summary>When all reports are created.</summary>
    public static readonly DateTimeOffset Now = new(2026, 5, 18, 7, 30, 0, TimeSpan.FromHours(8));

    private static readonly string[] Domains = ["qq.com", "163.com", "example.com", "gmail.com", "outlook.com", "sina.com", "aliyun.com", "126.com"];

    private static readonly string[] Reasons =
    [
        "550 用户不存在",
        "552 邮箱空间已满",
        "550 5.1.1 <user1@example.com>: Recipient address rejected: User unknown in virtual mailbox table",
        "421 Too many connections from your host, try again later",
        "554 DT:SPM 发送的邮件内容包含了未被许可的信息，或被系统识别为垃圾邮件。请检查是否有用户发送病毒或者垃圾邮件",
        "Connection timed out while waiting for the initial greeting of the server",
        "550 Mail content denied. http://service.mail.example.com/cgi-bin/help?subtype=1&&id=20022&&no=1000726",
        "<script>alert('x')</script> & \"quoted\" {{Name}}",
    ];

    private static DateTime Today => EmailCarClient.DayOf(Now);

    /// <summary>Returns the texts of the module in a language.</summary>
    public static ReportLanguage Language(string culture, string repositoryRoot)
    {
        var file = culture.StartsWith("zh", StringComparison.Ordinal) ? "Strings.zh-CN.resx" : "Strings.resx";
        var strings = XDocument.Load(Path.Combine(repositoryRoot, "src", "EmailCar.PowerShell", file)).Descendants("data")
            .ToDictionary(data => data.Attribute("name")!.Value, data => data.Element("value")!.Value);
        return new ReportLanguage(
            CultureInfo.GetCultureInfo(culture),
            typeof(ReportText).GetEnumValues().Cast<ReportText>().ToDictionary(text => text, text => strings["Report" + text]));
    }

    /// <summary>Returns a week in which almost all emails are delivered.</summary>
    public static Report GoodWeek()
    {
        var figures = Figures(7);
        Fill(figures, 14, day => 400 + (37 * day % 120), failed: day => 3 + (day % 4), pending: day => day == 0 ? 6 : 0, 3);
        figures.Add(new Balance("user@example.com", 84_250, null, null));
        return figures.Complete(Today);
    }

    /// <summary>Returns a week with an invalid list, a domain that rejects emails, and a run that ended early.</summary>
    public static Report BadWeek()
    {
        var figures = Figures(7);
        Fill(figures, 14, day => 900 + (83 * day % 400), failed: day => day < 4 ? 880 : 40, pending: day => day < 5 ? 25 : 1, 3);
        for (var i = 0; i < 1930; i++)
        {
            figures.Add(SendStatus.Rejected, Now.AddDays(-1), $"user{i}@exmaple.con", "'.con' is not a top-level domain.");
        }

        for (var i = 0; i < 50; i++)
        {
            figures.Add(SendStatus.Unknown, Now.AddDays(-1), $"user{i}@qq.com", "The connection was lost.");
            figures.Add(SendStatus.NotSent, Now.AddDays(-1), $"user{i}@163.com", "The run ended.");
        }

        figures.Add(new Balance("user@example.com", 2_150, null, null));
        return figures.Complete(Today);
    }

    /// <summary>Returns a week without emails.</summary>
    public static Report EmptyWeek() => Figures(7).Complete(Today);

    /// <summary>Returns 31 days with everything that a report can contain, and large numbers.</summary>
    public static Report Month()
    {
        var figures = Figures(31);
        Fill(figures, 62, day => 1100 + (353 * day % 900) - (day % 7 is 2 or 3 ? 700 : 0), failed: day => 60 + (17 * day % 90), pending: day => day < 31 ? 10 + day : 0, 7);
        figures.Add(new Balance("user@example.com", 1_984_250, null, null));
        return figures.Complete(Today);
    }

    /// <summary>Returns a year, by week.</summary>
    public static Report Year()
    {
        var figures = Figures(365);
        Fill(figures, 365, day => 20 + (day * 7 % 30), failed: day => day % 5, pending: _ => 0, 7);
        return figures.Complete(Today);
    }

    private static ReportFigures Figures(int days) => new(new ReportPeriod(Today.AddDays(-days), Today.AddDays(-1)));

    /// <param name="figures">The figures that count the deliveries.</param>
    /// <param name="days">The number of days, up to yesterday.</param>
    /// <param name="total">Returns the number of emails of a day; 0 is yesterday.</param>
    /// <param name="failed">Returns the number of failed emails.</param>
    /// <param name="pending">Returns the number of pending emails.</param>
    /// <param name="opens">One of this many emails is opened.</param>
    private static void Fill(ReportFigures figures, int days, Func<int, int> total, Func<int, int> failed, Func<int, int> pending, int opens)
    {
        for (var day = 0; day < days; day++)
        {
            for (var i = 0; i < total(day); i++)
            {
                var status = i < failed(day) ? DeliveryStatus.Failed : i < failed(day) + pending(day) ? DeliveryStatus.Sending : DeliveryStatus.Delivered;
                var domain = Domains[status == DeliveryStatus.Failed ? i * i % 3 : i % Domains.Length];
                var reason = status == DeliveryStatus.Failed ? Reasons[i % (1 + (i % Reasons.Length))] : "";
                figures.Add(new Delivery(
                    null, $"user{i}@{domain}", "Hello", "support@example.com", "Example", "support@example.com",
                    Now.AddDays(-1 - day), status, i % opens == 1 ? 1 : 0, "", "", reason));
            }
        }
    }
}
