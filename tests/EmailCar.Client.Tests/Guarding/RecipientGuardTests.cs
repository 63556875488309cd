using EmailCar.Guarding;

namespace EmailCar.Client.Tests.Guarding;

/// <summary>Which addresses may receive email with a staging guard.</summary>
public class RecipientGuardTests
{
    [Fact]
    public void Without_a_guard_every_address_may_receive()
    {
        Assert.Same(RecipientGuard.None, RecipientGuard.Of(" ", [null, ""]));
        Assert.False(RecipientGuard.None.IsActive);
        Assert.Null(RecipientGuard.None.Text);
        Assert.Equal("to a@x.cn", Decide(RecipientGuard.None, "a@x.cn"));
    }

    [Theory]
    [InlineData(null, "*@corp.cn", "ann@corp.cn", "to ann@corp.cn")]
    [InlineData(null, "*@corp.cn", "Ann@CORP.cn", "to Ann@CORP.cn")]
    [InlineData(null, "*@corp.cn", "ann@x.cn", "Rejected")]
    [InlineData(null, "*@corp.cn", "ann@mail.corp.cn", "Rejected")]
    [InlineData(null, "*@corp.cn", "ann@corp.cn.evil.com", "Rejected")]
    [InlineData(null, "*@*.corp.cn", "ann@mail.corp.cn", "to ann@mail.corp.cn")]
    [InlineData(null, "qa-?@x.cn", "qa-1@x.cn", "to qa-1@x.cn")]
    [InlineData(null, "qa-?@x.cn", "qa-10@x.cn", "Rejected")]
    [InlineData(null, "a@x.cn, b@x.cn；c@x.cn", "c@x.cn", "to c@x.cn")]
    [InlineData(null, "*@bücher.example", "ann@xn--bcher-kva.example", "to ann@xn--bcher-kva.example")]
    [InlineData(null, "*@xn--bcher-kva.example", "ann@BÜCHER.example", "to ann@BÜCHER.example")]
    [InlineData("me@corp.cn", null, "ann@x.cn", "me@corp.cn instead")]
    [InlineData("me@corp.cn", null, "me@corp.cn", "me@corp.cn instead")]
    [InlineData("me@corp.cn", "*@qa.cn", "ann@qa.cn", "to ann@qa.cn")]
    [InlineData("me@corp.cn", "*@qa.cn", "ann@x.cn", "me@corp.cn instead")]
    public void An_address_is_allowed_redirected_or_rejected(string? redirectTo, string? allowed, string address, string expected) =>
        Assert.Equal(expected, Decide(RecipientGuard.Of(redirectTo, [allowed]), address));

    [Theory]
    [InlineData("me", null, GuardProblem.InvalidRedirectTo)]
    [InlineData("a@x.cn;b@x.cn", null, GuardProblem.InvalidRedirectTo)]
    [InlineData(null, "corp.cn", GuardProblem.InvalidAllowedRecipient)]
    [InlineData(null, "@corp.cn", GuardProblem.InvalidAllowedRecipient)]
    [InlineData(null, "ann@", GuardProblem.InvalidAllowedRecipient)]
    [InlineData(null, "*", GuardProblem.InvalidAllowedRecipient)]
    [InlineData(null, ",;", GuardProblem.InvalidAllowedRecipient)]
    [InlineData(null, "*@公*.cn", GuardProblem.InvalidAllowedRecipient)]
    [InlineData(null, "*@a@corp.cn", GuardProblem.InvalidAllowedRecipient)]
    public void An_invalid_guard_is_an_error_and_not_ignored(string? redirectTo, string? allowed, GuardProblem problem) =>
        Assert.Equal(problem, Assert.Throws<GuardException>(() => RecipientGuard.Of(redirectTo, [allowed])).Problem);

    [Fact]
    public void The_lists_of_the_session_and_the_machine_must_both_allow_an_address()
    {
        var guard = RecipientGuard.Of(null, ["*@corp.cn", "ann@x.cn"]).Within(RecipientGuard.Of(null, ["a*@*"]));
        Assert.Equal(["*@corp.cn & a*@*", "ann@x.cn"], guard.AllowedRecipients);
        Assert.Equal("to abe@corp.cn", Decide(guard, "abe@corp.cn"));
        Assert.Equal("to ann@x.cn", Decide(guard, "ann@x.cn"));
        Assert.Equal("Rejected", Decide(guard, "ben@corp.cn"));
        Assert.Equal("Rejected", Decide(guard, "abe@x.cn"));
    }

    [Fact]
    public void A_machine_that_redirects_everything_still_does_whatever_the_session_allows()
    {
        var guard = RecipientGuard.Of(null, ["*@corp.cn"]).Within(RecipientGuard.Of("me@corp.cn", null));
        Assert.Equal("me@corp.cn instead", Decide(guard, "ann@corp.cn"));
        Assert.Equal("me@corp.cn instead", Decide(guard, "ann@x.cn"));
    }

    [Fact]
    public void The_machine_decides_where_email_is_redirected()
    {
        var machine = RecipientGuard.Of("me@corp.cn", null);
        Assert.Equal(machine, RecipientGuard.Of("ME@corp.cn", null).Within(machine));
        Assert.Equal(machine, RecipientGuard.None.Within(machine));
        Assert.Equal(GuardProblem.OtherRedirectTo, Assert.Throws<GuardException>(() => RecipientGuard.Of("you@corp.cn", null).Within(machine)).Problem);
        var list = RecipientGuard.Of(null, ["*@corp.cn"]);
        Assert.Equal(GuardProblem.RedirectToNotAllowed, Assert.Throws<GuardException>(() => RecipientGuard.Of("me@home.cn", null).Within(list)).Problem);
        Assert.Equal("you@corp.cn instead", Decide(RecipientGuard.Of("you@corp.cn", null).Within(list), "ann@corp.cn"));
    }

    [Fact]
    public void Guards_that_decide_the_same_way_have_the_same_text()
    {
        Assert.Equal("RedirectTo=me@corp.cn; AllowedRecipient=*@a.cn, *@b.cn", RecipientGuard.Of("Me@corp.cn", ["*@B.cn", "*@a.cn", "*@b.cn"]).Text);
        Assert.Equal(RecipientGuard.Of(null, ["*@a.cn *@b.cn"]), RecipientGuard.Of(null, ["*@b.cn", "*@A.cn"]));
        Assert.NotEqual(RecipientGuard.Of("me@corp.cn", null), RecipientGuard.Of(null, ["me@corp.cn"]));
    }

    internal static string Decide(RecipientGuard guard, string address)
    {
        var decision = guard.Apply(address);
        return decision.Outcome switch
        {
            GuardOutcome.Allowed => "to " + decision.Address,
            GuardOutcome.Redirected => decision.Address + " instead",
            _ => "Rejected",
        };
    }
}
