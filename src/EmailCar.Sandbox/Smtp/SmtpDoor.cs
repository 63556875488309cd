using EmailCar.Sandbox.Listening;
using EmailCar.Sandbox.Service;

namespace EmailCar.Sandbox.Smtp;

/// <summary>The sandbox's second way in: an SMTP server on loopback, with the rules and the log of the first.</summary>
internal sealed class SmtpDoor : IDisposable
{
    private readonly LoopbackListener _listener;
    private readonly SmtpCertificate _certificate;

    /// <param name="options">Port, login and certificate.</param>
    /// <param name="outbox">What takes submissions.</param>
    /// <param name="clock">The clock of arrivals.</param>
    /// <param name="holdBack">Waits as long as answers are held back.</param>
    /// <exception cref="PortUnavailableException">The port is taken or not permitted, or no free one was found.</exception>
    public SmtpDoor(SandboxOptions options, Outbox outbox, TimeProvider clock, Func<Task> holdBack)
    {
        _certificate = new SmtpCertificate(options.SmtpCertificate);
        var submission = new SmtpSubmission(outbox, holdBack);
        _listener = LoopbackListener.Open(options.SmtpPort, async stream =>
        {
            using var smtp = new SmtpStream(stream);
            await new SmtpConnection(smtp, options, _certificate, submission, clock).ServeAsync().ConfigureAwait(false);
        });
    }

    public int Port => _listener.Port;

    public void Start() => _listener.Start();

    public void Dispose()
    {
        _listener.Dispose();
        _certificate.Dispose();
    }
}
