using System.Globalization;

namespace EmailCar;

/// <summary>The remaining points of an account (docs/service.md, user/balance).</summary>
public sealed class Balance
{
    /// <summary>Creates the balance of an account.</summary>
    public Balance(string userName, decimal? email, decimal? sms, decimal? ad)
    {
        UserName = userName;
        Email = email;
        Sms = sms;
        Ad = ad;
    }

    /// <summary>The user name of the account.</summary>
    public string UserName { get; }

    /// <summary>The points for email; null if the service did not return them.</summary>
    public decimal? Email { get; }

    /// <summary>The points for text messages; null if the service did not return them.</summary>
    public decimal? Sms { get; }

    /// <summary>The points for advertising email; null if the service did not return them.</summary>
    public decimal? Ad { get; }

    /// <summary>Returns the user name and the points for email.</summary>
    public override string ToString() => string.Format(CultureInfo.InvariantCulture, "{0}: {1}", UserName, Email);
}
