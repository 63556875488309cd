using System.Net.Sockets;

namespace EmailCar.Testing;

/// <summary>One connection of a <see cref="RawSmtpServer"/>.</summary>
internal sealed partial class RawSmtpConnection(RawSmtpServer server, TcpClient client, int number)
{
    private readonly byte[] _buffer = new byte[64 * 1024];
    private readonly List<string> _to = [];
    private readonly TaskCompletionSource<bool> _hung = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Stream _stream = client.GetStream();
    private bool _isSecure;
    private string _from = "";
    private int _start;
    private int _end;

    private enum Said
    {
        Reply,
        Refusal,
        Nothing,
    }

    /// <summary>Completes when the connection neither reads nor sends any more, although it stays open.</summary>
    public Task Hung => _hung.Task;

    public async Task ServeAsync()
    {
        server.Connected();
        if (server.Tls == RawSmtpTls.Implicit)
        {
            await SecureAsync().ConfigureAwait(false);
        }

        if (server.Reach(RawSmtpStage.Connect) is { } atOnce && !await FailAsync(atOnce, "421 4.3.2 Not now", closes: true, said: "").ConfigureAwait(false))
        {
            return;
        }

        const string Greeting = "220 raw ESMTP";
        if (server.Reach(RawSmtpStage.Greeting) is { } fault)
        {
            await FailAsync(fault, fault.Failure == RawSmtpFailure.Temporary ? "450 4.3.2 Not now" : "554 5.3.2 Never", closes: true, said: Greeting.Substring(0, 6)).ConfigureAwait(false);
            return;
        }

        await WriteAsync(Greeting + "\r\n").ConfigureAwait(false);
        while (await ReadLineAsync().ConfigureAwait(false) is { } line)
        {
            server.Record(number, line.StartsWith("AUTH", StringComparison.OrdinalIgnoreCase) ? "AUTH" : line);
            if (!await AnswerAsync(line).ConfigureAwait(false))
            {
                return;
            }
        }
    }

    /// <returns>Whether the connection continues.</returns>
    private async Task<bool> AnswerAsync(string line)
    {
        switch (line.Split(' ', ':')[0].ToUpperInvariant())
        {
            case "EHLO":
                return await ReplyAsync(IsEhloStage ? RawSmtpStage.Ehlo : null, Welcome()).ConfigureAwait(false);
            case "HELO":
                return await ReplyAsync(IsEhloStage ? RawSmtpStage.Ehlo : null, "250 raw").ConfigureAwait(false);
            case "STARTTLS":
                return await StartTlsAsync().ConfigureAwait(false);
            case "AUTH":
                return await LogInAsync(line).ConfigureAwait(false);
            case "MAIL":
                (_from, _) = (line, _to.RemoveAll(_ => true));
                return await ReplyAsync(RawSmtpStage.Mail, "250 2.1.0 Ok").ConfigureAwait(false);
            case "RCPT":
                return await RecipientAsync(line).ConfigureAwait(false);
            case "DATA":
                return await MessageAsync().ConfigureAwait(false);
            case "RSET":
                _to.Clear();
                return await ReplyAsync(null, "250 2.0.0 Ok").ConfigureAwait(false);
            case "NOOP":
                return await ReplyAsync(null, "250 2.0.0 Ok").ConfigureAwait(false);
            case "QUIT":
                await WriteAsync("221 2.0.0 Bye\r\n").ConfigureAwait(false);
                return false;
            default:
                return await ReplyAsync(null, "500 5.5.2 Unknown").ConfigureAwait(false);
        }
    }

    /// <summary>Whether a fault applies to this EHLO. With STARTTLS, the first EHLO only precedes the one that counts.</summary>
    private bool IsEhloStage => server.Tls != RawSmtpTls.StartTls || _isSecure;

    private string Welcome()
    {
        string[] lines = ["raw", .. server.Capabilities, .. server.Tls == RawSmtpTls.StartTls && !_isSecure ? ["STARTTLS"] : Array.Empty<string>()];
        return string.Join("\r\n", lines.Select((line, i) => (i < lines.Length - 1 ? "250-" : "250 ") + line));
    }

    private async Task<bool> StartTlsAsync()
    {
        var said = await SayAsync(RawSmtpStage.StartTls, "220 2.0.0 Go ahead").ConfigureAwait(false);
        if (said == Said.Reply)
        {
            await SecureAsync().ConfigureAwait(false);
        }

        return said != Said.Nothing;
    }

    private async Task<bool> LogInAsync(string line)
    {
        // The fault occurs with the last reply, when the server knows the login.
        var questions = line.ToUpperInvariant().Split(' ') switch
        {
            ["AUTH", "LOGIN"] => 2,
            ["AUTH", "LOGIN", _] or ["AUTH", "PLAIN"] => 1,
            _ => 0,
        };
        for (var i = 0; i < questions; i++)
        {
            await WriteAsync(questions == 2 && i == 0 ? "334 VXNlcm5hbWU6\r\n" : line.EndsWith("PLAIN", StringComparison.OrdinalIgnoreCase) ? "334 \r\n" : "334 UGFzc3dvcmQ6\r\n").ConfigureAwait(false);
            if (await ReadLineAsync().ConfigureAwait(false) is null)
            {
                return false;
            }
        }

        return await ReplyAsync(RawSmtpStage.Auth, "235 2.7.0 Welcome").ConfigureAwait(false);
    }

