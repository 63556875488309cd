using System.Globalization;
using EmailCar.Commands;
using EmailCar.Suppressing;

namespace EmailCar.Runs;

/// <summary>The addresses that a run skips because a suppression list has them.</summary>
internal sealed class SuppressionCheck
{
    private readonly SuppressedAddresses? _addresses;

    private SuppressionCheck(SuppressedAddresses? addresses) => _addresses = addresses;

    /// <summary>Reads the list. One that can't be read ends the cmdlet while nothing is sent.</summary>
    public static SuppressionCheck Read(SendEmailCarMailCommand command, string? path)
    {
        if (path is null)
        {
            return new SuppressionCheck(null);
        }

        try
        {
            var list = new SuppressionList(path);
            if (!list.Exists)
            {
                // The first run of a job comes before the first failure. A path that is mistyped shows all the same.
                command.WriteWarning(Text(Strings.SuppressionMissing, path));
            }

            var addresses = list.ReadActive(DateTimeOffset.Now);
            command.WriteVerbose(Text(Strings.SuppressionVerbose, addresses.Count, path));
            return new SuppressionCheck(addresses);
        }
        catch (SuppressionException e)
        {
            command.ThrowTerminatingError(Errors.Suppression(e));
            throw; // never reached: the line above does not return
        }
    }

    /// <summary>Why an address is skipped; null when it is not.</summary>
    public string? Explain(string address) =>
        _addresses is null || !_addresses.Contains(address, out var reason, out var until) ? null
            : until is { } end ? Text(Strings.SuppressedUntil, end.LocalDateTime, reason)
            : Text(Strings.Suppressed, reason);

    private static string Text(string format, params object?[] values) => string.Format(CultureInfo.CurrentCulture, format, values);
}
