using System.Management.Automation;
using EmailCar.Rows;

namespace EmailCar.Commands;

/// <summary>Tells of each address whether it can be sent to; asks nobody.</summary>
[Cmdlet(VerbsDiagnostic.Test, "EmailCarAddress"), OutputType(typeof(AddressCheck), typeof(bool))]
public sealed class TestEmailCarAddressCommand : PSCmdlet
{
    /// <summary>Addresses; several may stand in one text, as in a cell of a list.</summary>
    [Parameter(Position = 0)]
    [AllowEmptyString]
    public string[]? Address { get; set; }

    /// <summary>Addresses, rows of Import-Csv or Import-EmailCarRecipient, other objects, or hashtables.</summary>
    [Parameter(ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    /// <summary>Writes only whether each address can be sent to.</summary>
    [Parameter]
    public SwitchParameter Quiet { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing() => Check(Address ?? []);

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (InputObject is null)
        {
            return;
        }

        var row = new Row(InputObject);
        if (row.IsBlank)
        {
            return;
        }

        Check(row.Address is { } address ? [address] : row.Values(Columns.AddressNames) ?? [""]);
        if (row.Problem is { } problem)
        {
            WriteError(Errors.Row(problem.In(row.Number), InputObject));
        }
    }

    private void Check(string[] texts)
    {
        foreach (var text in texts)
        {
            var addresses = MailReader.Split(text).ToArray();
            foreach (var address in addresses.Length == 0 ? [""] : addresses)
            {
                var check = AddressFaultTexts.Check(address);
                WriteObject(Quiet ? check.Valid : check);
            }
        }
    }
}
