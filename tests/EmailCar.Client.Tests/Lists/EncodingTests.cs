using System.Text;
using EmailCar.Client.Tests.Support;
using EmailCar.Lists;
using EmailCar.Platform;

namespace EmailCar.Client.Tests.Lists;

/// <summary>Which encoding a text is read in.</summary>
public sealed class EncodingTests : ListTest
{
    /// <summary>A text much longer than one read operation.</summary>
    private static readonly string Long = "To,Name\n" + string.Concat(Enumerable.Range(0, 20_000).Select(i => $"user{i}@example.com,Ann\n"));

    [Fact]
    public void A_Chinese_character_may_come_late_in_UTF_8()
    {
        using var list = OpenText(Long + "last@example.com,王伟");
        Assert.Equal("utf-8", list.Encoding);
        Assert.Equal("last@example.com|王伟", All(list)[^1]);
    }

    [NeedsGbkTheory]
    [InlineData("gbk")]
    [InlineData("gb18030")]
    public void A_Chinese_character_may_come_late_in_a_code_page(string encoding)
    {
        using var list = OpenText(Long + "last@example.com,王伟", Encodings.Find(encoding));
        Assert.Equal("gb18030", list.Encoding, ignoreCase: true);
        Assert.Equal("last@example.com|王伟", All(list)[^1]);
    }

    [NeedsGbkTheory]
    [InlineData("big5")]
    [InlineData("950")]
    public void Another_encoding_is_given_by_name_or_code_page(string name)
    {
        using var list = OpenText("To,Name\na@x.cn,王偉", Encodings.Find("big5"), new ListSettings { Encoding = RecipientList.FindEncoding(name) });
        Assert.Equal(["a@x.cn|王偉"], All(list));
    }

    [Fact]
    public void A_byte_order_mark_overrides_the_given_encoding()
    {
        using var list = OpenText("To,Name\na@x.cn,王伟", Encoding.Unicode, new ListSettings { Encoding = Encoding.UTF8 });
        Assert.Equal(["a@x.cn|王伟"], All(list));
    }

    [NeedsGbkTheory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_name_appended_in_GBK_is_not_read_as_Greek(bool hasMark)
    {
        var utf8 = new UTF8Encoding(hasMark);
        System.IO.File.WriteAllBytes(
            File, [.. utf8.GetPreamble(), .. utf8.GetBytes("To,Name\na@x.cn,王·伟\nc@x.cn,José\n"), .. Encodings.Find("gbk")!.GetBytes("b@x.cn,伟\n")]);
        using var list = Open();
        var rows = Rows(list).ToArray();
        Assert.Equal(["王·伟", "José", ""], rows.Select(row => row.Values[1]));
        Assert.Equal([4L], list.UnreadableRows.First);
    }

    [Fact]
    public void A_no_break_space_of_Windows_1252_is_a_blank()
    {
        System.IO.File.WriteAllBytes(File, [.. Encoding.UTF8.GetBytes("To,姓名\na@x.cn,王伟\nb@x.cn"), 0xA0, .. Encoding.UTF8.GetBytes(",Ann\n")]);
        using var list = Open();
        Assert.Equal(["a@x.cn|王伟", "b@x.cn|Ann"], All(list));
        Assert.Equal(0, list.UnreadableRows.Count);
    }

    [NeedsGbkTheory]
    [InlineData("gb18030", "王伟,李娜,客户", "euc-kr")]
    public void A_text_that_could_be_Chinese_but_is_not_is_a_guess(string chinese, string names, string korean)
    {
        Write("To,Name\n" + string.Concat(Enumerable.Range(0, 30).Select(i => $"u{i}@x.cn,김민수 이영희 대한민국\n")), Encodings.Find(korean)!);
        using (var list = Open())
        {
            Assert.Equal(EmailCar.Tables.EncodingDoubt.Guess, list.EncodingDoubt);
        }

        Write("To,姓名\na@x.cn," + names.Split(',')[0] + "\n", Encodings.Find(chinese)!);
        using var certain = Open();
        Assert.Equal(EmailCar.Tables.EncodingDoubt.None, certain.EncodingDoubt);
    }

#if !NETFRAMEWORK
    /// <summary>A registered provider changes Encoding.GetEncoding for the whole process. MimeKit registers one, if it was loaded before.</summary>
    [Fact]
    public void Code_pages_are_not_registered_for_the_whole_process()
    {
        var before = IsKnown("gbk");
        using (var text = OpenText("To,Name\na@x.cn,王伟", Encodings.Find("gbk")))
        {
            Assert.Single(All(text));
        }

        using (var workbook = OpenSheet(Texts(["To"], ["a@x.cn"])))
        {
            Assert.Single(All(workbook));
        }

        Assert.Equal(before, IsKnown("gbk"));
    }

    private static bool IsKnown(string name)
    {
        try
        {
            return Encoding.GetEncoding(name) is not null;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
#endif

    [Theory]
    [InlineData("utf8")]
    [InlineData("UTF8BOM")]
    [InlineData("utf-8")]
    [InlineData("65001")]
    [InlineData("unicode")]
    [InlineData("bigendianunicode")]
    [InlineData("ascii")]
    public void Names_are_those_of_PowerShell_and_of_the_system(string name) => Assert.NotNull(RecipientList.FindEncoding(name));

    [Theory]
    [InlineData("klingon")]
    [InlineData("99999999999")]
    [InlineData("-1")]
    [InlineData(" ")]
    public void Other_names_are_not_encodings(string name) => Assert.Null(RecipientList.FindEncoding(name));
}
