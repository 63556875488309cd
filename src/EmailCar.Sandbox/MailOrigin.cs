namespace EmailCar.Sandbox;

/// <summary>The way by which an email came in.</summary>
public enum MailOrigin
{
    /// <summary>By a request to mail/send (docs/service.md, mail/send).</summary>
    WebApi,

    /// <summary>By SMTP.</summary>
    Smtp,
}
