using EmailCar.Failures;

namespace EmailCar.Client.Tests.Lists;

/// <summary>The names of the columns, and which one has the address.</summary>
public sealed class ColumnTests : ListTest
{
    [Theory]
    [InlineData("姓名,邮箱\n王伟,a@x.cn")]
    [InlineData("姓名, EMAIL \n王伟,a@x.cn")]
    [InlineData("Sender,Email\nb@x.cn,a@x.cn")]
    [InlineData("姓名,联系\n王伟,a@x.cn")]
    [InlineData("姓名,联系\n王伟,a＠x.cn")]
    public void The_address_column_is_found_by_its_name_or_else_by_its_values(string text)
    {
        using var list = OpenText(text);
        Assert.Equal("a@x.cn", Rows(list).Single().To.Replace('＠', '@'));
    }

    [Fact]
    public void An_empty_column_does_not_hide_a_filled_one_with_another_name()
    {
        using var list = OpenText("邮箱,Email\na@x.cn,\nb@x.cn,c@x.cn\n,d@x.cn\n,,1\nx,\n");
        Assert.Equal(["Email", "邮箱"], list.AddressColumnNames);
        Assert.Equal(["a@x.cn", "c@x.cn", "d@x.cn", "", "x"], Rows(list).Select(row => row.To));
    }

    [Fact]
    public void A_column_with_the_names_of_recipients_has_lower_priority_than_one_with_addresses()
    {
        using var list = OpenText("收件人,邮箱\n王伟,a@x.cn\n李娜,b@x.cn\n");
        Assert.Equal(["a@x.cn", "b@x.cn"], Rows(list).Select(row => row.To));
    }

    [Fact]
    public void If_a_column_name_is_known_the_values_are_not_checked()
    {
        using var list = OpenText("Email,Manager\nwang,boss@x.cn\n");
        Assert.Equal("wang", Rows(list).Single().To);
    }

    [Fact]
    public void Most_values_decide_not_all()
    {
        using var list = OpenText("name,contact,cc\nA,a@x.cn,\nB,see below,\nC,c@x.cn; d@x.cn,no\n,,e@x.cn\nD,,no\n");
        Assert.Equal(["contact"], list.AddressColumnNames);
    }

    [Fact]
    public void Several_columns_with_addresses_are_an_error_that_names_them()
    {
        Assert.Equal(ListProblem.AmbiguousAddressColumn, Problem(() => OpenText("name,客户,经理\nA,a@x.cn,b@x.cn"), out var columns));
        Assert.Equal("客户, 经理", columns);
    }

    [Fact]
    public void No_column_with_addresses_is_an_error_that_names_the_columns()
    {
        Assert.Equal(ListProblem.NoAddressColumn, Problem(() => OpenText("姓名,城市\n王伟,上海"), out var columns));
        Assert.Equal("姓名, 城市", columns);
    }

    [Theory]
    [InlineData("a@x.cn\nb@x.cn\n")]
    [InlineData("王伟,a@x.cn\n李娜,b@x.cn\n")]
    public void An_address_in_place_of_the_header_is_not_lost(string text)
    {
        Assert.Equal(ListProblem.MissingHeader, Problem(() => OpenText(text), out var address));
        Assert.Equal("a@x.cn", address);
    }

    [Fact]
    public void A_repeated_name_is_an_error()
    {
        Assert.Equal(ListProblem.DuplicateColumn, Problem(() => OpenText("To,备注, 备注\na@x.cn,1,2"), out var column));
        Assert.Equal("备注", column);
        Assert.Equal(ListProblem.DuplicateColumn, Problem(() => OpenText("To,Name,NAME\na@x.cn,1,2"), out _));
    }

    [Fact]
    public void Columns_without_a_name_get_one()
    {
        using var list = OpenText("To,,H1,,\na@x.cn,1,2,3\n");
        Assert.Equal(["To", "H2", "H1", "H3"], list.Columns);
        Assert.Equal(["H2", "H3"], list.UnnamedColumns);
    }

    [Fact]
    public void Empty_columns_at_the_end_are_ignored()
    {
        using var list = OpenText("To,Name,,,\na@x.cn,Ann,,,\n");
        Assert.Equal(["To", "Name"], list.Columns);
        Assert.Empty(list.UnnamedColumns);
    }
}
