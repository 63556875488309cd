using System.Globalization;
using System.Management.Automation;
using EmailCar.Reports;

namespace EmailCar.Rows;

/// <summary>Counts the input of a report: deliveries, send results and balances, also those restored from a file or a job.</summary>
internal static class ReportInput
{
    private static readonly string[] StatusNames = ["Status"], ReasonNames = ["FailureMessage", "Message"], OpenNames = ["OpenCount"];

    /// <summary>Columns that deliveries have and send results do not.</summary>
    private static readonly string[] DeliveryColumns = ["SentAt", "FailureMessage", "OpenCount"];

    /// <summary>Counts one input.</summary>
    /// <returns>False if the input is none of these.</returns>
    public static bool TryAdd(ReportFigures figures, object input)
    {
        switch (input is PSObject wrapped ? wrapped.BaseObject : input)
        {
            case Delivery delivery:
                figures.Add(delivery);
                return true;
            case SendResult result:
                figures.Add(result.Status, result.Time, result.To, result.Message);
                return true;
            case Balance balance:
                figures.Add(balance);
                return true;
            default:
                return TryAdd(figures, new Row(PSObject.AsPSObject(input)));
        }
    }

    private static bool TryAdd(ReportFigures figures, Row row)
    {
        var status = row.Text(StatusNames);
        var to = row.Text(Columns.ToNames);
        var time = row.Time(Columns.TimeNames);
        var reason = row.Text(ReasonNames);

        // The status is a name in a CSV file, and a number after ConvertTo-Json.
        if (Array.Exists(DeliveryColumns, name => row.TryFind(name, _ => name, out _)))
        {
            if (!Enum.TryParse<DeliveryStatus>(status, ignoreCase: true, out var known) || !Enum.IsDefined(typeof(DeliveryStatus), known))
            {
                return false;
            }

            long.TryParse(row.Text(OpenNames), NumberStyles.Integer, CultureInfo.InvariantCulture, out var opens);
            figures.Add(new Delivery(null, to, "", "", "", "", time, known, opens, "", "", reason ?? ""));
            return true;
        }

        if (!Enum.TryParse<SendStatus>(status, ignoreCase: true, out var sent) || !Enum.IsDefined(typeof(SendStatus), sent))
        {
            return false;
        }

        figures.Add(sent, time, to, reason);
        return true;
    }
}
