namespace EmailCar;

/// <summary>Points left on an account (docs/service.md, user/balance).</summary>
/// <param name="UserName">The account's login.</param>
/// <param name="Email">Points for e-mail; null when the service did not say.</param>
/// <param name="Sms">Points for text messages; null when the service did not say.</param>
/// <param name="Ad">Points for advertising mail; null when the service did not say.</param>
public sealed record Balance(string UserName, decimal? Email, decimal? Sms, decimal? Ad);
