using System.Text;
using EmailCar.Client.Tests.Support;
using EmailCar.Failures;
using EmailCar.Lists;
using EmailCar.Platform;

namespace EmailCar.Client.Tests.Lists;

/// <summary>Which row has the column names, and which rows are not recipients.</summary>
public sealed class HeaderTests : ListTest
{
    [Theory]
    [InlineData("----客户明细列表----,,\n订单号,买家,邮箱\n1,王伟,a@x.cn\n", 2)]
    [InlineData("客户明细\n制表：张三\n\n订单号,买家,邮箱\n1,王伟,a@x.cn\n", 4)]
    [InlineData("2026年5月，客户通知\n订单号;买家;邮箱\n1;王伟;a@x.cn\n", 2)]
    [InlineData("请勿外传,,\n订单号,买家,邮箱\n\n1,王伟,a@x.cn\n", 2)]
    [InlineData("联系 hr@example.com 修改,,\n=====,=====,=====\n订单号,买家,*邮箱（必填）\n1,王伟,a@x.cn\n", 3)]
    [InlineData("客户名单,,\n订单号,买家,联系\n1,王伟,a@x.cn\n", 2)]
    public void Titles_and_notes_above_the_header_are_not_the_header(string text, int row)
    {
        using var list = OpenText(text);
        Assert.Equal(row, list.HeaderNumber);
        Assert.Equal("王伟", Rows(list).Single().Values[1]);
        Assert.Equal("订单号", list.Columns[0]);
    }

    [Theory]
    [InlineData("姓名,联系方式,\n,电话,邮箱\n王伟,139,a@x.cn\n")]
    [InlineData("姓名,,联系方式,\n,邮箱,电话,地址\n王伟,a@x.cn,139,北京\n")]
    [InlineData("名单,,\n姓名,联系方式,\n,电话,邮箱\n王伟,139,a@x.cn\n合计,1,\n")]
    public void A_header_may_take_two_rows(string text)
    {
        using var list = OpenText(text);
        Assert.Equal("姓名", list.Columns[0]);
        Assert.Subset(new HashSet<string> { "姓名", "电话", "邮箱", "地址" }, new HashSet<string>(list.Columns));
        Assert.Equal("a@x.cn", Rows(list).Single().To);
    }

    [Fact]
    public void Names_that_two_groups_share_are_prefixed_with_the_group()
    {
        using var list = OpenText("员工,,收入,,扣除,\n姓名,邮箱,基本,其他,基本,其他\n王伟,a@x.cn,1,2,3,4\n");
        Assert.Equal(["姓名", "邮箱", "收入基本", "收入其他", "扣除基本", "扣除其他"], list.Columns);
    }

    [Theory]
    [InlineData("Name,Contact\n姓名,联系\n王伟,a@x.cn\n")]
    [InlineData("Name,Email\n姓名,邮箱\n王伟,a@x.cn\n")]
    [InlineData("客户名单,,\n王伟,139,a@x.cn\n李娜,138,b@x.cn\n")]
    [InlineData("hr@x.cn,,\n姓名,电话,邮箱\n王伟,139,a@x.cn\n")]
    public void An_uncertain_header_is_an_error_that_shows_the_candidates(string text)
    {
        Assert.Equal(ListProblem.UncertainHeader, Problem(() => OpenText(text), out var candidates));
        Assert.Contains("1: ", candidates);
        Assert.Contains("2: ", candidates);
    }

    [Fact]
    public void A_given_row_is_the_header()
    {
        using (var list = OpenText("Name,Email\n姓名,邮箱\n王伟,a@x.cn\n", settings: new ListSettings { HeaderRow = 2 }))
        {
            Assert.Equal(["姓名", "邮箱"], list.Columns);
            Assert.Equal(3, Rows(list).Single().Number);
        }

        Assert.Equal(ListProblem.HeaderRowNotFound, Problem(() => OpenText("To\n\na@x.cn\n", settings: new ListSettings { HeaderRow = 2 }), out var row));
        Assert.Equal("2", row);
        Assert.Equal(ListProblem.HeaderRowNotFound, Problem(() => OpenText("To\na@x.cn\n", settings: new ListSettings { HeaderRow = 9 }), out _));
    }

