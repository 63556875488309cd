using System.Globalization;

namespace EmailCar.Benchmarks;

/// <summary>120 recipients of one content, sent by a cold process at the documented pace, as the server sees them.</summary>
internal static class PaceBenchmark
{
    private const string Script = """
        param($Endpoint)
        $password = [securestring]::new()
        $password.AppendChar('x')
        Import-Module EmailCar
        Connect-EmailCar -NoVerify -Endpoint $Endpoint -Credential ([pscredential]::new('user', $password)) -From support@emailcar.net
        $results = 1..120 | ForEach-Object { "user$_@example.com" } | Send-EmailCarMail -Subject s -Html h
        exit [int](@($results | Where-Object Status -eq Submitted).Count -ne 120)
        """;

    public static int Run()
    {
        using var server = new ArrivalServer("""{"data":{"return":{"id":873216184254383362}},"msg":"ok","status":"success"}""");
        ScriptProcess.Run(Script, server.Endpoint.ToString());
        var arrivals = server.Arrivals("/v1/mail/send");
        var gaps = ArrivalServer.Gaps(arrivals);
        var sizes = arrivals.Select(a => a.Body.Split("%40example.com").Length - 1);
        Console.WriteLine($"submissions         {arrivals.Count} (recipients: {string.Join(", ", sizes)})");
        Console.WriteLine($"gaps at the server  {string.Join(", ", gaps.Select(g => g.ToString("0.0", CultureInfo.InvariantCulture)))} ms");
        return arrivals.Count == 3 && gaps.All(gap => gap >= 1000) ? 0 : 1;
    }
}
