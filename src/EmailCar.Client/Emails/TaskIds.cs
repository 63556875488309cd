namespace EmailCar.Emails;

/// <summary>The task ids of one submission, in the order of its recipients.</summary>
internal static class TaskIds
{
    /// <summary>
    /// Returns whether other recipients have the same id, as in the service's own sample (docs/service.md, mail/send). It is then not known
    /// which recipient a row of mail/lists belongs to.
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
