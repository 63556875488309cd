namespace EmailCar;

/// <summary>How a submission reaches the service.</summary>
public enum SendVia
{
    /// <summary>A request to the WebAPI (docs/service.md, mail/send).</summary>
    WebApi,

    /// <summary>SMTP.</summary>
    Smtp,
}