    [Fact]
    public void A_title_merged_across_the_columns_is_not_the_header()
    {
        using var list = OpenSheet(Texts(["5月名单", "", ""], ["序号", "姓名", "邮箱"], ["1", "王伟", "a@x.cn"], ["2", "李娜", "b@x.cn"]), merged: "A1:C1");
        Assert.Equal(["序号", "姓名", "邮箱"], list.Columns);
        Assert.Equal(["1|王伟|a@x.cn", "2|李娜|b@x.cn"], All(list));
    }

    [Fact]
    public void Merged_names_in_a_header_of_two_rows_are_read_as_they_look()
    {
        using var list = OpenSheet(
            Texts(["姓名", "联系方式", "", "备注"], ["", "电话", "邮箱", ""], ["王伟", "139", "a@x.cn", "x"]),
            merged: "A1:A2 B1:C1 D1:D2");
        Assert.Equal(["姓名", "电话", "邮箱", "备注"], list.Columns);
        Assert.Equal(["王伟|139|a@x.cn|x"], All(list));
    }

    [Theory]
    [InlineData("合计,,3")]
    [InlineData("合 计：,2,")]
    [InlineData("共 2 条,,")]
    [InlineData("Grand Total,,2")]
    [InlineData("备注：以上名单请核对,,")]
    [InlineData("------,------,------")]
    [InlineData("序号,姓名,邮箱")]
    public void Totals_notes_and_lines_are_skipped_and_reported(string row)
    {
        using var list = OpenText($"序号,姓名,邮箱\n1,王伟,a@x.cn\n{row}\n2,李娜,b@x.cn\n");
        Assert.Equal(["a@x.cn", "b@x.cn"], Rows(list).Select(r => r.To));
        Assert.Equal([3L], list.LeftOut.First);
    }

    [Theory]
    [InlineData("3,王伟,")]
    [InlineData("3,合计,c@x.cn")]
    [InlineData("总计划部,,c@x.cn")]
    public void A_possible_recipient_is_not_skipped(string row)
    {
        using var list = OpenText($"序号,姓名,邮箱\n1,王伟,a@x.cn\n{row}\n");
        Assert.Equal(2, Rows(list).Count());
        Assert.Equal(0, list.LeftOut.Count);
    }

    [Theory]
    [InlineData("=\"8732161842543833621\"", "=\"b@x.cn\"")]
    [InlineData("'8732161842543833621", "'b@x.cn")]
    [InlineData("`8732161842543833621", "`b@x.cn")]
    public void Marks_that_prevent_rounding_in_Excel_are_removed(string id, string address)
    {
        using var list = OpenText($"订单编号,邮箱,姓名\n{id},{address},'s-Hertogenbosch\n{id},{address},'s-Gravenhage\n");
        Assert.Equal(["8732161842543833621|b@x.cn|'s-Hertogenbosch", "8732161842543833621|b@x.cn|'s-Gravenhage"], All(list));
    }

    [Fact]
    public void If_some_values_of_a_column_have_no_mark_the_marks_stay()
    {
        using var list = OpenText("邮箱,v\na@x.cn,'1\nb@x.cn,2\n");
        Assert.Equal(["a@x.cn|'1", "b@x.cn|2"], All(list));
    }

    [NeedsGbkTheory]
    [InlineData("gb18030")]
    public void Marks_in_column_names_are_removed(string encoding)
    {
        using var list = OpenText("=\"订单编号\",=\"邮箱\"\n=\"0087\",a@x.cn\n", Encodings.Find(encoding));
        Assert.Equal(["订单编号", "邮箱"], list.Columns);
        Assert.Equal(["0087|a@x.cn"], All(list));
    }

    [Theory]
    [InlineData("\u3000邮箱\u3000,姓名 ")]
    [InlineData("\"Email \n\",姓名")]
    [InlineData("\u00A0Email\u200B,姓名")]
    public void Blanks_around_column_names_are_ignored(string header)
    {
        using var list = OpenText(header + "\na@x.cn,王伟\n", Encoding.UTF8);
        Assert.Equal("姓名", list.Columns[1]);
        Assert.Single(list.AddressColumnNames);
    }
}
