using EmailCar.Harness.Children;
using EmailCar.Testing;

namespace EmailCar.Harness.SmtpFaults;

/// <summary>The statuses of a run, compared with what its server accepted.</summary>
internal sealed class SmtpFaultOutcome
{
    private readonly RunOutput _output;
    private readonly IReadOnlyList<RawSmtpMessage> _messages;

    public SmtpFaultOutcome(SmtpFaultCase @case, RunOutput output, IReadOnlyList<RawSmtpMessage> messages, int failures)
    {
        Case = @case;
        Failures = failures;
        _output = output;
        _messages = messages;
        Contradictions = [.. SmtpFaultCase.Addresses.SelectMany(Contradict)];
        if (failures == 0)
        {
            Contradictions = [.. Contradictions, "the server never failed"];
        }
    }

    public SmtpFaultCase Case { get; }

    /// <summary>The number of times that the server failed.</summary>
    public int Failures { get; }

    /// <summary>The number of messages that arrived completely.</summary>
    public int Whole => _messages.Count;

    /// <summary>The number of messages that the server accepted.</summary>
    public int Accepted => _messages.Count(message => message.IsAccepted);

    /// <summary>The contradictions, as text.</summary>
    public IReadOnlyList<string> Contradictions { get; }

    public int Count(string status) => _output.Results.Count(result => result.Status == status);

    private IEnumerable<string> Contradict(string address)
    {
        var results = _output.Results.Where(result => result.To == address).ToArray();
        var whole = _messages.Where(message => message.To.Contains(address)).ToArray();
        var accepted = whole.Count(message => message.IsAccepted);
        var status = results.Length == 1 ? results[0].Status : "";
        foreach (var (isWrong, what) in new[]
        {
            (results.Length != 1, "not exactly one result"),
            (accepted > 1, "accepted twice"),
            (status == "Submitted" && accepted == 0, "Submitted, not accepted"),
            (status is "Rejected" or "NotSent" && accepted > 0, $"{status}, but accepted"),
            (status == "Unknown" && whole.Length == 0, "Unknown, though the end of the message never came"),
            (status is not ("" or "Submitted" or "Rejected" or "NotSent" or "Unknown"), $"a status that nothing explains: {status}"),
        })
        {
            if (isWrong)
            {
                yield return $"{address}: {what} ({string.Join("; ", results.Select(result => $"{result.Status} '{result.Message}'"))}; {whole.Length} whole, {accepted} accepted)";
            }
        }
    }
}
