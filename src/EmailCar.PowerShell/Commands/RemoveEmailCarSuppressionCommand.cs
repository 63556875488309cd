using System.Management.Automation;
using EmailCar.Addresses;
using EmailCar.BaseCommands;
using EmailCar.Rows;

namespace EmailCar.Commands;

/// <summary>Removes addresses from a suppression list.</summary>
[Cmdlet(VerbsCommon.Remove, "EmailCarSuppression", SupportsShouldProcess = true), OutputType(typeof(void))]
public sealed class RemoveEmailCarSuppressionCommand : SuppressionCommand
{
    private readonly List<string> _addresses = [];

    /// <summary>The addresses to remove.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    public string[] To { get; set; } = [];

    /// <inheritdoc/>
    protected override void BeginProcessing() => _ = ListPath;

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (var text in To.SelectMany(MailReader.Split))
        {
            var reading = AddressReading.Of(text);
            if (!reading.IsValid)
            {
                WriteError(Errors.Row(RowProblem.InvalidAddress(reading), text));
            }
            else if (ShouldProcess(reading.Address, Strings.ShouldRemove))
            {
                _addresses.Add(reading.Address);
            }
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        // All in one change, because each change writes the whole list.
        if (_addresses.Count > 0)
        {
            foreach (var address in Use(list => list.Remove(_addresses, DateTimeOffset.Now, StopToken)))
            {
                WriteError(Errors.SuppressionNotFound(address, ListPath));
            }
        }
    }
}
