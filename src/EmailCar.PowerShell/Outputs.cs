namespace EmailCar;

/// <summary>
/// The client's types as OutputType names them: as text, which the engine follows when it completes the properties of an
/// output. A typeof would load the client as soon as somebody asks for a command's parameters.
/// </summary>
internal static class Outputs
{
    public const string Balance = Models + nameof(EmailCar.Balance) + Assembly;

    public const string Delivery = Models + nameof(EmailCar.Delivery) + Assembly;

    public const string SendResult = Models + nameof(EmailCar.SendResult) + Assembly;

    public const string Stats = Models + nameof(EmailCar.Stats) + Assembly;

    private const string Models = nameof(EmailCar) + ".";

    private const string Assembly = ", " + nameof(EmailCar) + ".Client";
}
