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
    public void The_delimiter_is_detected_in_the_header(string header, char delimiter)
    {
        using var list = OpenText(header + "\n");
        Assert.Equal(delimiter, list.Delimiter);
    }

    [Fact]
    public void A_given_delimiter_is_used()
    {
        using var list = OpenText("To|a,b;c\nx@x.cn|1\n", settings: new ListSettings { Delimiter = '|' });
        Assert.Equal(["To", "a,b;c"], list.Columns);
    }

    [Fact]
    public void The_line_with_Excel_s_delimiter_is_not_the_header()
    {
        using var list = OpenText("sep=|\r\nTo|a,b\r\nx@x.cn|1\r\n");
        Assert.Equal(["To", "a,b"], list.Columns);
        Assert.Equal(3, Rows(list).Single().Number);
    }

    [Fact]
    public void The_type_line_of_Windows_PowerShell_is_not_the_header()
    {
        using var list = OpenText("#TYPE System.Management.Automation.PSCustomObject\r\n\"To\";\"Name\"\r\n\"x@x.cn\";\"Ann\"\r\n");
        Assert.Equal(["x@x.cn|Ann"], All(list));
    }

    [Fact]
    public void Blanks_and_invisible_characters_around_values_are_removed()
    {
        using var list = OpenText("\u200B To\u00A0,\u3000姓名\u3000, a b \n \uFEFFx@x.cn\u200B ,\"\u3000王 伟 \", \"c, d\" \n");
        Assert.Equal(["To", "姓名", "a b"], list.Columns);
        Assert.Equal(["x@x.cn|王 伟|c, d"], All(list));
    }

    [Fact]
    public void Quoted_values_may_contain_delimiters_line_breaks_and_quotes()
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
    public void Empty_rows_are_skipped_and_counted()
    {
        using var list = OpenText("\n,,\nTo,a\n\nx@x.cn,1\n , \u3000\n\n\"y@x.cn\",\"2\n3\"\n\nz@x.cn,4");
        Assert.Equal([5, 8, 10], Rows(list).Select(row => (int)row.Number));
    }

    [Theory]
    [InlineData("To,a\r\nx@x.cn,1\r\n")]
    [InlineData("To,a\nx@x.cn,1")]
    [InlineData("To,a\rx@x.cn,1\r")]
    public void All_kinds_of_line_ends_are_read(string text)
    {
        using var list = OpenText(text);
        Assert.Equal(["x@x.cn|1"], All(list));
    }

    [Theory]
    [InlineData("To,a\nx@x.cn,\"1\ny@x.cn,2\nz@x.cn,3\n", 2)]
    [InlineData("To,a\nx@x.cn,1\ny@x.cn,\"2\nz@x.cn,\"3\"\n", 3)]
    public void An_unclosed_quote_loses_no_row_without_notice(string text, int row)
    {
        Assert.Equal(ListProblem.UnclosedQuote, Problem(() => OpenText(text), out var detail));
        Assert.Equal($"{row}", detail);
    }

    [Fact]
    public void An_unclosed_quote_late_in_a_long_file_is_found_after_the_rows_before_it()
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
    public void A_header_alone_has_no_rows()
    {
        using var list = OpenText("Name,City");
        Assert.Equal(["Name", "City"], list.Columns);
        Assert.Null(list.Read());
    }

    [Fact]
    public void A_file_that_another_program_writes_to_can_be_read()
    {
        using var excel = new FileStream(File, FileMode.Create, FileAccess.ReadWrite, FileShare.ReadWrite);
        excel.Write([(byte)'T', (byte)'o', (byte)'\n', (byte)'a', (byte)'@', (byte)'x', (byte)'.', (byte)'c', (byte)'n'], 0, 9);
        excel.Flush();
        using var list = Open();
        Assert.Equal(["a@x.cn"], All(list));
    }

    [Fact]
    public void Reading_can_be_canceled()
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
