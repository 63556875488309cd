using System.Management.Automation;
using EmailCar.PowerShell.Tests.Hosting;

namespace EmailCar.PowerShell.Tests;

/// <summary>Attachments: from the command line, from columns and from tags. A row cannot attach files outside its root folder.</summary>
public sealed class AttachmentTests : IDisposable
{
    private readonly SandboxSession _session = new();
    private readonly string _folder = Path.Combine(Path.GetTempPath(), "emailcar-" + Guid.NewGuid().ToString("n"));

    public AttachmentTests()
    {
        foreach (var name in new[] { "a.pdf", "b.pdf", "notes.txt", "slips/1.pdf", "slips/2.pdf", "slips/;x.pdf", "logo.png", "[x].pdf" })
        {
            var path = Path.Combine(_folder, "root", name);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, name);
        }

        File.WriteAllText(Path.Combine(_folder, "secret.pdf"), "secret");
        GoTo(Path.Combine(_folder, "root"));
    }

    public void Dispose()
    {
        GoTo(Path.GetTempPath());
        _session.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public void Wildcards_on_the_command_line_are_expanded()
    {
        var result = Send("'a@x.cn' | Send-EmailCarMail -Subject s -Html h -Attachment *.pdf, notes.txt").Clean();

        Assert.Equal(["Submitted"], result.Statuses);
        Assert.Equal(["Smtp"], result.Values<string>("Via"));
        Assert.Contains("queue id", Assert.Single(result.Values<string>("Message")));
        Assert.Equal(["[x].pdf", "a.pdf", "b.pdf", "notes.txt"], Received()[0].Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("@{To='a@x.cn';Attachment='slips/1.pdf'}", "1.pdf")]
    [InlineData("@{To='a@x.cn';附件='slips/1.pdf;a.pdf'}", "1.pdf", "a.pdf")]
    [InlineData("[pscustomobject]@{To='a@x.cn';Attachments='a.pdf','b.pdf'}", "a.pdf", "b.pdf")]
    [InlineData("@{To='a@x.cn';Attachment='[x].pdf'}", "[x].pdf")]
    public void Columns_can_name_files_in_the_root_folder(string row, params string[] names)
    {
        Assert.Equal(["Submitted"], Send($"{row} | Send-EmailCarMail -Subject s -Html h").Clean().Statuses);
        Assert.Equal(names, Received()[0]);
    }

    [Theory]
    [InlineData("../secret.pdf", "AttachmentOutsideRoot")]
    [InlineData("slips/../../secret.pdf", "AttachmentOutsideRoot")]
    [InlineData("slips\\..\\..\\secret.pdf", "AttachmentOutsideRoot")]
    [InlineData("/etc/passwd", "AttachmentOutsideRoot")]
    [InlineData("C:\\secret.pdf", "AttachmentOutsideRoot")]
    [InlineData("a.pdf;", "AttachmentOutsideRoot")]
    [InlineData("a.pdf; ;b.pdf", "AttachmentOutsideRoot")]
    [InlineData("", "AttachmentOutsideRoot")]
    [InlineData("*.pdf", "AttachmentNotFound")]
    [InlineData("slips/*", "AttachmentNotFound")]
    [InlineData("?.pdf", "AttachmentNotFound")]
    [InlineData("slips", "AttachmentNotFound")]
    [InlineData("$(Get-Location)", "AttachmentNotFound")]
    [InlineData("Env:PATH", "AttachmentNotFound")]
    [InlineData("=?utf-8?B?Li4vc2VjcmV0LnBkZg==?=", "AttachmentNotFound")]
    public void A_path_in_a_row_never_reaches_another_file(string path, string error)
    {
        _session.Engine.Set("path", path);
        foreach (var command in new[] { "@{To='a@x.cn';Attachment=$path} | Send-EmailCarMail", "@{To='a@x.cn';n=$path} | Send-EmailCarMail -Merge -Attachment '{{n}}'" })
        {
            if (path.Contains(';') && command.Contains("Merge", StringComparison.Ordinal))
            {
                continue; // in a tag, a semicolon is a character like others
            }

            var result = Send(command + " -Subject s -Html h");
            Assert.Equal([error], result.ErrorIds);
            Assert.Equal(["Rejected"], result.Statuses);
            Assert.Empty(Received());
        }
    }

    [Theory]
    [InlineData("1", "Submitted")]
    [InlineData(";x", "Submitted")]
    [InlineData("*", "Rejected")]
    [InlineData("[12]", "Rejected")]
    [InlineData("../a", "Rejected")]
    [InlineData("1.pdf;../a", "Rejected")]
    [InlineData(" ", "Rejected")]
    [InlineData("", "Rejected")]
    [InlineData("1`n", "Rejected")]
    public void A_number_in_a_tag_names_one_file_or_none(string number, string status)
    {
        var result = Send($"@{{To='a@x.cn';工号=\"{number}\"}} | Send-EmailCarMail -Merge -Subject s -Html h -Attachment 'slips/{{{{工号}}}}.pdf'");

        Assert.Equal([status], result.Statuses);
        Assert.Equal(status == "Submitted" ? [[$"{number}.pdf"]] : [], Received());
    }

    [Fact]
    public void A_row_without_the_column_of_a_tag_is_rejected_even_if_missing_columns_are_blank() =>
        Assert.Equal(["MissingColumn"], Send("@{To='a@x.cn'} | Send-EmailCarMail -Merge -MergeMissing Blank -Subject s -Html h -Attachment 'slips/{{n}}.pdf'").ErrorIds);

    [Fact]
    public void A_link_that_leaves_the_root_is_not_followed()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        File.CreateSymbolicLink(Path.Combine(_folder, "root", "slips", "9.pdf"), Path.Combine(_folder, "secret.pdf"));
        Assert.Equal(["AttachmentOutsideRoot"], Send("@{To='a@x.cn';Attachment='slips/9.pdf'} | Send-EmailCarMail -Subject s -Html h").ErrorIds);
    }

    [Fact]
    public void A_missing_file_rejects_its_row_and_the_others_are_sent()
    {
        var result = Send("@{To='a@x.cn';n=1},@{To='b@x.cn';n=7},@{To='c@x.cn';n=2} | Send-EmailCarMail -Merge -Subject s -Html h -Attachment 'slips/{{n}}.pdf'");

        Assert.Equal(["Submitted", "Rejected", "Submitted"], Statuses(result));
        Assert.Equal(["AttachmentNotFound"], result.ErrorIds);
        Assert.Equal([["1.pdf"], ["2.pdf"]], Received());
    }

    [Theory]
    [InlineData("Send-EmailCarMail a@x.cn s h -Attachment nothere.pdf", "AttachmentNotFound")]
    [InlineData("Send-EmailCarMail a@x.cn s h -Attachment *.nothing", "AttachmentNotFound")]
    [InlineData("Send-EmailCarMail a@x.cn s h -Attachment a.pdf -MaxAttachmentSize 3", "AttachmentTooLarge")]
    [InlineData("Send-EmailCarMail a@x.cn s h -Attachment Env:PATH", "InvalidAttachmentRoot")]
    [InlineData("Send-EmailCarMail a@x.cn s h -Cc nobody", "InvalidAddress")]
    [InlineData("Send-EmailCarMail a@x.cn s h -Bcc \"b@x.cn`r`nX: y\"", "InvalidAddress")]
    [InlineData("Send-EmailCarMail a@x.cn s h -Header @{ 'X-A' = \"b`r`nBcc: c@x.cn\" }", "InvalidHeader")]
    [InlineData("Send-EmailCarMail a@x.cn s h -Header @{ \"X-A:`nBcc\" = 'c@x.cn' }", "InvalidHeader")]
    [InlineData("Send-EmailCarMail a@x.cn s h -Header @{ Bcc = 'c@x.cn' }", "InvalidHeader")]
    [InlineData("Send-EmailCarMail a@x.cn s h -Header @{ 'Content-Type' = 'text/plain' }", "InvalidHeader")]
    [InlineData("Send-EmailCarMail a@x.cn s h -Header @{ 'X-A' = \"b`0c\" }", "InvalidHeader")]
    [InlineData("Send-EmailCarMail a@x.cn s h -InlineImage @{ \"a>`r`nX: y\" = 'logo.png' }", "InvalidInlineImage")]
    [InlineData("Send-EmailCarMail a@x.cn s h -InlineImage 5", "InvalidInlineImage")]
    public void An_invalid_parameter_ends_the_command_before_anything_is_sent(string command, string error)
    {
        var result = Send(command);

        Assert.Equal([error], result.ErrorIds);
        Assert.Empty(result.Output);
        Assert.Empty(Received());
    }

    [Fact]
    public void Images_are_found_in_the_HTML_and_named_in_it()
    {
        Send("Send-EmailCarMail a@x.cn s '<p><img alt=x src=\"logo.png\"><img src=''logo.png''><img src=\"https://x.cn/a.png\"></p>' -InlineImage auto").Clean();

        Assert.Equal([["logo.png"]], Received());
        var html = _session.Run("(Get-EmailCarSandboxMail).Html").Clean().Output.Single().ToString();
        Assert.Contains("<img alt=x src=\"cid:image1\"><img src=\"cid:image1\"><img src=\"https://x.cn/a.png\">", html);
    }

    [Theory]
    [InlineData("<img src=\"../secret.pdf\">", "AttachmentOutsideRoot")]
    [InlineData("<img src=\"%2e%2e/secret.pdf\">", "AttachmentOutsideRoot")]
    [InlineData("<img src=\"a&#47;..&#47;..&#47;secret.pdf\">", "AttachmentOutsideRoot")]
    [InlineData("<img src=\"gone.png\">", "AttachmentNotFound")]
    public void An_image_must_be_in_the_root_folder_too(string html, string error)
    {
        _session.Engine.Set("html", html);
        Assert.Equal([error], Send("'a@x.cn' | Send-EmailCarMail -Subject s -Html $html -InlineImage auto").ErrorIds);
    }

    [Fact]
    public void A_resumed_run_sends_an_attachment_once_and_a_changed_one_as_another_email()
    {
        var command = $"'a@x.cn','b@x.cn' | Send-EmailCarMail -Subject s -Html h -Attachment a.pdf -JournalPath '{Path.Combine(_folder, "j.jsonl")}' -WarningAction SilentlyContinue";
        Assert.Equal(["Submitted", "Submitted"], Send(command).Clean().Statuses);
        Assert.Equal(["Skipped", "Skipped"], Send(command).Clean().Statuses);
        File.WriteAllText(Path.Combine(_folder, "root", "a.pdf"), "another");
        Assert.Equal(["Submitted", "Submitted"], Send(command).Clean().Statuses);
        Assert.Equal(4, Received().Count);
    }

    private void GoTo(string folder) => _session.Run($"$null = $ExecutionContext.SessionState.Path.SetLocation('{folder}')").Clean();

    private RunResult Send(string script) => _session.Run(script);

    private static IReadOnlyList<string> Statuses(RunResult result) =>
        [.. result.Output.OrderBy(o => o.Properties["To"].Value as string, StringComparer.Ordinal).Select(o => o.Properties["Status"].Value.ToString()!)];

    /// <summary>Returns the names of the files in each received email.</summary>
    private List<string[]> Received() =>
        [.. _session.Run("Get-EmailCarSandboxMail -WarningAction SilentlyContinue").Clean().Output.Select(mail => ((System.Collections.IEnumerable)mail.Properties["Attachments"].Value).Cast<object>().Select(file => PSObject.AsPSObject(file).Properties["Name"].Value.ToString()!).ToArray())];
}
