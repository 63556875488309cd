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
    public void Titles_and_notes_above_the_header_are_no_header(string text, int row)
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
    public void Names_that_two_groups_share_have_the_group_in_front()
    {
        using var list = OpenText("员工,,收入,,扣除,\n姓名,邮箱,基本,其他,基本,其他\n王伟,a@x.cn,1,2,3,4\n");
        Assert.Equal(["姓名", "邮箱", "收入基本", "收入其他", "扣除基本", "扣除其他"], list.Columns);
    }

    [Theory]
    [InlineData("Name,Contact\n姓名,联系\n王伟,a@x.cn\n")]
    [InlineData("Name,Email\n姓名,邮箱\n王伟,a@x.cn\n")]
    [InlineData("客户名单,,\n王伟,139,a@x.cn\n李娜,138,b@x.cn\n")]
    [InlineData("hr@x.cn,,\n姓名,电话,邮箱\n王伟,139,a@x.cn\n")]
    public void Where_it_is_not_certain_nothing_is_read_and_the_candidates_are_shown(string text)
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
    public void A_title_that_is_merged_over_the_columns_is_none()
    {
        using var list = OpenSheet(Texts(["5月名单", "", ""], ["序号", "姓名", "邮箱"], ["1", "王伟", "a@x.cn"], ["2", "李娜", "b@x.cn"]), merged: "A1:C1");
        Assert.Equal(["序号", "姓名", "邮箱"], list.Columns);
        Assert.Equal(["1|王伟|a@x.cn", "2|李娜|b@x.cn"], All(list));
    }

    [Fact]
    public void Merged_names_of_a_header_of_two_rows_are_read_as_they_look()
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
    public void Totals_notes_and_lines_are_left_out_and_named(string row)
    {
        using var list = OpenText($"序号,姓名,邮箱\n1,王伟,a@x.cn\n{row}\n2,李娜,b@x.cn\n");
        Assert.Equal(["a@x.cn", "b@x.cn"], Rows(list).Select(r => r.To));
        Assert.Equal([3L], list.LeftOut.First);
    }

    [Theory]
    [InlineData("3,王伟,")]
    [InlineData("3,合计,c@x.cn")]
    [InlineData("总计划部,,c@x.cn")]
    public void Whoever_may_be_a_recipient_is_not_left_out(string row)
    {
        using var list = OpenText($"序号,姓名,邮箱\n1,王伟,a@x.cn\n{row}\n");
        Assert.Equal(2, Rows(list).Count());
        Assert.Equal(0, list.LeftOut.Count);
    }

    [Theory]
    [InlineData("=\"8732161842543833621\"", "=\"b@x.cn\"")]
    [InlineData("'8732161842543833621", "'b@x.cn")]
    [InlineData("`8732161842543833621", "`b@x.cn")]
    public void Marks_that_keep_Excel_from_rounding_are_removed(string id, string address)
    {
        using var list = OpenText($"订单编号,邮箱,姓名\n{id},{address},'s-Hertogenbosch\n{id},{address},'s-Gravenhage\n");
        Assert.Equal(["8732161842543833621|b@x.cn|'s-Hertogenbosch", "8732161842543833621|b@x.cn|'s-Gravenhage"], All(list));
    }

    [Fact]
    public void Where_not_all_values_of_a_column_have_the_mark_they_stay()
    {
        using var list = OpenText("邮箱,v\na@x.cn,'1\nb@x.cn,2\n");
        Assert.Equal(["a@x.cn|'1", "b@x.cn|2"], All(list));
    }

    [NeedsGbkTheory]
    [InlineData("gb18030")]
    public void The_column_names_have_no_marks_either(string encoding)
    {
        using var list = OpenText("=\"订单编号\",=\"邮箱\"\n=\"0087\",a@x.cn\n", Encodings.Find(encoding));
        Assert.Equal(["订单编号", "邮箱"], list.Columns);
        Assert.Equal(["0087|a@x.cn"], All(list));
    }

    [Theory]
    [InlineData("\u3000邮箱\u3000,姓名 ")]
    [InlineData("\"Email \n\",姓名")]
    [InlineData("\u00A0Email\u200B,姓名")]
    public void Blanks_around_column_names_do_not_count(string header)
    {
        using var list = OpenText(header + "\na@x.cn,王伟\n", Encoding.UTF8);
        Assert.Equal("姓名", list.Columns[1]);
        Assert.Single(list.AddressColumnNames);
    }
}
