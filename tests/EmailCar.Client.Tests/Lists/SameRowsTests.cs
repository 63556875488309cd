using System.Text;
using EmailCar.Client.Tests.Support;
using EmailCar.Platform;
using EmailCar.Testing;

namespace EmailCar.Client.Tests.Lists;

/// <summary>One list in every format that Excel and other programs save.</summary>
public sealed class SameRowsTests : ListTest
{
    private static readonly string[][] List =
    [
        ["邮箱", "姓名", "备注"],
        .. Enumerable.Range(1, 1000).Select(i => new[]
        {
            $"user{i}@example.com", i % 7 == 0 ? $"欧阳{i}" : $"王伟{i}", i % 3 == 0 ? "" : i % 5 == 0 ? "一,\"二\"\n三" : "五 六",
        }),
    ];

    [Theory]
    [InlineData("utf-8 with a mark")]
    [InlineData("utf-8")]
    [InlineData("utf-16")]
    [InlineData("utf-16, big-endian")]
    [InlineData("utf-32")]
    [InlineData("semicolons")]
    [InlineData("tabs")]
    [InlineData("tabs, utf-16")]
    [InlineData("xlsx")]
    public void The_same_list_gives_the_same_rows(string form) => Check(form);

    [NeedsGbkTheory]
    [InlineData("gbk")]
    [InlineData("gb18030")]
    public void The_same_list_gives_the_same_rows_from_a_Chinese_code_page(string form) => Check(form);

    private void Check(string form)
    {
        Save(form);
        using var list = Open();
        Assert.Equal(List[0], list.Columns);
        Assert.Equal(["邮箱"], list.AddressColumnNames);
        var rows = Rows(list).ToArray();
        Assert.Equal(List.Skip(1), rows.Select(row => row.Values));
        Assert.Equal(List.Skip(1).Select(row => row[0]), rows.Select(row => row.To));
        Assert.Equal(Enumerable.Range(2, 1000), rows.Select(row => (int)row.Number));
    }

    private void Save(string form)
    {
        if (form == "xlsx")
        {
            RawWorkbook.Write(File, () => List, List[0].Length);
            return;
        }

        var delimiter = form.StartsWith("tabs", StringComparison.Ordinal) ? '\t' : form == "semicolons" ? ';' : ',';
        Write(Text(delimiter), form switch
        {
            "utf-8 with a mark" => Encoding.UTF8,
            "utf-16" or "tabs, utf-16" => Encoding.Unicode,
            "utf-16, big-endian" => Encoding.BigEndianUnicode,
            "utf-32" => Encoding.UTF32,
            "gbk" or "gb18030" => Encodings.Find(form)!,
            _ => new UTF8Encoding(false),
        });
    }

    private static string Text(char delimiter)
    {
        var separator = delimiter.ToString();
        return string.Concat(List.Select(row => string.Join(separator, row.Select(cell => Quoted(cell, delimiter))) + "\r\n"));
    }

    private static string Quoted(string cell, char delimiter) =>
        cell.IndexOfAny([delimiter, '"', '\n']) < 0 ? cell : $"\"{cell.Replace("\"", "\"\"")}\"";
}
