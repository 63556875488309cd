using EmailCar.Client.Tests.Support;
using EmailCar.Failures;
using EmailCar.Http;
using EmailCar.Settings;

namespace EmailCar.Client.Tests.Http;

/// <summary>The user's own patterns for error texts.</summary>
public class ErrorPatternFileTests : IDisposable
{
    private readonly string _path = Path.Combine(Path.GetTempPath(), $"emailcar-{Guid.NewGuid():N}.json");

    public void Dispose()
    {
        File.Delete(_path);
        GC.SuppressFinalize(this);
    }

    [Theory]
    [InlineData("authentication", FailureKind.Authentication)]
    [InlineData("tooFast", FailureKind.TooFast)]
    [InlineData("noPoints", FailureKind.NoPoints)]
    [InlineData("accountClosed", FailureKind.AccountClosed)]
    [InlineData("senderNotRegistered", FailureKind.SenderNotRegistered)]
    [InlineData("badRecipient", FailureKind.BadRecipient)]
    [InlineData("TOOFAST", FailureKind.TooFast)]
    public void Patterns_can_be_added_for_each_kind(string name, FailureKind kind)
    {
        var table = Load($$"""{ "{{name}}": ["^E10[0-9]$", "稍候再试"] }""");
        Assert.Equal(kind, table.Classify("E105"));
        Assert.Equal(kind, table.Classify("请稍候再试"));
        Assert.Equal(FailureKind.Refused, table.Classify("E1055"));
    }

    [Fact]
    public void Patterns_can_be_added_for_no_rows()
    {
        var table = Load("""{ "noRows": ["查无记录"] }""");
        Assert.True(table.IsNoRows("查无记录"));
        Assert.True(table.IsNoRows("没有找到数据"));
        Assert.False(ErrorTable.BuiltIn.IsNoRows("查无记录"));
    }

    [Fact]
    public void User_patterns_come_before_the_built_in_ones()
    {
        var table = Load("""{ "accountClosed": ["发送过快"] }""");
        Assert.Equal(FailureKind.TooFast, ErrorTable.BuiltIn.Classify("发送过快"));
        Assert.Equal(FailureKind.AccountClosed, table.Classify("发送过快"));
        Assert.Equal(FailureKind.TooFast, table.Classify("too many requests"));
        Assert.Equal(FailureKind.Authentication, table.Classify("用户名或密码错误"));
    }

    [Fact]
    public void The_first_matching_user_pattern_is_used() =>
        Assert.Equal(FailureKind.NoPoints, Load("""{ "noPoints": ["E1"], "tooFast": ["E1"] }""").Classify("E1"));

    [Fact]
    public void A_pattern_that_takes_too_long_matches_nothing() =>
        Assert.Equal(FailureKind.TooFast, Load("""{ "noPoints": ["^(\\w+\\w+)+!$"] }""").Classify(new string('a', 200) + " too fast"));

    [Fact]
    public void Case_is_ignored() =>
        Assert.Equal(FailureKind.NoPoints, Load("""{ "noPoints": ["Wallet Empty"] }""").Classify("WALLET EMPTY"));

    [Fact]
    public void Without_a_file_the_built_in_patterns_are_used() => Assert.Same(ErrorTable.BuiltIn, ErrorTable.Load(_path));

    [Theory]
    [InlineData("{}")]
    [InlineData("""{ "tooFast": [] }""")]
    public void An_empty_file_adds_nothing(string json) =>
        Assert.Equal(FailureKind.TooFast, Load(json).Classify("发送过快"));

    [Fact]
    public void Comments_and_trailing_commas_are_allowed() => Assert.Equal(FailureKind.TooFast, Load("""
        {
          // seen on Monday
          "tooFast": [
            "E7", /* and once */
            "E8",
          ],
        }
        """).Classify("E8"));

    [Fact]
    public void A_byte_order_mark_is_ignored()
    {
        File.WriteAllText(_path, """{ "tooFast": ["稍候"] }""", new System.Text.UTF8Encoding(true));
        Assert.Equal(FailureKind.TooFast, ErrorTable.Load(_path).Classify("请稍候"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("tooFast: E7")]
    [InlineData("""{ "tooFast": ["E7" """)]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("""{ "toFast": ["E7"] }""")]
    [InlineData("""{ "refused": ["E7"] }""")]
    [InlineData("""{ "tooFast": "E7" }""")]
    [InlineData("""{ "tooFast": null }""")]
    [InlineData("""{ "tooFast": [7] }""")]
    [InlineData("""{ "tooFast": [null] }""")]
    [InlineData("""{ "tooFast": ["("] }""")]
    [InlineData("""{ "tooFast": ["E7"], "noPoints": ["[z-a]"] }""")]
    public void An_invalid_file_is_an_error_that_names_it(string json)
    {
        var e = Assert.Throws<ErrorPatternFileException>(() => Load(json));
        Assert.Equal(_path, e.Path);
        Assert.NotEmpty(e.Message);
        Assert.NotNull(e.InnerException);
    }

    [Fact]
    public void An_invalid_name_is_reported_with_the_valid_ones()
    {
        var e = Assert.Throws<ErrorPatternFileException>(() => Load("""{ "toFast": [] }"""));
        Assert.Contains("'toFast'", e.Message);
        Assert.Contains("tooFast", e.Message);
    }

    [Fact]
    public void A_client_reads_the_file_when_it_is_created()
    {
        File.WriteAllText(_path, "oops");
        var settings = new ClientSettings { ErrorPatternsPath = _path };
        var e = Assert.Throws<ErrorPatternFileException>(
            () => new EmailCarClient(new Account(ServiceTest.User, ServiceTest.Secure(ServiceTest.Password)), settings));
        Assert.Equal(_path, e.Path);
    }

    private ErrorTable Load(string json)
    {
        File.WriteAllText(_path, json);
        return ErrorTable.Load(_path);
    }
}
