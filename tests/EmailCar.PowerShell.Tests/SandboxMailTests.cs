using EmailCar.PowerShell.Tests.Hosting;

namespace EmailCar.PowerShell.Tests;

/// <summary>What a script can assert about the emails that it sent to the sandbox.</summary>
public sealed class SandboxMailTests : IDisposable
{
    private readonly SandboxSession _session = new();

    public void Dispose() => _session.Dispose();

    [Fact]
    public void Each_email_is_returned_as_its_recipient_would_get_it()
    {
        _session.Run("'a@x.cn','bounce@x.cn' | Send-EmailCarMail -Subject 您好 -Html '<p>Hello <b>Na</b></p>' -ReplyTo help@x.cn").Clean();
        var mails = _session.Run("Get-EmailCarSandboxMail").Clean();
        Assert.Equal(["a@x.cn", "bounce@x.cn"], mails.Values<string>("To"));
        Assert.Equal(["Delivered", "Failed"], mails.Values<string>("Status"));
        Assert.Equal([1L, 1L], mails.Values<long>("Submission"));
        Assert.All(mails.Output, mail => Assert.Equal("EmailCar.SandboxMail", mail.BaseObject.GetType().FullName));
        Assert.Equal(
            "support@emailcar.net 服务 help@x.cn 您好 <p>Hello <b>Na</b></p> Hello Na 0 WebApi 您好 True",
            _session.Run("$m = (Get-EmailCarSandboxMail)[0]; \"$($m.From) $($m.FromName) $($m.ReplyTo) $($m.Subject) $($m.Html) $($m.Text) $($m.Attachments.Count) $($m.Via) $($m.Headers['subject']) $($m.Id -gt 9007199254740992)\"")
                .Clean().Output.Single().ToString());
    }

    [Theory]
    [InlineData("b@x.cn", "b@x.cn")]
    [InlineData("*@Y.cn", "c@y.cn")]
    [InlineData("'a@*','c@*'", "a@x.cn c@y.cn")]
    [InlineData("-Subject *INVOICE*", "b@x.cn")]
    [InlineData("-Subject nothing", "")]
    [InlineData("-Since ([DateTime]::Now.AddHours(-1))", "a@x.cn b@x.cn c@y.cn")]
    [InlineData("-Since ([DateTime]::Now.AddHours(1))", "")]
    public void Emails_are_filtered_by_recipient_subject_and_time(string parameters, string recipients)
    {
        _session.Run("Send-EmailCarMail a@x.cn Hello h; Send-EmailCarMail b@x.cn 'Your invoice' h; Send-EmailCarMail c@y.cn Hello h").Clean();
        Assert.Equal(recipients, string.Join(" ", _session.Run($"Get-EmailCarSandboxMail {parameters}").Clean().Values<string>("To")));
    }

    [Fact]
    public async Task Wait_returns_as_soon_as_enough_emails_have_arrived()
    {
        var sandbox = _session.Run("$sandbox").Clean().Output.Single();
        var waiting = Task.Run(() => _session.Run("Get-EmailCarSandboxMail *@x.cn -Wait -Count 2 -WaitTimeoutSec 30"));

        // This session is waiting, so the emails come from another session.
        using var other = new HostedEngine();
        other.Set("sandbox", sandbox);
        other.Run("$sandbox | Connect-EmailCar -From a@b.cn -RequestsPerSecond 0; 'a@y.cn','a@x.cn','b@x.cn' | Send-EmailCarMail -Subject s -Html h").Clean();
        Assert.Equal(["a@x.cn", "b@x.cn"], (await waiting).Clean().Values<string>("To"));
    }

    [Fact]
    public void Wait_with_too_few_emails_is_an_error_that_counts_them()
    {
        _session.Run("Send-EmailCarMail a@x.cn s h").Clean();
        var result = _session.Run("Get-EmailCarSandboxMail -Wait -Count 2 -WaitTimeoutSec 0");
        Assert.Equal(["SandboxMailTimeout"], result.ErrorIds);
        Assert.Empty(result.Output);
        Assert.Contains("1 of 2 emails arrived within 0 s.", result.Errors.Single().ErrorDetails.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Clear_deletes_emails_and_deliveries_but_not_the_settings()
    {
        _session.Run("Send-EmailCarMail a@x.cn s h; Clear-EmailCarSandbox -WhatIf").Clean();
        Assert.Single(_session.Run("Get-EmailCarSandboxMail").Clean().Output);
        _session.Run("Clear-EmailCarSandbox").Clean();
        Assert.Empty(_session.Run("Get-EmailCarSandboxMail; Get-EmailCarDelivery").Clean().Output);
        Assert.Equal([9_999L], _session.Run("Get-EmailCarBalance").Clean().Values<long>("Email"));
    }

    [Theory]
    [InlineData("Get-EmailCarSandboxMail")]
    [InlineData("Clear-EmailCarSandbox")]
    [InlineData("Set-EmailCarSandbox -Points 1")]
    public void Without_a_sandbox_there_is_an_error(string command)
    {
        _session.Run("Stop-EmailCarSandbox").Clean();
        Assert.Equal(["SandboxNotRunning"], _session.Run(command).ErrorIds);
    }

    [Fact]
    public void The_sandbox_has_an_inbox_address()
    {
        Assert.Equal("True", _session.Run("$sandbox.Inbox.AbsoluteUri + 'v1/' -eq $sandbox.Endpoint.AbsoluteUri").Clean().Output.Single().ToString());
        Assert.Contains("Inbox", _session.Engine.Show("$sandbox"), StringComparison.Ordinal);
    }

    [Fact]
    public void Emails_are_saved_in_the_mail_folder()
    {
        var folder = Directory.CreateTempSubdirectory("mail-folder-");
        try
        {
            _session.Engine.Set("folder", Path.Combine(folder.FullName, "new"));
            _session.Run(
                """
                Stop-EmailCarSandbox
                Start-EmailCarSandbox -RequestsPerSecond 0 -MailFolder $folder -PassThru | Connect-EmailCar -From a@b.cn -RequestsPerSecond 0
                'a@x.cn','b@x.cn' | Send-EmailCarMail -Subject s -Html h
                """).Clean();
            Assert.Equal(2, folder.GetFiles("new/*.eml").Length);
            Assert.Equal(["InvalidMailFolder"], _session.Run("Stop-EmailCarSandbox; Start-EmailCarSandbox -MailFolder Env:x").ErrorIds);
            _session.Engine.Set("file", folder.GetFiles("new/*.eml")[0].FullName);
            Assert.Equal(["InvalidMailFolder"], _session.Run("Start-EmailCarSandbox -MailFolder $file").ErrorIds);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
