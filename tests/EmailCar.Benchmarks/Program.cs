using EmailCar.Benchmarks.Journals;
using EmailCar.Benchmarks.Lists;
using EmailCar.Benchmarks.Merging;
using EmailCar.Benchmarks.Protecting;
using EmailCar.Benchmarks.Querying;
using EmailCar.Benchmarks.Reporting;
using EmailCar.Benchmarks.Sending;
using EmailCar.Benchmarks.Smtp;
using EmailCar.Benchmarks.Starting;

return args switch
{
    ["send", .. var names] => SendBenchmark.Run(names),
    ["query", .. var names] => QueryBenchmark.Run(names),
    ["journal", .. var names] => JournalBenchmark.Run(names),
    ["lists", .. var names] => ListBenchmark.Run(names),
    ["merge", .. var names] => MergeBenchmark.Run(names),
    ["report", .. var names] => ReportBenchmark.Run(names),
    ["protect", .. var names] => ProtectBenchmark.Run(names),
    ["smtp", .. var names] => SmtpBenchmark.Run(names),
    ["start", .. var names] => StartBenchmark.Run(names),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine($"""
        Usage: dotnet run -c Release --project tests/EmailCar.Benchmarks -- start [{StartBenchmark.Names}] …
               dotnet run -c Release --project tests/EmailCar.Benchmarks -- send [{SendBenchmark.Names}] …
               dotnet run -c Release --project tests/EmailCar.Benchmarks -- query [{QueryBenchmark.Names}] …
               dotnet run -c Release --project tests/EmailCar.Benchmarks -- journal [{JournalBenchmark.Names}] …
               dotnet run -c Release --project tests/EmailCar.Benchmarks -- lists [{ListBenchmark.Names}] …
               dotnet run -c Release --project tests/EmailCar.Benchmarks -- merge [{MergeBenchmark.Names}] …
               dotnet run -c Release --project tests/EmailCar.Benchmarks -- report [{ReportBenchmark.Names}] …
               dotnet run -c Release --project tests/EmailCar.Benchmarks -- protect [{ProtectBenchmark.Names}] …
               dotnet run -c Release --project tests/EmailCar.Benchmarks -- smtp [{SmtpBenchmark.Names}] …
        """);
    return 2;
}
