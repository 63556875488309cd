using System.Text;
using EmailCar.Journal;

namespace EmailCar.Client.Tests.Journal;

/// <summary>Which headers a journal may have, for a run and for a reader that accepts every owner.</summary>
public sealed class JournalHeaderTests : IDisposable
{
    private const string Endpoint = "http://127.0.0.1:1/v1/", Account = "ops@example.cn";

    private readonly string _path = Path.GetTempFileName();

    private static JournalHeader Own { get; } = new(JournalLines.Version, Endpoint, Account, new string('a', JournalHeader.SaltLength));

    public void Dispose() => File.Delete(_path);

    [Fact]
    public void A_run_that_continues_writes_its_header_again()
    {
        Assert.Equal(Own, Read(Own, Own).Header);
        Assert.Equal(Own, Read(Own with { Version = 1, Salt = null }, Own).Header);
        Assert.Equal(Own, Read(Own, Own with { Account = "OPS@example.cn" }).Header! with { Account = Account });
    }

    [Fact]
    public void A_header_of_another_owner_within_a_journal_is_an_error()
    {
        Owner(Own with { Account = "other@example.cn" }, "other@example.cn", Endpoint);
        Owner(Own with { Endpoint = "http://other/" }, Account, "http://other/");

        static void Owner(JournalHeader second, params object[] values)
        {
            var e = Assert.Throws<JournalException>(() => Read(Own, second));
            Assert.Equal((JournalProblem.OfAnother, "name"), (e.Problem, e.Path));
            Assert.Equal(values, e.Values);
        }
    }

    [Fact]
    public void A_header_with_another_guard_within_a_journal_is_an_error()
    {
        Guard(Own, Own with { Guard = "@corp.cn" }, "@corp.cn");
        Guard(Own with { Guard = "@corp.cn" }, Own with { Guard = "@x.cn" }, "@x.cn");
        Guard(Own with { Guard = "@corp.cn" }, Own, "");

        static void Guard(JournalHeader first, JournalHeader second, string guard)
        {
            Assert.Equal(first, Read(first).Header);
            var e = Assert.Throws<JournalException>(() => Read(first, second));
            Assert.Equal((JournalProblem.OfAnotherGuard, "name"), (e.Problem, e.Path));
            Assert.Equal([guard, ""], e.Values);
        }
    }

    [Theory]
    [InlineData(null, "@corp.cn")]
    [InlineData("@corp.cn", null)]
    [InlineData("@corp.cn", "@x.cn")]
    public void The_guard_of_a_run_is_that_of_the_journal(string? journal, string? run)
    {
        var header = Own with { Guard = journal };
        Assert.Equal(header, ReadAs(journal, header).Header);
        var e = Assert.Throws<JournalException>(() => ReadAs(run, header));
        Assert.Equal((JournalProblem.OfAnotherGuard, "It is the journal of runs with another staging guard."), (e.Problem, e.Message));
        Assert.Equal([journal ?? "", run ?? ""], e.Values);
    }

    [Fact]
    public void A_header_with_an_earlier_version_or_another_salt_is_damage()
    {
        Damaged(Own, Own with { Version = 1, Salt = null });
        Damaged(Own, Own with { Salt = new string('b', JournalHeader.SaltLength) });

        static void Damaged(params JournalHeader[] headers)
        {
            var e = Assert.Throws<JournalException>(() => Read(headers));
            Assert.Equal(JournalProblem.Unreadable, e.Problem);
            Assert.Equal(2, e.Values[0]);
            Assert.StartsWith("""{"journal":"emailcar",""", (string)e.Values[1], StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_line_without_checksums_is_passed_on_with_its_header()
    {
        List<(JournalHeader Header, string Line)> lines = [];
        byte[][] written = [JournalLines.Header(Own), Encoding.UTF8.GetBytes("""{"state":"unknown","submission":1}""")];
        JournalReader.ReadLines(written, "name", null, null, _ => { }, (header, line) => lines.Add((header, Encoding.UTF8.GetString(line))));
        Assert.Equal(written.Select(Encoding.UTF8.GetString), lines.Select(line => line.Line));
        Assert.All(lines, line => Assert.Equal(Own, line.Header));
    }

    /// <summary>The first line of a run that was killed while it wrote the line.</summary>
    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("""{"journal":"emailcar","version":""")]
    [InlineData("""{"journal":"emailcar","version":2,"endpoint":"http://anything""")]
    public void A_reader_accepts_the_beginning_of_any_header(string torn)
    {
        File.WriteAllText(_path, torn);
        Assert.Equal(new JournalEnd(0, null, ""), ReadFile(null, null));
    }

    [Theory]
    [InlineData("{\"")]
    [InlineData("""{"journal":"emailcar","version":2,"endpoint":"http://127.0.0.1:1/v1/","account":"ops@example.cn","salt":"09af""")]
    public void A_run_accepts_the_beginning_of_its_own_header(string torn)
    {
        File.WriteAllText(_path, torn);
        Assert.Equal(new JournalEnd(0, null, ""), ReadFile(new Uri(Endpoint), Account));
    }

    [Theory]
    [InlineData("Email,Name")]
    [InlineData("""{"journal":"emailcar","version":2,"endpoint":"http://127.0.0.1:1/v1/","account":"ops@example.cn","salt":"0g""")]
    [InlineData("""{"journal":"emailcar","version":2,"endpoint":"http://127.0.0.1:1/v1/","account":"ops@example.cn","salt":"0A""")]
    [InlineData("""{"journal":"emailcar","version":2,"endpoint":"http://127.0.0.1:1/v1/","account":"ops@example.cn","salt":"0/""")]
    [InlineData("""{"journal":"emailcar","version":2,"endpoint":"http://127.0.0.1:1/v1/","account":"ops@example.cn","salt":"0:""")]
    [InlineData("""{"journal":"emailcar","version":2,"endpoint":"http://127.0.0.1:1/v1/","account":"ops@example.cn","salt":"0`""")]
    public void A_run_accepts_only_the_beginning_of_its_own_header(string torn)
    {
        File.WriteAllText(_path, torn);
        var e = Assert.Throws<JournalException>(() => ReadFile(new Uri(Endpoint), Account));
        Assert.Equal((JournalProblem.Unreadable, 1), (e.Problem, e.Values[0]));
    }

    [Theory]
    [InlineData("Email,Name")]
    [InlineData("""{"journal":"other","version":2,"endpoint":""")]
    public void A_reader_rejects_a_file_that_is_not_a_journal(string text)
    {
        File.WriteAllText(_path, text);
        Assert.Equal(JournalProblem.Unreadable, Assert.Throws<JournalException>(() => ReadFile(null, null)).Problem);
    }

    private static JournalEnd Read(params JournalHeader[] headers) =>
        JournalReader.ReadLines(headers.Select(JournalLines.Header), "name", null, null, _ => { });

    private static JournalEnd ReadAs(string? guard, JournalHeader header) =>
        JournalReader.ReadLines([JournalLines.Header(header)], "name", new Uri(Endpoint), Account, _ => { }, guard: guard);

    private JournalEnd ReadFile(Uri? endpoint, string? account) => JournalReader.Read(_path, endpoint, account, _ => { });
}
