namespace EmailCar.Sending;

/// <summary>
/// The submissions of a run that were sent, at least in part, and have no result yet; decides whether another one may be sent. A
/// service that no longer responds gets no further emails.
/// </summary>
internal sealed class OutstandingRequests(TimeProvider time, double requestsPerSecond)
{
    /// <summary>If the oldest response is outstanding for longer than this, nothing more is sent.</summary>
    private static readonly TimeSpan Overdue = TimeSpan.FromSeconds(10);

    private readonly object _gate = new();
    private readonly List<long> _departures = [];
    private readonly SendWindow _window = new(requestsPerSecond);
    private TaskCompletionSource<bool> _changed = NewSource();
    private bool _isSuspicious;
    private long _halved = long.MinValue;

    /// <summary>The maximum number of outstanding responses.</summary>
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

    /// <summary>Waits while the oldest response is overdue or, after an unknown result, until all outstanding submissions have a result.</summary>
    public async Task WaitWhileHeldBackAsync()
    {
        while (ChangeToWaitFor(isWindowFull: false) is { } change)
        {
            await change.ConfigureAwait(false);
        }
    }

    /// <summary>Completes when another submission may be possible; null if it is possible now.</summary>
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

    /// <summary>The response to one submission; disposing it settles the submission.</summary>
    internal sealed class Answer(OutstandingRequests answers) : IDisposable
    {
        private long? _departure;

        /// <summary>When the submission was last sent; null if it was not.</summary>
        public long? Departure { get; private set; }

        /// <summary>Counts the submission, which is about to be sent; false if it must not be sent because the situation has changed.</summary>
        public bool TryLeave()
        {
            Dispose(); // after a proxy required a login, the submission is sent again
            _departure = answers.TryLeave();
            Departure = _departure ?? Departure;
            return _departure is not null;
        }

        /// <summary>Records that the service has responded.</summary>
        public void BecomeKnown(bool isAccepted) => answers.Take(() =>
        {
            if (_departure is { } departure)
            {
                answers._window.Answered(answers._departures.Count, answers.Elapsed(departure), isAccepted);
            }
        });

        /// <summary>Records that it is not known whether the submission arrived.</summary>
        public void BecomeUnknown() => answers.Take(() =>
        {
            answers._isSuspicious = true;
            answers._window.Restart();
        });

        /// <summary>
        /// Records that the service asked for fewer requests: submissions that were outstanding at the same time count once.
        /// </summary>
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
            Dispose(); // it may be sent again, and must not wait for itself
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
