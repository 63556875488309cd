using System.Text;
using EmailCar.Client.Tests.Support;
using EmailCar.Testing;

namespace EmailCar.Client.Tests.Answers;

/// <summary>Any charset that the service uses, declares, or fails to declare.</summary>
public class CharsetTests : ServiceTest
{
    private const string Before = """[{"subject":" """, Text = "中文，您好", After = """ "}]""";

    /// <summary>The text in GBK, from the code chart and not from an encoder that the client also uses.</summary>
    private static readonly byte[] Gbk = [0xD6, 0xD0, 0xCE, 0xC4, 0xA3, 0xAC, 0xC4, 0xFA, 0xBA, 0xC3];

    [Theory]
    [InlineData("Content-Type: application/json; charset=utf-8")]
    [InlineData("Content-Type: application/json; charset=\"UTF-8\"")]
    [InlineData("Content-Type: application/json")]
    [InlineData("Content-Type: text/html")]
    [InlineData("Content-Type: text/html; charset=nobody-knows-it")]
    [InlineData("Content-Type: no type at all")]
    [InlineData("X-No: type")]
    public Task UTF_8_is_read_whatever_charset_is_declared(string header) => Reads(Encoding.UTF8.GetBytes(Text), header);

    [Fact]
    public Task A_byte_order_mark_is_ignored() =>
        Reads(Encoding.UTF8.GetBytes(Text), "Content-Type: application/json; charset=utf-8", [0xEF, 0xBB, 0xBF]);

    [NeedsGbkTheory]
    [InlineData("Content-Type: application/json; charset=GBK")]
    [InlineData("Content-Type: application/json; charset=gb2312")]
    [InlineData("Content-Type: application/json; charset=\"GB18030\"")]
    public Task GBK_is_read_as_declared(string header) => Reads(Gbk, header);

    [NeedsGbkTheory]
    [InlineData("Content-Type: application/json")]
    [InlineData("Content-Type: application/json; charset=utf-8")]
    [InlineData("X-No: type")]
    public Task GBK_is_recognized_without_a_declaration(string header) => Reads(Gbk, header);

    [Fact]
    public Task A_byte_order_mark_overrides_the_declared_charset() =>
        Reads(Encoding.UTF8.GetBytes(Text), "Content-Type: application/json; charset=GBK", [0xEF, 0xBB, 0xBF]);

    [Theory]
    [InlineData(false, "Content-Type: application/json")]
    [InlineData(true, "Content-Type: application/json")]
    [InlineData(false, "Content-Type: application/json; charset=utf-8")]
    public async Task UTF_16_is_read_by_its_byte_order_mark(bool bigEndian, string header)
    {
        var utf16 = new UnicodeEncoding(bigEndian, byteOrderMark: true);
        await ReadsWhole([.. utf16.GetPreamble(), .. utf16.GetBytes(Answer(Text))], header);
    }

    [Fact]
    public Task UTF_16_is_read_as_declared() =>
        ReadsWhole(Encoding.Unicode.GetBytes(Answer(Text)), "Content-Type: application/json; charset=utf-16");

    [Theory]
    [InlineData(@"\ud83d", "\ufffd")]
    [InlineData(@"\uDE00!", "\ufffd!")]
    [InlineData(@"\ud83d\ud83d\ude00", "\ufffd😀")]
    [InlineData(@"\ud83d\ude00", "😀")]
    [InlineData(@"\\ud83d", @"\ud83d")]
    [InlineData(@"\\\ud83d\n", "\\\ufffd\n")]
    public async Task Half_an_emoji_is_read_as_a_replacement_character(string json, string expected)
    {
        Server.Answer(ListsPath, $$"""{"data":[{"subject":"{{json}}","{{json}}":""}],"msg":"{{json}}","status":"success"}""");
        Assert.Equal(expected, Assert.Single(await AskDeliveries()).Subject);
    }

    private static string Answer(string text) => $$"""{"data":{{Before}}{{text}}{{After}},"msg":"ok","status":"success"}""";

    private Task Reads(byte[] text, string header, params byte[] mark)
    {
        var around = Answer("|").Split('|').Select(Encoding.ASCII.GetBytes).ToArray();
        return ReadsWhole([.. mark, .. around[0], .. text, .. around[1]], header);
    }

    private async Task ReadsWhole(byte[] body, string header)
    {
        Server.Answer(ListsPath, RawAnswer.Bytes(body, header));
        Assert.Equal($" {Text} ", Assert.Single(await AskDeliveries()).Subject);
    }
}
