using System.Security.Cryptography;
using System.Text;
using EmailCar.PowerShell.Tests.Hosting;
using EmailCar.PowerShell.Tests.Servers;
using EmailCar.Testing;
using Xunit.Abstractions;

namespace EmailCar.PowerShell.Tests;

/// <summary>Two hundred files with various sizes and names arrive byte for byte, at a real mail server and on the wire.</summary>
public sealed class AttachmentBytesTests(ITestOutputHelper output) : IDisposable
{
    private const int Count = 200;
    private const int Largest = 5 * 1024 * 1024;

    private static readonly string[] Names =
    [
        "工资条.pdf", "发票 2026年5月.xlsx", "𠮷野家 菜单.docx", "😀 party 🎉.png", "two  spaces.txt", "it's \"quoted\".txt", "no-extension", "README",
        "[a-z] {b} (c) #%&+=@!$^~`,.csv", "Ünïcödé ñ.html", "re fwd.eml", "notes.md", ".hidden", "many.dots.in.a.name.tar.gz", "a = b?.txt", "100% utf-8''x.txt",
        "日本語のファイル名.zip", "русский файл.rtf", "a" + new string('b', 196) + ".pdf", string.Concat(Enumerable.Repeat("长文件名", 20)) + ".pdf",
    ];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("emailcar-files-");
    private readonly HostedEngine _engine = new();

    public void Dispose()
    {
        _engine.Dispose();
        _folder.Delete(recursive: true);
    }

    [PostfixFact]
    public async Task Files_arrive_through_Postfix_unchanged_with_their_names()
    {
        using var postfix = new Postfix();
        var files = MakeFiles();
        Send(postfix.Port, Postfix.User, Postfix.Password, files);
        Compare(files, await postfix.MessagesAsync(Count));
    }

    [PostfixFact]
    public void Files_are_sent_unchanged_in_lines_that_every_server_accepts()
    {
        using var server = new RawSmtpServer();
        var files = MakeFiles();
        Send(server.Port, "user", "x", files);
        Assert.Equal(Count, server.Accepted.Count);
        var folder = _folder.CreateSubdirectory("wire");
        foreach (var (message, i) in server.Accepted.Select((message, i) => (message, i)))
        {
            var text = Encoding.Latin1.GetString(message.Bytes);
            var lines = text.Split("\r\n");
            Assert.All(lines, line => Assert.True(line.Length <= 998 && !line.Contains('\r') && !line.Contains('\n'), line));
            Assert.All(lines.TakeWhile(line => line.Length > 0), line => Assert.True(line.All(c => c is >= ' ' and <= '~' or '\t'), line));
            File.WriteAllBytes(Path.Combine(folder.FullName, $"{i}"), Encoding.Latin1.GetBytes(string.Join("\r\n", lines.Select(line => line.StartsWith("..", StringComparison.Ordinal) ? line[1..] : line))));
        }

        Compare(files, folder.FullName);
    }

    [Fact]
    public void A_name_that_looks_like_an_encoded_word_is_not_decoded_by_mail_programs()
    {
        const string Name = "=?utf-8?B?YQ==?=.txt";
        using var server = new RawSmtpServer();
        var files = _folder.CreateSubdirectory("files");
        File.WriteAllText(Path.Combine(files.FullName, Name), "x");
        _engine.Set("login", HostedEngine.Credential("user", "x"));
        _engine.Set("file", new { To = "a@example.com", Attachment = Name });
        _engine.Set("root", files.FullName);
        _engine.Run(
            $$"""
            Connect-EmailCar -NoVerify -Endpoint http://127.0.0.1:9/v1/ -Credential $login -From support@example.com -RequestsPerSecond 0 -SmtpServer 127.0.0.1 -SmtpPort {{server.Port}} -SmtpSecurity None
            $file | Send-EmailCarMail -Subject s -Html h -AttachmentRoot $root
            """).Clean();
        var message = System.Text.Encoding.ASCII.GetString(server.Accepted.Single().Bytes);
        Assert.Contains("filename*=utf-8''%3D%3Futf-8%3FB%3FYQ%3D%3D%3F%3D.txt", message, StringComparison.Ordinal);
        Assert.DoesNotContain(Name, message, StringComparison.Ordinal);
    }

    private Dictionary<string, ReadFile> MakeFiles()
    {
        var random = new Random(17);
        var folder = _folder.CreateSubdirectory("files");
        var files = new Dictionary<string, ReadFile>();
        for (var i = 0; i < Count; i++)
        {
            var length = i switch { < 4 => i, < 60 => 50 + i, < 64 => Largest - (i % 4), _ => random.Next(200_000) };
            var content = new byte[length];
            random.NextBytes(content);
            if (i % 3 == 0)
            {
                // Text with line ends and dots that an incorrect program would change.
                for (var j = 0; j < length; j++)
                {
                    content[j] = (byte)"\r\n.\r\n\n.a \0"[random.Next(10)];
                }
            }

            var name = $"{i} {Names[i % Names.Length]}";
            File.WriteAllBytes(Path.Combine(folder.FullName, name), content);
            files.Add($"user{i}@example.com", new ReadFile(name, length, Convert.ToHexStringLower(SHA256.HashData(content))));
        }

        return files;
    }

    private void Send(int port, string user, string password, Dictionary<string, ReadFile> files)
    {
        _engine.Set("login", HostedEngine.Credential(user, password));
        _engine.Set("root", Path.Combine(_folder.FullName, "files"));
        _engine.Set("rows", files.Select(file => new { To = file.Key, Attachment = file.Value.Name }).ToArray());
        var result = _engine.Run(
            $$"""
            Connect-EmailCar -NoVerify -Endpoint http://127.0.0.1:9/v1/ -Credential $login -From support@example.com -FromName 示例商店 -RequestsPerSecond 0 -SmtpServer 127.0.0.1 -SmtpPort {{port}} -SmtpSecurity None
            $rows | Send-EmailCarMail -Subject 您的文件 -Html '<p>您好</p>' -AttachmentRoot $root
            """).Clean();
        Assert.Equal(Count, result.Statuses.Count(status => status == "Submitted"));
    }

    private void Compare(Dictionary<string, ReadFile> files, string folder)
    {
        var mails = MailReader.Read(folder);
        output.WriteLine($"{mails.Count} messages, {mails.Sum(mail => mail.Files.Sum(file => (long)file.Length)):N0} bytes of files");
        Assert.Equal(Count, mails.Count);
        Assert.All(mails, mail => Assert.Empty(mail.Defects));
        Assert.All(mails, mail => Assert.Equal("您的文件", mail.Subject));
        Assert.Equal(
            files.OrderBy(file => file.Key, StringComparer.Ordinal).Select(file => $"{file.Key} {file.Value}"),
            mails.OrderBy(mail => mail.To, StringComparer.Ordinal).Select(mail => $"{mail.To} {mail.Files.Single()}"));
    }
}
