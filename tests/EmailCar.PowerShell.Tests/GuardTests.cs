using EmailCar.PowerShell.Tests.Hosting;

namespace EmailCar.PowerShell.Tests;

/// <summary>A staging system sends only to addresses that its guard allows.</summary>
[Collection(nameof(MachineGuard))]
public sealed class GuardTests : IDisposable
{
    private const string Accepted = """{"data":{"return":{"id":873216184254383362}},"msg":"邮件发送成功","status":"success"}""";
    private const string Three = "'ann@x.cn','qa@corp.cn','ben@x.cn' | Send-EmailCarMail -Subject 您好 -Html h -MaxInvalidPercent 0";

    private readonly List<IDisposable> _sessions = [];
    private readonly MachineGuard _machine = new();

    public void Dispose()
    {
        _sessions.ForEach(s => s.Dispose());
        _machine.Dispose();
    }

    [Fact]
    public void A_redirected_run_reaches_one_mailbox_and_shows_the_real_recipients()
    {
        var session = Connect("-RedirectTo me@corp.cn -AllowedRecipient *@corp.cn");
        var result = session.Run($"{Three} -Verbose -SummaryVariable summary").Clean();
        Assert.Equal(["me@corp.cn [ann@x.cn] 您好", "me@corp.cn [ben@x.cn] 您好", "qa@corp.cn 您好"], Left(session).Order());
        Assert.Equal(["ann@x.cn", "ben@x.cn", "qa@corp.cn"], result.Values<string>("To").Order());
        Assert.Equal(["Submitted", "Submitted", "Submitted"], result.Statuses);
        Assert.Contains(result.Streams.Verbose, v => v.Message == "Staging guard: RedirectTo=me@corp.cn; AllowedRecipient=*@corp.cn");
    }

    [Fact]
    public void A_recipient_who_is_not_allowed_is_rejected_and_does_not_count_as_invalid()
    {
        var session = Connect("-AllowedRecipient *@corp.cn, *@qa.cn");
        var result = session.Run("1..200 | ForEach-Object { @{ To = \"u$_@x.cn\" } } | Send-EmailCarMail -Subject s -Html h -MaxInvalidPercent 0");
        Assert.Equal(200, result.Statuses.Count(s => s == "Rejected"));
        Assert.All(result.ErrorIds, id => Assert.Equal("RecipientNotAllowed", id));
        Assert.Equal("u1@x.cn", ((System.Collections.Hashtable)result.Errors[0].TargetObject)["To"]);
        Assert.Empty(session.Server.Requests);
        Assert.Equal(["qa@corp.cn 您好"], Left(session, Three));
    }

    [Theory]
    [InlineData("me@corp.cn", null, "", "me@corp.cn [ann@x.cn] 您好", "me@corp.cn [ben@x.cn] 您好", "me@corp.cn [qa@corp.cn] 您好")]
    [InlineData("me@corp.cn", null, "-AllowedRecipient *@corp.cn", "me@corp.cn [ann@x.cn] 您好", "me@corp.cn [ben@x.cn] 您好", "me@corp.cn [qa@corp.cn] 您好")]
    [InlineData("me@corp.cn", "*@corp.cn;*@x.cn", "-AllowedRecipient ben@*", "ben@x.cn 您好", "me@corp.cn [ann@x.cn] 您好", "me@corp.cn [qa@corp.cn] 您好")]
    [InlineData(null, "*@corp.cn", "", "qa@corp.cn 您好")]
    [InlineData(null, "*@corp.cn", "-RedirectTo me@corp.cn", "me@corp.cn [ann@x.cn] 您好", "me@corp.cn [ben@x.cn] 您好", "me@corp.cn [qa@corp.cn] 您好")]
    public void The_environment_sets_the_guard_of_a_machine(string? redirectTo, string? allowed, string connect, params string[] left)
    {
        _machine.Set(redirectTo, allowed);
        var session = Connect(connect);
        Assert.Equal(left, Left(session, Three).Order());

        // A command with a separate login, with and without a session's connection.
        Assert.Equal(left, Left(session, $"{Three} -Credential $other").Order());
        if (connect.Length == 0)
        {
            Assert.Equal(left, Left(session, $"Disconnect-EmailCar; {Three} -From a@x.cn -Credential $other -Endpoint $endpoint").Order());
        }
    }

