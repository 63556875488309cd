using System.Globalization;
using EmailCar.Commands;
using EmailCar.Suppressing;

namespace EmailCar.Runs;

/// <summary>The addresses that a run skips because they are in a suppression list.</summary>
internal sealed class SuppressionCheck
{
    private readonly SuppressedAddresses? _addresses;

    private SuppressionCheck(SuppressedAddresses? addresses) => _addresses = addresses;

    /// <summary>Reads the list. If it cannot be read, the cmdlet ends with an error before anything is sent.</summary>
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
                // Only a warning, because the first run of a job may come before the first failure. It also reveals a mistyped path.
                command.WriteWarning(Text(Strings.SuppressionMissing, path));
            }

            var addresses = list.ReadActive(DateTimeOffset.Now);
            command.WriteVerbose(Text(Strings.SuppressionVerbose, addresses.Count, path));
            return new SuppressionCheck(addresses);
        }
        catch (SuppressionException e)
        {
            command.ThrowTerminatingError(Errors.Suppression(e));
            throw; // not reached: the line above does not return
        }
    }

    /// <summary>Returns why an address is skipped, or null if it is not.</summary>
    public string? Explain(string address) =>
        _addresses is null || !_addresses.Contains(address, out var reason, out var until) ? null
            : until is { } end ? Text(Strings.SuppressedUntil, end.LocalDateTime, reason)
            : Text(Strings.Suppressed, reason);

    private static string Text(string format, params object?[] values) => string.Format(CultureInfo.CurrentCulture, format, values);
}
