using EmailCar.Sandbox.Listening;
using EmailCar.Sandbox.Service;

namespace EmailCar.Sandbox.Smtp;

/// <summary>The SMTP server of the sandbox on loopback, with the same rules and the same log as the WebAPI.</summary>
internal sealed class SmtpDoor : IDisposable
{
    private readonly LoopbackListener _listener;
    private readonly SmtpCertificate _certificate;

    /// <param name="options">The port, the login and the certificate.</param>
    /// <param name="outbox">The outbox that accepts submissions.</param>
    /// <param name="clock">The clock for arrival times.</param>
    /// <param name="holdBack">Waits for the delay of responses.</param>
    /// <exception cref="PortUnavailableException">The port is in use or not permitted, or there is no free port.</exception>
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
