namespace EmailCar.Emails;

/// <summary>The task ids of one submission, in the order of its recipients.</summary>
internal static class TaskIds
{
    /// <summary>
    /// True when other recipients have the same id, as the service's own sample has it (docs/service.md, mail/send): then nobody knows
    /// whose a row of mail/lists is.
    /// </summary>
    public static bool IsShared(IReadOnlyList<long?>? ids, int at)
    {
        for (var i = 0; at < ids?.Count && i < ids.Count; i++)
        {
            if (i != at && ids[i] is { } id && id == ids[at])
            {
                return true;
            }
        }

        return false;
    }
}
