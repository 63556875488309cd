using EmailCar.Sandbox.Service;

namespace EmailCar.Client.Tests.Sandbox;

public sealed class SandboxMd5Tests
{
    [Theory]
    [InlineData("", "d41d8cd98f00b204e9800998ecf8427e")]
    [InlineData("abc", "900150983cd24fb0d6963f7d28e17f72")]
    [InlineData("message digest", "f96b697d7cb7938d525a2f31aaf161d0")]
    [InlineData("12345678901234567890123456789012345678901234567890123456789012345678901234567890", "57edf4a22be3c955ac49da2e2107b67a")]
    public void The_hashes_of_RFC_1321_are_computed(string text, string hash) => Assert.Equal(hash, Md5.Hex(text));

    [Theory]
    [InlineData(55, "ef1772b6dff9a122358552954ad0df65")]
    [InlineData(56, "3b0c8ac703f828b04c6c197006d17218")]
    [InlineData(64, "014842d480b571495a4a0363793f7367")]
    [InlineData(119, "8a7bd0732ed6a28ce75f6dabc90e1613")]
    [InlineData(120, "5f61c0ccad4cac44c75ff505e1f1e537")]
    public void Texts_that_exactly_fill_a_block_are_hashed_correctly(int length, string hash) =>
        Assert.Equal(hash, Md5.Hex(new string('a', length)));
}
