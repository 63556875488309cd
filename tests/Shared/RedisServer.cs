using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace EmailCar.Testing;

/// <summary>A real redis-server on a free port of loopback, with a separate folder; it can be killed and started again.</summary>
internal sealed class RedisServer : IDisposable
{
    private static readonly TimeSpan StartsWithin = TimeSpan.FromSeconds(30);

    private readonly string _folder = Path.Combine(Path.GetTempPath(), "emailcar-redis-" + Guid.NewGuid().ToString("N"));
    private readonly string _arguments;
    private Process? _process;

    /// <param name="options">Options of redis-server besides port and folder.</param>
    public RedisServer(string options = "--appendonly yes --appendfsync always")
    {
        Directory.CreateDirectory(_folder);
        Port = FreePort();
        _arguments = string.Format(CultureInfo.InvariantCulture, "--port {0} --bind 127.0.0.1 --dir {1} --save \"\" --loglevel warning {2}", Port, _folder, options);
        Start();
    }

    /// <summary>The program; null if it is not installed.</summary>
    public static string? Program { get; } = (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator)
        .Where(folder => folder.Length > 0)
        .Select(folder => Path.Combine(folder, "redis-server"))
        .FirstOrDefault(File.Exists);

    /// <summary>Why a test that needs it is skipped; null if it is installed.</summary>
    public static string? Missing => Program is null ? "redis-server is not installed." : null;

    public int Port { get; }

    /// <summary>The value of -Redis.</summary>
    public string Address => string.Format(CultureInfo.InvariantCulture, "127.0.0.1:{0}", Port);

    /// <summary>Starts the server, or starts it again after it was killed, and waits until it responds.</summary>
    public void Start()
    {
        _process = Process.Start(new ProcessStartInfo(Program!, _arguments) { UseShellExecute = false, RedirectStandardOutput = true });
        var started = Stopwatch.StartNew();
        while (!Answers())
        {
            if (_process!.HasExited || started.Elapsed > StartsWithin)
            {
                var output = _process.StandardOutput;
                if (!_process.HasExited)
                {
                    _process.Kill();
                }

                throw new InvalidOperationException("redis-server does not start: " + output.ReadToEnd());
            }

            Thread.Sleep(20);
        }
    }

    /// <summary>Sends SIGKILL.</summary>
    public void Kill()
    {
        if (_process is { HasExited: false })
        {
            _process.Kill();
            _process.WaitForExit();
        }

        _process?.Dispose();
        _process = null;
    }

    public void Dispose()
    {
        Kill();
        Directory.Delete(_folder, recursive: true);
    }

    private static int FreePort()
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();
        return port;
    }

    private bool Answers()
    {
        try
        {
            using var client = new RespClient(Port);
            return client.Ask("PING") is { } reply && !reply.StartsWith("-LOADING", StringComparison.Ordinal); // it may require a password
        }
        catch (Exception e) when (e is SocketException or IOException)
        {
            return false;
        }
    }
}
