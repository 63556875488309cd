using System.Diagnostics;
using System.Globalization;
using EmailCar.Benchmarks.Sending;

namespace EmailCar.Benchmarks.Smtp;

/// <summary>Emails with a file per second, without a rate limit, compared with a loop of Python's smtplib over one connection.</summary>
internal static class SpeedFigures
{
    private const int Rounds = 3;

    private const string Python = """
        import smtplib, sys, time
        from email.message import EmailMessage
        port, count, path = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
        with smtplib.SMTP('127.0.0.1', port) as server:
            server.login('user', 'x')
            started = time.perf_counter()
            for i in range(count):
                message = EmailMessage()
                message['From'], message['To'], message['Subject'] = 'support@emailcar.net', 'user%d@example.com' % i, 'Your payslip'
                message.set_content('Hello')
                message.add_alternative('<p>Hello</p>', subtype='html')
                with open(path, 'rb') as file:
                    message.add_attachment(file.read(), maintype='application', subtype='octet-stream', filename='payslip.pdf')
                server.send_message(message)
            print(time.perf_counter() - started)
        """;

    public static IEnumerable<Figure> Measure() => Measure("10 KB", 10 * 1024, 400).Concat(Measure("1 MB", 1024 * 1024, 40));

    private static IEnumerable<Figure> Measure(string name, int length, int count)
    {
        using var server = new SmtpSink();
        using var engine = new Engine();
        var folder = Directory.CreateTempSubdirectory("emailcar-smtp-");
        try
        {
            var path = Path.Combine(folder.FullName, "payslip.pdf");
            var bytes = new byte[length];
            new Random(1).NextBytes(bytes);
            File.WriteAllBytes(path, bytes);
            engine.Run(
                "Connect-EmailCar -Endpoint http://127.0.0.1:9/v1/ -Credential $credential -From support@emailcar.net -RequestsPerSecond 0 -NoVerify -SmtpServer 127.0.0.1 -SmtpPort $port -SmtpSecurity None",
                ("port", server.Port));
            Ours(engine, path, count / 10);
            var (ours, python, connections) = (new List<double>(), new List<double>(), 0);
            for (var round = 0; round < Rounds; round++)
            {
                // Alternates both, so that other work of the machine affects them equally.
                var before = server.Connections;
                ours.Add(count / Ours(engine, path, count));
                connections = Math.Max(connections, server.Connections - before);
                if (Theirs(folder.FullName, path, server.Port, count) is { } seconds)
                {
                    python.Add(count / seconds);
                }
            }

            return Figures(name, server.Messages, (count / 10) + (count * (Rounds + python.Count)), Median(ours), python.Count > 0 ? Median(python) : null, connections);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static IEnumerable<Figure> Figures(string name, int messages, int expected, double ours, double? python, int connections)
    {
        yield return Figure.Exactly(expected, $"{name}: messages", messages);
        yield return new Figure($"{name}: Send-EmailCarMail", Math.Round(ours, 1), "/s");
        yield return new Figure($"{name}: connections of a run at most", connections, "");
        if (python is { } theirs)
        {
            yield return new Figure($"{name}: smtplib", Math.Round(theirs, 1), "/s");
            yield return new Figure($"{name}: in times of smtplib", Math.Round(ours / theirs, 2), "");
        }
        else
        {
            yield return Figure.Note($"{name}: python3 was not found");
        }
    }

    private static double Ours(Engine engine, string path, int count)
    {
        GC.Collect();
        var recipients = Enumerable.Range(0, count).Select(i => $"user{i}@example.com").ToArray();
        var watch = Stopwatch.StartNew();
        engine.Run(
            "$recipients | Send-EmailCarMail -Subject 'Your payslip' -Html '<p>Hello</p>' -Text 'Hello' -Attachment $path -Via Smtp | Out-Null",
            ("recipients", recipients),
            ("path", path));
        return watch.Elapsed.TotalSeconds;
    }

    private static double? Theirs(string folder, string path, int port, int count)
    {
        var script = Path.Combine(folder, "send.py");
        File.WriteAllText(script, Python);
        var start = new ProcessStartInfo("python3", [script, port.ToString(CultureInfo.InvariantCulture), count.ToString(CultureInfo.InvariantCulture), path]) { RedirectStandardOutput = true };
        try
        {
            using var process = Process.Start(start)!;
            var output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0 ? double.Parse(output, CultureInfo.InvariantCulture) : throw new InvalidOperationException("The script of smtplib failed.");
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
