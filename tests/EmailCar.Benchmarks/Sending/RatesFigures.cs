using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace EmailCar.Benchmarks.Sending;

/// <summary>
/// How much of a permitted rate a run reaches with delayed responses, over plain http, with a journal, and with TLS handshakes
/// delayed by 100 ms; and how regular the gaps at the server are.
/// </summary>
internal static class RatesFigures
{
    private const double ForgivenShare = 0.98;
    private const double LeastShare = 0.97;

    private static readonly TimeSpan HandshakesAfter = TimeSpan.FromMilliseconds(100);

    private static readonly RateCase[] Cases = [new(1, 8, 60), new(5, 0.2, 100), new(20, 0.5, 400), new(50, 0.2, 900), new(50, 1, 1000)];

    private static readonly string[] Variants = ["plain", "journal", "TLS"];

    private const string Script = """
        param($Manifest, $Endpoint, [int] $Submissions, [double] $Rate, $JournalPath)
        $password = [securestring]::new()
        $password.AppendChar('x')
        Import-Module $Manifest
        Connect-EmailCar -NoVerify -Endpoint $Endpoint -Credential ([pscredential]::new('user', $password)) -From support@emailcar.net -RequestsPerSecond $Rate
        $journal = @{}
        if ($JournalPath) { $journal.JournalPath = $JournalPath }
        $results = 1..$Submissions | ForEach-Object { "user$_@example.com" } | Send-EmailCarMail -Subject s -Html h -BatchSize 1 @journal
        exit [int](@($results | Where-Object Status -eq Submitted).Count -ne $Submissions)
        """;

    public static IEnumerable<Figure> Measure()
    {
        foreach (var rate in Cases)
        {
            // One request per second needs almost no CPU time, so its variants are measured at the same time.
            var atOnce = rate.PerSecond == 1 ? Variants.Length : 1;
            var figures = Variants.AsParallel().AsOrdered().WithDegreeOfParallelism(atOnce).Select(variant => Measure(rate, variant)).ToArray();
            foreach (var figure in figures.SelectMany(f => f))
            {
                yield return figure;
            }
        }
    }

    private static IReadOnlyList<Figure> Measure(RateCase rate, string variant)
    {
        using var folder = new TemporaryFolder();
        using var certificate = variant == "TLS" ? NewCertificate() : null;
        using var server = new ArrivalServer(SendScript.Accepted, TimeSpan.FromSeconds(rate.AnswersAfter), certificate, HandshakesAfter);
        var authorities = Path.Combine(folder.Path, "authorities.pem");
        File.WriteAllText(authorities, certificate?.ExportCertificatePem() ?? "");
        ScriptProcess.Run(
            certificate is null ? [] : [("SSL_CERT_FILE", authorities)],
            Script,
            [
                AssembledModule.Manifest,
                server.Endpoint.ToString(),
                rate.Submissions.ToString(CultureInfo.InvariantCulture),
                rate.PerSecond.ToString(CultureInfo.InvariantCulture),
                .. variant == "journal" ? new[] { Path.Combine(folder.Path, "run.jsonl") } : [],
            ]);
        return [.. Figures($"{rate}, {variant}: ", rate, server.Arrivals("/v1/mail/send"))];
    }

    private static IEnumerable<Figure> Figures(string name, RateCase rate, IReadOnlyList<Arrival> arrivals)
    {
        yield return Figure.Exactly(rate.Submissions, name + "submissions", arrivals.Count);
        if (arrivals.Count < 2)
        {
            yield break;
        }

        var first = arrivals[0].Timestamp;
        var warm = arrivals.Where(a => Stopwatch.GetElapsedTime(first, a.Timestamp).TotalSeconds >= rate.WarmUpSeconds).ToArray();
        var gaps = ArrivalServer.Gaps(arrivals).Order().ToArray();
        yield return new Figure(name + "share of the rate", Share(rate, warm), "") { AtLeast = LeastShare };
        yield return new Figure(name + "share, with the beginning", Share(rate, arrivals), "");
        yield return new Figure(name + "median gap", gaps[gaps.Length / 2], "ms");
        yield return new Figure(name + "shortest gap", gaps[0], "ms");
        yield return new Figure(name + "0.1 percentile of gaps", gaps[(int)(gaps.Length * 0.001)], "ms") { AtLeast = ForgivenShare * rate.IntervalMilliseconds };
        yield return new Figure(name + "refused by one that forgives 2 %", Refused(rate, arrivals), "") { AtMost = 0 };
    }

    private static double Share(RateCase rate, IReadOnlyList<Arrival> arrivals) => arrivals.Count < 2
        ? 0
        : (arrivals.Count - 1) / Stopwatch.GetElapsedTime(arrivals[0].Timestamp, arrivals[^1].Timestamp).TotalSeconds / rate.PerSecond;

    /// <summary>Returns the number of requests that a server rejects if it accepts one per interval, counted from the last accepted one.</summary>
    private static int Refused(RateCase rate, IReadOnlyList<Arrival> arrivals)
    {
        var (refused, last) = (0, arrivals[0].Timestamp);
        foreach (var arrival in arrivals.Skip(1))
        {
            if (Stopwatch.GetElapsedTime(last, arrival.Timestamp).TotalMilliseconds < ForgivenShare * rate.IntervalMilliseconds)
            {
                refused++;
            }
            else
            {
                last = arrival.Timestamp;
            }
        }

        return refused;
    }

    /// <summary>
    /// Returns a certificate for this address, valid for a day; the sending process trusts it through a variable that OpenSSL reads.
    /// </summary>
    private static X509Certificate2 NewCertificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        return request.CreateSelfSigned(DateTimeOffset.UtcNow.AddHours(-1), DateTimeOffset.UtcNow.AddDays(1));
    }
}
