namespace EmailCar.Sandbox;

/// <summary>How an email was submitted.</summary>
public enum MailOrigin
{
    /// <summary>By a request to mail/send (docs/service.md, mail/send).</summary>
    WebApi,

    /// <summary>By SMTP.</summary>
    Smtp,
}
