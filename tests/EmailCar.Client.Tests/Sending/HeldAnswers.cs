using System.Collections.Concurrent;
using EmailCar.Client.Tests.Support;
using EmailCar.Testing;

namespace EmailCar.Client.Tests.Sending;

/// <summary>Submissions, identified by their subjects, whose responses are held back by the test.</summary>
internal sealed class HeldAnswers
{
    private readonly ConcurrentDictionary<string, TaskCompletionSource<bool>> _held = new();
    private readonly ConcurrentDictionary<string, RawAnswer> _answers = new();
    private readonly List<string> _arrived = [];
    private readonly SemaphoreSlim _arrivals = new(0);

    public HeldAnswers(RawServer server) => server.Handle(EngineTest.SendPath, Take);

    /// <summary>The subjects in the order of arrival.</summary>
    public IReadOnlyList<string> Arrived
    {
        get
        {
            lock (_arrived)
            {
                return [.. _arrived];
            }
        }
    }

    /// <summary>Responses other than accepted, by subject.</summary>
    public RawAnswer this[string subject]
    {
        set => _answers[subject] = value;
    }

    /// <summary>Waits until this many more have arrived.</summary>
    public async Task ArriveAsync(int count = 1)
    {
        for (var i = 0; i < count; i++)
        {
            Assert.True(await _arrivals.WaitAsync(Waiting.Patience), "Nothing arrives.");
        }
    }

    /// <summary>Releases the response to a subject, whether it has arrived or not.</summary>
    public void Release(params string[] subjects) => Array.ForEach(subjects, subject => Held(subject).TrySetResult(true));

    private RawAnswer Take(RawRequest request)
    {
        var subject = request["subject"];
        lock (_arrived)
        {
            _arrived.Add(subject);
        }

        _arrivals.Release();
        var answer = _answers.TryGetValue(subject, out var other) ? other : EngineTest.Accepted;
        return answer.After(Held(subject).Task);
    }

    private TaskCompletionSource<bool> Held(string subject) =>
        _held.GetOrAdd(subject, _ => new(TaskCreationOptions.RunContinuationsAsynchronously));
}
