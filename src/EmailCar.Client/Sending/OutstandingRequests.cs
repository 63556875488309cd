namespace EmailCar.Sending;

/// <summary>
/// The submissions of a run that have begun to leave and whose outcome is not settled, and whether another may join them: a
/// service that has stopped answering gets no more mail than it has.
/// </summary>
internal sealed class OutstandingRequests(TimeProvider time)
{
    /// <summary>While the oldest answer is open for longer, nothing new leaves.</summary>
    private static readonly TimeSpan Overdue = TimeSpan.FromSeconds(10);

    private readonly object _gate = new();
    private readonly List<long> _departures = [];
    private TaskCompletionSource<bool> _changed = NewSource();
    private bool _isSuspicious;

    /// <summary>Waits while the oldest answer is overdue or, after an unknown outcome, until all that is open is settled.</summary>
    public async Task WaitForRoomAsync()
    {
        while (ChangeToWaitFor() is { } change)
        {
            await change.ConfigureAwait(false);
        }
    }

    /// <summary>Null when there is room.</summary>
    private Task<bool>? ChangeToWaitFor()
    {
        lock (_gate)
        {
            return HoldsBack() ? _changed.Task : null;
        }
    }

    private long? TryLeave()
    {
        lock (_gate)
        {
            if (HoldsBack())
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

    private void BecomeSuspicious()
    {
        lock (_gate)
        {
            _isSuspicious = true;
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

        /// <summary>Counts the submission, which begins to leave; false when it must not, although there was room before its turn.</summary>
        public bool TryLeave()
        {
            _departure = answers.TryLeave();
            return _departure is not null;
        }

        /// <summary>Nobody knows whether it arrived.</summary>
        public void BecomeUnknown() => answers.BecomeSuspicious();

        public void Dispose()
        {
            if (_departure is { } departure)
            {
                _departure = null;
                answers.Settle(departure);
            }
        }
    }
}
