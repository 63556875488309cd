using System.Text;
using EmailCar.Sandbox.Service;

namespace EmailCar.Sandbox.Smtp;

/// <summary>AUTH PLAIN and AUTH LOGIN (RFC 4616 and the draft of LOGIN).</summary>
internal sealed class SmtpLogin(SmtpStream stream, string userName, string password)
{
    private const int MaximumFailures = 3;

    private int _failures;

    public bool IsLoggedIn { get; private set; }

    public void Forget() => IsLoggedIn = false;

    /// <param name="argument">The mechanism, possibly with the initial response of the client.</param>
    /// <returns>The last reply; null if the client disconnected.</returns>
    public async Task<SmtpReply?> AnswerAsync(string argument)
    {
        var words = argument.Split([' '], StringSplitOptions.RemoveEmptyEntries);
        var first = words.Length > 1 ? words[1] : null;
        var mechanism = words.Length is 1 or 2 ? words[0].ToUpperInvariant() : "";
        if (mechanism is not ("PLAIN" or "LOGIN"))
        {
            return new SmtpReply("504 5.5.4 Authentication mechanism not supported");
        }

        var answers = new List<string>();
        string[] questions = mechanism == "PLAIN" ? [""] : ["VXNlcm5hbWU6", "UGFzc3dvcmQ6"];
        foreach (var question in questions)
        {
            var encoded = answers.Count == 0 && first is not null ? first : await AskAsync(question).ConfigureAwait(false);
            if (encoded is null)
            {
                return null;
            }

            if (Decoded(encoded) is not { } answer)
            {
                return new SmtpReply("501 5.5.2 Authentication cancelled or not readable");
            }

            answers.Add(answer);
        }

        return Judge(mechanism == "PLAIN" ? answers[0].Split('\0').Skip(1).ToArray() : [.. answers]);
    }

    private SmtpReply Judge(string[] login)
    {
        if (login.Length == 2 && login[0] == userName && login[1] == password)
        {
            IsLoggedIn = true;
            return new SmtpReply("235 2.7.0 Authentication successful");
        }

        _failures++;
        var text = $"535 5.7.8 {Texts.BadLogin}";
        return _failures < MaximumFailures ? new SmtpReply(text) : SmtpReply.Last(text);
    }

    private async Task<string?> AskAsync(string question)
    {
        await stream.WriteAsync($"334 {question}\r\n").ConfigureAwait(false);
        return await stream.ReadLineAsync().ConfigureAwait(false);
    }

    /// <summary>Decodes Base64. Returns null if the text is not Base64. <c>=</c> is an empty initial response, <c>*</c> cancels.</summary>
    private static string? Decoded(string encoded)
    {
        try
        {
            return encoded == "=" ? "" : Encoding.UTF8.GetString(Convert.FromBase64String(encoded.Trim()));
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
