using System.Globalization;

namespace EmailCar;

/// <summary>Points left on an account (docs/service.md, user/balance).</summary>
public sealed class Balance
{
    /// <summary>The points of an account.</summary>
    public Balance(string userName, decimal? email, decimal? sms, decimal? ad)
    {
        UserName = userName;
        Email = email;
        Sms = sms;
        Ad = ad;
    }

    /// <summary>The account's login.</summary>
    public string UserName { get; }

    /// <summary>Points for email; null when the service did not say.</summary>
    public decimal? Email { get; }

    /// <summary>Points for text messages; null when the service did not say.</summary>
    public decimal? Sms { get; }

    /// <summary>Points for advertising email; null when the service did not say.</summary>
    public decimal? Ad { get; }

    /// <summary>The login and its points for email.</summary>
    public override string ToString() => string.Format(CultureInfo.InvariantCulture, "{0}: {1}", UserName, Email);
}
