using EmailCar.Sandbox.Listening;

namespace EmailCar.Sandbox.Smtp;

/// <summary>The reply to the client, without the last line break.</summary>
/// <param name="Text">The code and the text; if there are several lines, each has the code.</param>
/// <param name="Ending">How much of it is sent.</param>
internal sealed record SmtpReply(string Text, AnswerEnding Ending = AnswerEnding.Whole)
{
    public static SmtpReply Ok { get; } = new("250 2.0.0 Ok");

    public static SmtpReply Bye { get; } = Last("221 2.0.0 Bye");

    public static SmtpReply Unknown { get; } = new("500 5.5.2 Command not recognized");

    public static SmtpReply BadOrder { get; } = new("503 5.5.1 Bad sequence of commands");

    public static SmtpReply LoginRequired { get; } = new("530 5.7.0 Authentication required");

    public static SmtpReply TooLarge { get; } = new("552 5.3.4 Message too large");

    /// <summary>Whether the connection is closed afterwards.</summary>
    public bool IsLast { get; private init; }

    /// <summary>Returns a reply after which the connection is closed.</summary>
    public static SmtpReply Last(string text) => new(text) { IsLast = true };

    public static SmtpReply BadArgument(string what) => new($"501 5.5.4 {what}");
}
