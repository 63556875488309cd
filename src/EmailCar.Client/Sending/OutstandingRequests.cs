namespace EmailCar.Sending;

/// <summary>
/// The submissions of a run that have begun to leave and whose outcome is not settled, and whether another may join them: a
/// service that has stopped answering gets no more mail than it has.
/// </summary>
internal sealed class OutstandingRequests(TimeProvider time, double requestsPerSecond)
{
    /// <summary>While the oldest answer is open for longer, nothing new leaves.</summary>
    private static readonly TimeSpan Overdue = TimeSpan.FromSeconds(10);

    private readonly object _gate = new();
    private readonly List<long> _departures = [];
    private readonly SendWindow _window = new(requestsPerSecond);
    private TaskCompletionSource<bool> _changed = NewSource();
    private bool _isSuspicious;
    private long _halved = long.MinValue;

    /// <summary>How many may be open at once.</summary>
    public int Window
    {
        get
        {
            lock (_gate)
            {
                return _window.Size;
            }
        }
    }

    /// <summary>Waits while the oldest answer is overdue or, after an unknown outcome, until all that is open is settled.</summary>
    public async Task WaitWhileHeldBackAsync()
    {
        while (ChangeToWaitFor(isWindowFull: false) is { } change)
        {
            await change.ConfigureAwait(false);
        }
    }

    /// <summary>What may make room for one more; null when there is room.</summary>
    public Task<bool>? ChangeToWaitFor() => ChangeToWaitFor(isWindowFull: true);

    private Task<bool>? ChangeToWaitFor(bool isWindowFull)
    {
        lock (_gate)
        {
            return HoldsBack() || (isWindowFull && IsFull) ? _changed.Task : null;
        }
    }

    private bool IsFull => _departures.Count >= _window.Size;

    private long? TryLeave()
    {
        lock (_gate)
        {
            if (HoldsBack() || IsFull)
            {
                return null;
            }

            _departures.Add(time.GetTimestamp());
            return _departures[_departures.Count - 1];
        }
    }

    private bool HoldsBack()
    {
        _isSuspicious &= _departures.Count > 0;
        return _isSuspicious || (_departures.Count > 0 && time.GetElapsedTime(_departures[0]) > Overdue);
    }

    private void Take(Action change)
    {
        lock (_gate)
        {
            change();
        }
    }

    private void Settle(long departure)
    {
        TaskCompletionSource<bool> changed;
        lock (_gate)
        {
            _departures.Remove(departure);
            (changed, _changed) = (_changed, NewSource());
        }

        changed.SetResult(true);
    }

    private static TaskCompletionSource<bool> NewSource() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The answer to one submission; disposing of it settles it.</summary>
    internal sealed class Answer(OutstandingRequests answers) : IDisposable
    {
        private long? _departure;

        /// <summary>When the submission left last; null when it has not.</summary>
        public long? Departure { get; private set; }

        /// <summary>Counts the submission, which begins to leave; false when it must not, although there was room before its turn.</summary>
        public bool TryLeave()
        {
            Dispose(); // where a proxy has asked for a login, it leaves once more
            _departure = answers.TryLeave();
            Departure = _departure ?? Departure;
            return _departure is not null;
        }

        /// <summary>The service has answered.</summary>
        public void BecomeKnown(bool isAccepted) => answers.Take(() =>
        {
            if (_departure is { } departure)
            {
                answers._window.Answered(answers._departures.Count, answers.Elapsed(departure), isAccepted);
            }
        });

        /// <summary>Nobody knows whether it arrived.</summary>
        public void BecomeUnknown() => answers.Take(() =>
        {
            answers._isSuspicious = true;
            answers._window.Restart();
        });

        /// <summary>The service asked for fewer requests: those that were under way together ask once.</summary>
        public void BecomeTooFast()
        {
            answers.Take(() =>
            {
                if (_departure > answers._halved)
                {
                    answers._halved = answers.Now();
                    answers._window.Halve();
                }
            });
            Dispose(); // it may go again, and must not wait for itself
        }

        public void Dispose()
        {
            if (_departure is { } departure)
            {
                _departure = null;
                answers.Settle(departure);
            }
        }
    }

    private long Now() => time.GetTimestamp();

    private TimeSpan Elapsed(long since) => time.GetElapsedTime(since);
}
