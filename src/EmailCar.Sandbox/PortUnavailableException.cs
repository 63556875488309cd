namespace EmailCar.Sandbox;

/// <summary>A sandbox can't listen on a port: it is taken or not permitted, or no free one was found.</summary>
/// <param name="port">The port that was asked for; 0 for a free one.</param>
/// <param name="innerException">What the system says.</param>
public sealed class PortUnavailableException(int port, Exception innerException)
    : IOException($"Cannot listen on port {port} of 127.0.0.1: {innerException?.Message}", innerException)
{
    /// <summary>The port that was asked for; 0 for a free one.</summary>
    public int Port => port;
}
