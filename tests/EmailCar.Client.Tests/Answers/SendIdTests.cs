using EmailCar.Client.Tests.Support;

namespace EmailCar.Client.Tests.Answers;

/// <summary>Every possible form of the ids of a submission.</summary>
public class SendIdTests : ServiceTest
{
    /// <summary>Above 2^53, so that a double cannot represent it.</summary>
    private const long Big = 873216184254383362;

    private static readonly string[] Two = ["a@x.cn", "b@x.cn"];

    [Theory]
    [InlineData("""{"return":{"id":873216184254383362}}""")]
    [InlineData("""{"return":{"id":"873216184254383362"}}""")]
    [InlineData("""{"return":{"id":[873216184254383362]}}""")]
    [InlineData("""{"return":[{"id":873216184254383362}]}""")]
    [InlineData("""{"return":{"0":{"id":"873216184254383362"}}}""")]
    [InlineData("""{"return":{"id":{"a@x.cn":873216184254383362}}}""")]
    [InlineData("""{"return":{"a@x.cn":873216184254383362}}""")]
    [InlineData("""{"return":873216184254383362}""")]
    [InlineData("""{"id":873216184254383362}""")]
    [InlineData("""[{"return":{"id":873216184254383362}}]""")]
    public async Task One_recipient_gets_the_id_with_all_its_digits(string data) => Assert.Equal([Big], await Ids(data, "a@x.cn"));

    [Theory]
    [InlineData("""{"return":{"id":"9007199254740993;9007199254740995"}}""")]
    [InlineData("""{"return":{"id":"9007199254740993,9007199254740995"}}""")]
    [InlineData("""{"return":{"id":" 9007199254740993 ; 9007199254740995;"}}""")]
    [InlineData("""{"return":{"id":[9007199254740993,9007199254740995]}}""")]
    [InlineData("""{"return":{"id":["9007199254740993","9007199254740995"]}}""")]
    [InlineData("""{"return":{"id":{"0":9007199254740993,"1":9007199254740995}}}""")]
    [InlineData("""{"return":{"id":{"a@x.cn":9007199254740993,"b@x.cn":9007199254740995}}}""")]
    [InlineData("""{"return":{"id":{"b@x.cn":"9007199254740995","A@X.CN":"9007199254740993"}}}""")]
    [InlineData("""{"return":[{"id":9007199254740993},{"id":"9007199254740995"}]}""")]
    [InlineData("""{"return":{"0":{"id":9007199254740993},"1":{"id":9007199254740995}}}""")]
    [InlineData("""{"return":[{"id":9007199254740995,"to":"b@x.cn"},{"id":9007199254740993,"to":"a@x.cn"}]}""")]
    [InlineData("""{"return":[{"id":9007199254740995,"email":"b@x.cn"},{"id":9007199254740993,"email":"a@x.cn"}]}""")]
    [InlineData("""{"return":{"b@x.cn":{"id":9007199254740995},"a@x.cn":{"id":9007199254740993}}}""")]
    [InlineData("""{"return":[9007199254740993,9007199254740995]}""")]
    public async Task Ids_are_assigned_in_order_if_there_are_as_many_as_recipients(string data) =>
        Assert.Equal([9007199254740993, 9007199254740995], await Ids(data, Two));

    [Theory]
    [InlineData("""{"return":{"id":873216184254383362}}""")]
    [InlineData("""{"return":[{"id":"873216184254383362"}]}""")]
    public async Task One_id_for_several_recipients_is_shared(string data) => Assert.Equal([Big, Big], await Ids(data, Two));

    [Fact]
    public async Task Addresses_decide_even_if_only_some_are_given() =>
        Assert.Equal([null, 7L], await Ids("""{"return":{"id":{"b@x.cn":7}}}""", Two));

    [Theory]
    [InlineData("""{"return":{"id":[1,2,3]}}""")]
    [InlineData("""{"return":{"id":"1;2;3"}}""")]
    [InlineData("""{"return":{"id":"queued"}}""")]
    [InlineData("""{"return":{"id":[1,"none"]}}""")]
    [InlineData("""{"return":{"id":[1,8.5]}}""")]
    [InlineData("""{"return":{"id":99999999999999999999}}""")]
    [InlineData("""{"return":{"id":null}}""")]
    [InlineData("""{"return":{"id":true}}""")]
    [InlineData("""{"return":{}}""")]
    [InlineData("""{"return":""}""")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("\"\"")]
    public async Task Any_other_form_is_accepted_without_an_id(string data) => Assert.Equal([null, null], await Ids(data, Two));

    [Fact]
    public async Task A_response_without_data_is_accepted_without_an_id()
    {
        Server.Answer(SendPath, """{"msg":"邮件发送成功","status":"success"}""");
        Assert.Equal([null], await Submit("a@x.cn"));
    }

    [Fact]
    public async Task The_vendor_s_sample_is_read()
    {
        Server.Answer(SendPath, """{"data":{"return":{"id":873216184254383362}},"msg":"邮件发送成功","status":"success"}""");
        Assert.Equal([Big, Big], await Submit("test@emailcar.net", "test1@emailcar.net"));
    }

    private async Task<IReadOnlyList<long?>> Ids(string data, params string[] to)
    {
        Server.Answer(SendPath, $$"""{"data":{{data}},"msg":"邮件发送成功","status":"success"}""");
        return await Submit(to);
    }
}
