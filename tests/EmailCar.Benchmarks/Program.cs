using EmailCar.Benchmarks;
using EmailCar.Benchmarks.Sending;

return args switch
{
    ["send", .. var names] => SendBenchmark.Run(names),
    ["start"] => StartBenchmark.Run(),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine($"""
        Usage: dotnet run -c Release --project tests/EmailCar.Benchmarks -- start
               dotnet run -c Release --project tests/EmailCar.Benchmarks -- send [{SendBenchmark.Names}] …
        """);
    return 2;
}
