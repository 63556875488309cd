namespace EmailCar.Sandbox;

/// <summary>A sandbox cannot listen on a port: it is in use or not permitted, or there is no free port.</summary>
/// <param name="port">The requested port; 0 for a free one.</param>
/// <param name="innerException">The exception of the system.</param>
public sealed class PortUnavailableException(int port, Exception innerException)
    : IOException($"Cannot listen on port {port} of 127.0.0.1: {innerException?.Message}", innerException)
{
    /// <summary>The requested port; 0 for a free one.</summary>
    public int Port => port;
}
