using System.Diagnostics;
using EmailCar.Benchmarks.Sending;

namespace EmailCar.Benchmarks.Starting;

/// <summary>
/// A new process that sends one email, from start to end, compared with one that posts the same form with Invoke-RestMethod
/// instead of the module.
/// </summary>
internal static class FirstFigures
{
    private const int Rounds = 21;
    private const double Limit = 1.15;

    private const string Nothing = "param($Endpoint)";

    private const string Send = """
        param($Endpoint, $Manifest)
        $password = [securestring]::new()
        $password.AppendChar('x')
        Import-Module $Manifest
        Connect-EmailCar -NoVerify -Endpoint $Endpoint -Credential ([pscredential]::new('user', $password)) -RequestsPerSecond 0
        $result = Send-EmailCarMail -To user@example.com -Subject Hello -Html '<p>Hello!</p>' -From support@emailcar.net
        exit [int]($result.Status -ne 'Submitted')
        """;

    /// <summary>The digest of the password is precomputed.</summary>
    private const string Post = """
        param($Endpoint)
        $answer = Invoke-RestMethod -Method Post -Uri "${Endpoint}mail/send" -Body ([ordered]@{
            api_user = 'user'
            api_pwd  = '9dd4e461268c8034f5c8564e155c67a6'
            from     = 'support@emailcar.net'
            fromname = 'support@emailcar.net'
            to       = 'user@example.com'
            subject  = 'Hello'
            html     = '<p>Hello!</p>'
        })
        exit [int]($answer.status -ne 'success')
        """;

    public static IEnumerable<Figure> Measure()
    {
        using var server = new ArrivalServer(SendScript.Accepted);
        var endpoint = server.Endpoint.ToString();
        double Time(string script)
        {
            var watch = Stopwatch.StartNew();
            ScriptProcess.Run(script, endpoint, AssembledModule.Manifest);
            return watch.Elapsed.TotalMilliseconds;
        }

        Time(Send);
        Time(Post);
        var forms = server.Arrivals("/v1/mail/send").Select(Fields).ToArray();
        yield return Figure.Note(ScriptProcess.ProgramName);
        yield return Figure.Exactly(0, "fields that differ between the two forms", forms[0].Except(forms[1]).Count() + forms[1].Except(forms[0]).Count());

        var medians = Turns.Medians(Rounds, () => Time(Send), () => Time(Post), () => Time(Nothing));
        yield return new Figure("a process that does nothing", medians[2], "ms");
        yield return new Figure("a process that posts the form (Invoke-RestMethod)", medians[1], "ms");
        yield return new Figure("a process that imports, connects, sends one mail", medians[0], "ms");
        yield return new Figure("the whole, in times of Invoke-RestMethod", Math.Round(medians[0] / medians[1], 2), "") { AtMost = Limit };
    }

    private static string[] Fields(Arrival arrival) => [.. arrival.Body.Split('&').Select(field => Uri.UnescapeDataString(field.Replace('+', ' ')))];
}
