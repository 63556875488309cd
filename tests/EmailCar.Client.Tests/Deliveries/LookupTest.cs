using System.Globalization;
using EmailCar.Client.Tests.Support;
using EmailCar.Deliveries;

namespace EmailCar.Client.Tests.Deliveries;

/// <summary>A lookup with a server that lists what the test specifies. Today is 2026-01-05 in China.</summary>
public abstract class LookupTest(bool skipsWaits = false) : ServiceTest(skipsWaits)
{
    internal const string Today = "2026-01-05", Yesterday = "2026-01-04";

    internal List<LookupProgress> Steps { get; } = [];

    internal static MailReference Bare(long id) => new(id, null, null, null);

    internal static MailReference Sent(long id, string to, string day = Today) =>
        new(id, to, "s", DateTimeOffset.Parse($"{day} 16:00:00 +08:00", CultureInfo.InvariantCulture));

    /// <summary>Returns all rows, and keeps the steps.</summary>
    internal async Task<List<Delivery>> LookUp(IEnumerable<MailReference> mails, TimeSpan? wait = null)
    {
        var lookup = new DeliveryLookup(Client, wait);
        foreach (var mail in mails)
        {
            lookup.Add(mail);
        }

        while (await lookup.NextAsync(CancellationToken.None).Soon() is { } step)
        {
            Steps.Add(step);
            Assert.True(Steps.Count < 5000, "It never ends.");
        }

        return [.. Steps.SelectMany(step => step.Rows)];
    }
}
