using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace EmailCar.Benchmarks.Protecting;

/// <summary>bind9 (Debian) on loopback and a free port, with separate zones.</summary>
internal sealed class BindServer : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("emailcar-bind-");
    private readonly Process _process;

    /// <param name="zones">The zones by name, each with the lines of its file after SOA and NS.</param>
    /// <exception cref="InvalidOperationException">bind9 is not installed, or does not start.</exception>
    public BindServer(IReadOnlyDictionary<string, IEnumerable<string>> zones)
    {
        Port = FreePort();
        var configuration = new List<string>
        {
            $"options {{ directory \"{_folder.FullName}\"; listen-on port {Port} {{ 127.0.0.1; }}; listen-on-v6 {{ none; }}; recursion no; pid-file none; session-keyfile \"{_folder.FullName}/key\"; }};",
            "controls { };",
        };
        foreach (var (name, lines) in zones)
        {
            configuration.Add($"zone \"{name}\" {{ type master; file \"{name}.db\"; }};");
            File.WriteAllLines(Path.Combine(_folder.FullName, $"{name}.db"), ["$TTL 60", "@ IN SOA ns admin 1 60 60 60 60", "@ IN NS ns", "ns IN A 127.0.0.1", .. lines]);
        }

        var file = Path.Combine(_folder.FullName, "named.conf");
        File.WriteAllLines(file, configuration);
        var start = new ProcessStartInfo("named", ["-g", "-c", file, "-n", "2"]) { RedirectStandardError = true };
        try
        {
            _process = Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            throw new InvalidOperationException("named was not found: install bind9.", e);
        }

        _process.ErrorDataReceived += (_, line) => Log = line.Data ?? Log;
        _process.BeginErrorReadLine();
        WaitUntilItListens();
    }

    public int Port { get; }

    private string Log { get; set; } = "";

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            _process.WaitForExit();
        }

        _process.Dispose();
        _folder.Delete(recursive: true);
    }

    private void WaitUntilItListens()
    {
        for (var waiting = Stopwatch.StartNew(); waiting.Elapsed < Patience && !_process.HasExited; Thread.Sleep(50))
        {
            try
            {
                using var client = new TcpClient();
                client.Connect(IPAddress.Loopback, Port);
                return;
            }
            catch (SocketException)
            {
                // It is not listening yet.
            }
        }

        throw new InvalidOperationException($"named does not listen: {Log}");
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
