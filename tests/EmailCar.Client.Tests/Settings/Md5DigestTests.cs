using System.Security.Cryptography;
using System.Text;
using EmailCar.Settings;

namespace EmailCar.Client.Tests.Settings;

public class Md5DigestTests
{
    [Theory] // RFC 1321, A.5
    [InlineData("", "d41d8cd98f00b204e9800998ecf8427e")]
    [InlineData("a", "0cc175b9c0f1b6a831c399e269772661")]
    [InlineData("abc", "900150983cd24fb0d6963f7d28e17f72")]
    [InlineData("message digest", "f96b697d7cb7938d525a2f31aaf161d0")]
    [InlineData("abcdefghijklmnopqrstuvwxyz", "c3fcd3d76192e4007dfb496cca67e13b")]
    [InlineData("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789", "d174ab98d277d9f5a5611c2c9f419d9f")]
    [InlineData("12345678901234567890123456789012345678901234567890123456789012345678901234567890", "57edf4a22be3c955ac49da2e2107b67a")]
    public void Agrees_with_the_vectors_of_the_RFC(string message, string digest) =>
        Assert.Equal(digest, Md5Digest.Hex(Encoding.ASCII.GetBytes(message)));

    [Fact]
    public void The_result_agrees_with_the_framework_at_every_length_around_the_block_size()
    {
        using var framework = MD5.Create();
        for (var length = 0; length <= 200; length++)
        {
            var message = Enumerable.Range(0, length).Select(i => (byte)(i * 37)).ToArray();
            var expected = string.Concat(framework.ComputeHash(message).Select(b => b.ToString("x2")));
            Assert.Equal(expected, Md5Digest.Hex(message));
        }
    }
}
