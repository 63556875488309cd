using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using EmailCar.Journal;

namespace EmailCar.Client.Tests.Journal;

/// <summary>The checksum of each line of a journal.</summary>
public class LineSumsTests
{
    private const string First = "{\"a\":1}";
    private const string Second = "{\"b\":2}";

    [Fact]
    public void A_checksum_covers_its_line_and_the_checksum_before_it()
    {
        var first = Digits("{\"a\":1");
        var second = Digits(first + "{\"b\":2");
        using var sums = new LineSums();
        Assert.Equal($"{{\"a\":1,\"sum\":\"{first}\"}}\n", Seal(sums, First));
        Assert.Equal($"{{\"b\":2,\"sum\":\"{second}\"}}\n", Seal(sums, Second));
        Assert.Equal(second, sums.Last);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("\r")]
    [InlineData("\t \r")]
    public void A_line_is_accepted_with_blanks_at_its_end(string blanks)
    {
        using var sums = new LineSums();
        Check(sums, "xx", Sealed(First) + blanks, "yy");
        Assert.Equal(Digits("{\"a\":1"), sums.Last);
        Assert.Equal(First, Unseal("xx", Sealed(First) + blanks, "yy"));
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("{\"a\":1}")]
    [InlineData(",\"sum\":\"00000000\"}")]
    [InlineData("{\"a\":1,\"sam\":\"00000000\"}")]
    [InlineData("{\"a\":1,\"sum\":\"00000000\"]")]
    [InlineData("{\"a\":1,\"sum\":\"00000000}}")]
    [InlineData("{\"a\":1,\"sum\":\"00000000\"} x")]
    public void A_line_without_a_checksum_is_rejected(string line)
    {
        using var sums = new LineSums();
        Assert.Contains("missing", Assert.Throws<FormatException>(() => Check(sums, "", line, "")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_changed_line_or_a_removed_line_before_it_is_rejected()
    {
        using var writer = new LineSums();
        var (first, second) = (Seal(writer, First).TrimEnd('\n'), Seal(writer, Second).TrimEnd('\n'));
        Assert.Contains("does not match", Assert.Throws<FormatException>(() => CheckAll(first.Replace("a", "c"), second)).Message, StringComparison.Ordinal);
        Assert.Throws<FormatException>(() => CheckAll(second));
        Assert.Throws<FormatException>(() => CheckAll(first, first));
        CheckAll(first, second);
    }

    /// <summary>Lines are as long as their recipients are many.</summary>
    [Theory]
    [InlineData(1007)]
    [InlineData(1008)]
    [InlineData(1009)]
    [InlineData(1016)]
    [InlineData(1017)]
    [InlineData(100_000)]
    public void Long_lines_have_checksums(int length)
    {
        var line = $"{{\"a\":\"{new string('x', length)}\"}}";
        using var writer = new LineSums();
        string[] lines = [Seal(writer, First).TrimEnd('\n'), Seal(writer, line).TrimEnd('\n'), Seal(writer, line).TrimEnd('\n')];
        CheckAll(lines);
        Assert.Equal(line, Unseal("", lines[2], ""));
    }

    private static string Seal(LineSums sums, string line) => Encoding.UTF8.GetString(sums.Seal(Encoding.UTF8.GetBytes(line)));

    private static string Sealed(string line)
    {
        using var sums = new LineSums();
        return Seal(sums, line).TrimEnd('\n');
    }

    private static void Check(LineSums sums, string before, string line, string after) =>
        sums.Check(Encoding.UTF8.GetBytes(before + line + after), before.Length, line.Length);

    private static string Unseal(string before, string line, string after) =>
        Encoding.UTF8.GetString(LineSums.Unseal(Encoding.UTF8.GetBytes(before + line + after), before.Length, line.Length));

    private static void CheckAll(params string[] lines)
    {
        using var sums = new LineSums();
        Array.ForEach(lines, line => Check(sums, "", line, ""));
    }

    private static string Digits(string text)
    {
        using var sha = SHA256.Create();
        return string.Concat(sha.ComputeHash(Encoding.UTF8.GetBytes(text)).Take(4).Select(b => b.ToString("x2", CultureInfo.InvariantCulture)));
    }
}
