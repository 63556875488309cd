using System.Collections.Concurrent;
using System.Text;
using EmailCar.Harness.Children;
using EmailCar.Testing;

namespace EmailCar.Harness.Kills;

/// <summary>An SMTP server for the kill rounds. Each email must have the file of its recipient, and no other file.</summary>
internal sealed class SmtpKillService : KillService
{
    private readonly RawSmtpServer _server;
    private readonly ConcurrentDictionary<string, string> _mistaken = new();

    public SmtpKillService(int seed)
        : base(seed) => _server = new RawSmtpServer
        {
            Connected = () => Run.Connections.Increment(),
            Acceptance = Judge,
            BeforeReply = message =>
            {
                Run.Arrivals.Increment();
                return DelayAsync();
            },
            AfterReply = message => (message.IsAccepted ? Run.Answers : Run.TurnedAway).Increment(),
        };

    /// <summary>An address without a server: an email that is not sent by SMTP would be lost.</summary>
    public override Uri Endpoint { get; } = new("http://127.0.0.1:9/v1/");

    public override int SmtpPort => _server.Port;

    public override Task QuietAsync() => _server.QuietAsync();

    public override string? Mistaken(string recipient) => _mistaken.GetValueOrDefault(recipient);

    public override void Dispose() => _server.Dispose();

    private string Judge(RawSmtpMessage message)
    {
        if (IsTurnedAway())
        {
            return "451 4.7.1 Not so fast";
        }

        SentMailIndex.Accept(message.To);
        var text = Encoding.ASCII.GetString(message.Bytes);
        var recipient = message.To.Single();
        if (!text.Contains(Convert.ToBase64String(Encoding.UTF8.GetBytes(SendingChild.FileOf(recipient))), StringComparison.Ordinal) || !text.Contains(recipient, StringComparison.Ordinal))
        {
            _mistaken[recipient] = text;
        }

        return "250 2.0.0 Ok: queued as 4XyZ12";
    }
}