    [Theory]
    [InlineData("me@corp.cn", null, "-RedirectTo you@corp.cn", "GuardConflict")]
    [InlineData(null, "*@corp.cn", "-RedirectTo me@home.cn", "GuardConflict")]
    [InlineData("me", null, "", "InvalidRedirectTo")]
    [InlineData(null, "corp.cn", "", "InvalidAllowedRecipient")]
    [InlineData(null, null, "-RedirectTo 'me@corp.cn;you@corp.cn'", "InvalidRedirectTo")]
    [InlineData(null, null, "-AllowedRecipient corp.cn", "InvalidAllowedRecipient")]
    public void A_guard_that_is_not_valid_creates_no_connection(string? redirectTo, string? allowed, string connect, string id)
    {
        _machine.Set(redirectTo, allowed);
        using var engine = new HostedEngine();
        Assert.Equal([id], engine.Run($"Connect-EmailCar -Credential $credential -NoVerify {connect}").ErrorIds);
        Assert.Empty(engine.Run("Get-EmailCarConnection").Output);
        if (connect.Length == 0)
        {
            Assert.Equal([id], engine.Run("Send-EmailCarMail a@x.cn -Subject s -Html h -Credential $credential -Endpoint http://127.0.0.1:1/v1/").ErrorIds);
        }
    }

    [Fact]
    public void A_guard_that_is_set_for_the_machine_later_ends_the_next_run_before_anything_is_sent()
    {
        var session = Connect("");
        _machine.Set("me@corp.cn", null);
        var result = session.Run(Three);
        Assert.Equal("GuardConflict", Assert.Single(result.ErrorIds));
        Assert.Empty(session.Server.Requests);
    }

    [Fact]
    public void The_real_run_rejects_the_journal_of_a_staging_run()
    {
        var journal = Path.Combine(Path.GetTempPath(), $"emailcar-{Guid.NewGuid():n}.jsonl");
        var session = Connect("-RedirectTo me@corp.cn");
        session.Engine.Set("journal", journal);
        try
        {
            session.Run($"{Three} -JournalPath $journal").Clean();
            Assert.Equal(["ann@x.cn", "qa@corp.cn", "ben@x.cn"], session.Run("Get-EmailCarJournal $journal").Clean().Values<string>("To"));
            session.Run("Connect-EmailCar -Endpoint $endpoint -Credential $credential -From a@x.cn -NoVerify -RequestsPerSecond 0").Clean();
            var real = session.Run($"{Three} -JournalPath $journal");
            Assert.Equal(["JournalOfAnother"], real.ErrorIds);
            Assert.Contains("RedirectTo=me@corp.cn", Assert.Single(real.Errors).ErrorDetails.Message);
            Assert.Equal(3, session.Server.Submissions.Count);
        }
        finally
        {
            File.Delete(journal);
        }
    }

    [Fact]
    public void The_guard_is_shown_in_a_console_of_80_columns_and_before_the_user_is_asked()
    {
        var session = Connect("-RedirectTo me@corp.cn");
        Assert.Contains("RedirectTo=me@corp.cn", session.Engine.Show("Get-EmailCarConnection").Split('\n').Single(line => line.StartsWith("user@x.cn", StringComparison.Ordinal))[..80]);
        session.Run("Send-EmailCarMail ann@x.cn -Subject s -Html h -WhatIf").Clean();
        Assert.Contains("ann@x.cn, redirected to me@corp.cn", session.Engine.HostText);
        Assert.Empty(session.Server.Requests);
    }

    private ServerSession Connect(string connect)
    {
        var session = new ServerSession($"-RequestsPerSecond 0 {connect}");
        session.Server.Answer("/v1/mail/send", Accepted);
        session.Engine.Set("other", HostedEngine.Credential("other@x.cn", "anders"));
        _sessions.Add(session);
        return session;
    }

    /// <summary>
    /// Returns the recipient and the subject of each submission of a script; without a script, of all submissions so far.
    /// </summary>
    private static IReadOnlyList<string> Left(ServerSession session, string? script = null)
    {
        var before = script is null ? 0 : session.Server.Submissions.Count;
        _ = script is null ? null : session.Run(script);
        return [.. session.Server.Submissions.Skip(before).Select(s => $"{s["to"]} {s["subject"]}")];
    }
}
