namespace EmailCar.Benchmarks;

/// <summary>What the module ships, and what importing it and its first command cost a fresh process.</summary>
internal static class StartBenchmark
{
    private const int Rounds = 5;

    private const string Script = """
        param($Endpoint)
        $password = [securestring]::new()
        $password.AppendChar('x')
        $credential = [pscredential]::new('user', $password)
        $watch = [Diagnostics.Stopwatch]::StartNew()
        Import-Module EmailCar
        $import = $watch.Elapsed.TotalMilliseconds
        $watch.Restart()
        $null = Get-EmailCarBalance -Endpoint $Endpoint -Credential $credential
        $first = $watch.Elapsed.TotalMilliseconds
        $watch.Restart()
        $null = Get-EmailCarBalance -Endpoint $Endpoint -Credential $credential
        [string]::Format([cultureinfo]::InvariantCulture, '{0:0.0} {1:0.0} {2:0.0}', $import, $first, $watch.Elapsed.TotalMilliseconds)
        """;

    public static int Run()
    {
        foreach (var lib in new[] { "net8.0", "netstandard2.0" })
        {
            var files = new DirectoryInfo(Path.Combine(ScriptProcess.RepositoryRoot, "artifacts", "module", "EmailCar", "lib", lib)).GetFiles();
            Console.WriteLine($"lib/{lib,-15} {files.Length,3} files {files.Sum(f => f.Length) / 1024,6} KB");
        }

        using var server = new ArrivalServer("""{"data":{"points":{"email":"1"}},"msg":"ok","status":"success"}""");
        Console.WriteLine("round    Import-Module    first command    second, a pace later    (ms)");
        for (var round = 1; round <= Rounds; round++)
        {
            var times = ScriptProcess.Run(Script, server.Endpoint.ToString()).Trim().Split(' ');
            Console.WriteLine($"{round,5} {times[0],16} {times[1],16} {times[2],23}");
        }

        return 0;
    }
}
