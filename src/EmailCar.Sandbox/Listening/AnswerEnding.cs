namespace EmailCar.Sandbox.Listening;

/// <summary>How much of a response is sent.</summary>
internal enum AnswerEnding
{
    /// <summary>The whole response.</summary>
    Whole,

    /// <summary>The head and half of the body; then the connection is closed.</summary>
    Half,

    /// <summary>Nothing: the connection is closed.</summary>
    Nothing,

    /// <summary>Nothing, and the connection stays open until the client closes it.</summary>
    Silence,
}