    private async Task<bool> RecipientAsync(string line)
    {
        var address = line.Substring(line.IndexOf('<') + 1).Split('>')[0];
        var refusal = server.Recipient(address);
        var said = await SayAsync(RawSmtpStage.Rcpt, refusal ?? "250 2.1.5 Ok").ConfigureAwait(false);
        if (said == Said.Reply && refusal is null)
        {
            _to.Add(address);
        }

        return said != Said.Nothing;
    }

    private async Task<bool> MessageAsync()
    {
        if (_to.Count == 0)
        {
            return await ReplyAsync(null, "554 5.5.1 Nobody").ConfigureAwait(false);
        }

        var said = await SayAsync(RawSmtpStage.Data, "354 Go ahead").ConfigureAwait(false);
        if (said != Said.Reply)
        {
            return said != Said.Nothing;
        }

        var broken = server.Reach(RawSmtpStage.Body);
        var bytes = await ReadMessageAsync(broken?.BodyBytes).ConfigureAwait(false);
        if (bytes is null)
        {
            return false;
        }

        if (broken is not null)
        {
            return await FailAsync(broken, null, closes: true, said: "").ConfigureAwait(false);
        }

        return await JudgeAsync(bytes).ConfigureAwait(false);
    }

    private async Task<bool> JudgeAsync(byte[] bytes)
    {
        var fault = server.Reach(RawSmtpStage.End) ?? server.Reach(RawSmtpStage.AnswerCut);
        var message = new RawSmtpMessage(number, _isSecure, _from, [.. _to], bytes, IsAccepted: fault is null || fault is { Accepts: true, Failure: RawSmtpFailure.Close or RawSmtpFailure.Hang });
        var reply = server.Acceptance(message);
        message = message with { IsAccepted = message.IsAccepted && reply[0] == '2' };
        server.Record(message);
        await server.BeforeReply(message).ConfigureAwait(false);
        _to.Clear();
        if (fault is null)
        {
            await WriteAsync(reply + "\r\n").ConfigureAwait(false);
            server.AfterReply(message);
            return true;
        }

        if (fault.Stage == RawSmtpStage.End)
        {
            return await FailAsync(fault, null, closes: false, said: "").ConfigureAwait(false);
        }

        // The reply is truncated: the connection is closed or silent after its first bytes.
        var said = fault.Failure switch
        {
            RawSmtpFailure.Temporary => "451 4.",
            RawSmtpFailure.Permanent => "554 5.",
            _ => reply.Substring(0, 6),
        };
        return await FailAsync(fault with { Failure = fault.Failure == RawSmtpFailure.Hang ? RawSmtpFailure.Hang : RawSmtpFailure.Close }, null, closes: true, said).ConfigureAwait(false);
    }

    /// <returns>Whether the connection continues.</returns>
    private async Task<bool> ReplyAsync(RawSmtpStage? stage, string reply) => await SayAsync(stage, reply).ConfigureAwait(false) != Said.Nothing;

    private async Task<Said> SayAsync(RawSmtpStage? stage, string reply)
    {
        if (stage is { } reached && server.Reach(reached) is { } fault)
        {
            return await FailAsync(fault, null, closes: false, said: "").ConfigureAwait(false) ? Said.Refusal : Said.Nothing;
        }

        await WriteAsync(reply + "\r\n").ConfigureAwait(false);
        return Said.Reply;
    }

    /// <param name="fault">How to fail.</param>
    /// <param name="refusal">The reply of a rejection; null for the usual one.</param>
    /// <param name="closes">True to close the connection after a rejection.</param>
    /// <param name="said">What is sent before the connection is closed or becomes silent.</param>
    /// <returns>Whether the connection continues.</returns>
    private async Task<bool> FailAsync(RawSmtpFault fault, string? refusal, bool closes, string said)
    {
        switch (fault.Failure)
        {
            case RawSmtpFailure.Close:
                await WriteAsync(said).ConfigureAwait(false);
                return false;
            case RawSmtpFailure.Hang:
                await WriteAsync(said).ConfigureAwait(false);
                _hung.TrySetResult(true);
                server.Hangs.Release();
                await server.Disposed.ConfigureAwait(false);
                return false;
            default:
                var ordinary = fault.Failure == RawSmtpFailure.Temporary ? "451 4.3.0 Not now" : "554 5.3.0 Never";
                await WriteAsync((fault.Reply ?? refusal ?? ordinary) + "\r\n").ConfigureAwait(false);
                return !closes;
        }
    }
}
