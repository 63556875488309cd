using System.Globalization;

namespace EmailCar.Benchmarks.Sending;

/// <summary>One content for many recipients, sent by a new process at the documented rate.</summary>
internal static class SendScript
{
    /// <summary>The response in the vendor's sample.</summary>
    public const string Accepted = """{"data":{"return":{"id":873216184254383362}},"msg":"邮件发送成功","status":"success"}""";

    private const string Script = """
        param($Manifest, $Endpoint, [int] $Recipients, $Name, $RateLimitPath)
        $password = [securestring]::new()
        $password.AppendChar('x')
        $connection = @{
            Endpoint = $Endpoint
            Credential = [pscredential]::new('user', $password)
            From = 'support@emailcar.net'
        }
        if ($RateLimitPath) { $connection.RateLimitPath = $RateLimitPath }
        Import-Module $Manifest
        Connect-EmailCar -NoVerify @connection
        $results = 1..$Recipients | ForEach-Object { "$Name$_@example.com" } | Send-EmailCarMail -Subject s -Html h
        exit [int](@($results | Where-Object Status -eq Submitted).Count -ne $Recipients)
        """;

    /// <summary>Runs the script to its end.</summary>
    /// <exception cref="InvalidOperationException">Not every recipient was Submitted.</exception>
    public static void Run(ArrivalServer server, int recipients, string name, params string[] rateLimitPath) =>
        ScriptProcess.Run(Script, [AssembledModule.Manifest, server.Endpoint.ToString(), recipients.ToString(CultureInfo.InvariantCulture), name, .. rateLimitPath]);
}
