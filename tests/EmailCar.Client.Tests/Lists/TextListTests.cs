using EmailCar.Failures;
using EmailCar.Lists;

namespace EmailCar.Client.Tests.Lists;

/// <summary>CSV and TSV files from different programs.</summary>
public sealed class TextListTests : ListTest
{
    [Theory]
    [InlineData("To,Name", ',')]
    [InlineData("To;Name", ';')]
    [InlineData("To;Name, full;City", ';')]
    [InlineData("To\tName, full, official", '\t')]
    [InlineData("\"To\",\"a;b;c;d\"", ',')]
    [InlineData("To，Name", '，')]
    [InlineData("To；Name", '；')]
    [InlineData("To,备注（姓名，称呼）", ',')]
    [InlineData("\"a;\n;;\",To,Name\na;b;c;d", ',')]
    [InlineData("\r\n\r\nTo;Name", ';')]
    [InlineData("To", ',')]
    public void The_delimiter_is_told_from_the_header(string header, char delimiter)
    {
        using var list = OpenText(header + "\n");
        Assert.Equal(delimiter, list.Delimiter);
    }

    [Fact]
    public void A_given_delimiter_is_taken()
    {
        using var list = OpenText("To|a,b;c\nx@x.cn|1\n", settings: new ListSettings { Delimiter = '|' });
        Assert.Equal(["To", "a,b;c"], list.Columns);
    }

    [Fact]
    public void The_line_that_Excel_reads_the_delimiter_from_is_no_header()
    {
        using var list = OpenText("sep=|\r\nTo|a,b\r\nx@x.cn|1\r\n");
        Assert.Equal(["To", "a,b"], list.Columns);
        Assert.Equal(3, Rows(list).Single().Number);
    }

    [Fact]
    public void Nor_is_the_one_that_Windows_PowerShell_writes()
    {
        using var list = OpenText("#TYPE System.Management.Automation.PSCustomObject\r\n\"To\";\"Name\"\r\n\"x@x.cn\";\"Ann\"\r\n");
        Assert.Equal(["x@x.cn|Ann"], All(list));
    }

    [Fact]
    public void Values_are_trimmed_of_all_that_is_not_seen()
    {
        using var list = OpenText("\u200B To\u00A0,\u3000姓名\u3000, a b \n \uFEFFx@x.cn\u200B ,\"\u3000王 伟 \", \"c, d\" \n");
        Assert.Equal(["To", "姓名", "a b"], list.Columns);
        Assert.Equal(["x@x.cn|王 伟|c, d"], All(list));
    }

    [Fact]
    public void Quotes_hold_delimiters_line_breaks_and_quotes()
    {
        using var list = OpenText("To,a,b\r\nx@x.cn,\"1,\r\n2\",\"say \"\"hi\"\"\"\r\ny@x.cn,5\" disk,\"\"\r\n");
        Assert.Equal(["x@x.cn|1,\r\n2|say \"hi\"", "y@x.cn|5\" disk|"], All(list));
    }

    [Fact]
    public void Rows_may_be_short_or_long()
    {
        using var list = OpenText("To,a,b\nx@x.cn\ny@x.cn,\nz@x.cn,1,2,3,4\n");
        Assert.Equal(["x@x.cn|∅|∅", "y@x.cn||∅", "z@x.cn|1|2"], All(list));
    }

    [Fact]
    public void Empty_rows_are_dropped_and_counted()
    {
        using var list = OpenText("\n,,\nTo,a\n\nx@x.cn,1\n , \u3000\n\n\"y@x.cn\",\"2\n3\"\n\nz@x.cn,4");
        Assert.Equal([5, 8, 10], Rows(list).Select(row => (int)row.Number));
    }

    [Theory]
    [InlineData("To,a\r\nx@x.cn,1\r\n")]
    [InlineData("To,a\nx@x.cn,1")]
    [InlineData("To,a\rx@x.cn,1\r")]
    public void Lines_end_as_they_like(string text)
    {
        using var list = OpenText(text);
        Assert.Equal(["x@x.cn|1"], All(list));
    }

    [Theory]
    [InlineData("To,a\nx@x.cn,\"1\ny@x.cn,2\nz@x.cn,3\n", 2)]
    [InlineData("To,a\nx@x.cn,1\ny@x.cn,\"2\nz@x.cn,\"3\"\n", 3)]
    public void A_quote_that_is_not_closed_loses_nobody_in_silence(string text, int row)
    {
        Assert.Equal(ListProblem.UnclosedQuote, Problem(() => OpenText(text), out var detail));
        Assert.Equal($"{row}", detail);
    }

    [Fact]
    public void It_is_found_late_in_a_long_file_too_after_the_rows_before_it()
    {
        var rows = string.Concat(Enumerable.Range(0, 500).Select(i => $"user{i}@x.cn,1\n"));
        var rest = string.Concat(Enumerable.Range(0, 400_000).Select(i => $"more{i}@x.cn,1\n"));
        using var list = OpenText($"To,a\n{rows}bad@x.cn,\"1\n{rest}");
        var read = new List<ListRow>();
        Assert.Equal(ListProblem.UnclosedQuote, Problem(() => ReadInto(read, list), out var detail));
        Assert.Equal("502", detail);
        Assert.Equal(500, read.Count);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\r\n\r\n")]
    public void An_empty_file_has_no_rows(string text)
    {
        using var list = OpenText(text);
        Assert.Empty(list.Columns);
        Assert.Null(list.Read());
    }

    [Fact]
    public void A_header_alone_has_none_either()
    {
        using var list = OpenText("Name,City");
        Assert.Equal(["Name", "City"], list.Columns);
        Assert.Null(list.Read());
    }

    [Fact]
    public void A_file_that_another_writes_can_be_read()
    {
        using var excel = new FileStream(File, FileMode.Create, FileAccess.ReadWrite, FileShare.ReadWrite);
        excel.Write([(byte)'T', (byte)'o', (byte)'\n', (byte)'a', (byte)'@', (byte)'x', (byte)'.', (byte)'c', (byte)'n'], 0, 9);
        excel.Flush();
        using var list = Open();
        Assert.Equal(["a@x.cn"], All(list));
    }

    [Fact]
    public void Reading_stops_when_it_is_to()
    {
        using var stop = new CancellationTokenSource();
        Write("To,a\n" + string.Concat(Enumerable.Range(0, 100_000).Select(i => $"user{i}@x.cn,1\n")), System.Text.Encoding.UTF8);
        using var list = Open(stop: stop.Token);
        Assert.NotNull(list.Read());
        stop.Cancel();
        Assert.Throws<OperationCanceledException>(() => Rows(list).Count());
    }

    private static void ReadInto(List<ListRow> read, RecipientList list)
    {
        foreach (var row in Rows(list))
        {
            read.Add(row);
        }
    }
}
