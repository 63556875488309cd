using EmailCar.Benchmarks;

return args switch
{
    ["pace"] => PaceBenchmark.Run(),
    ["start"] => StartBenchmark.Run(),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("Usage: dotnet run -c Release --project tests/EmailCar.Benchmarks -- pace | start");
    return 2;
}
