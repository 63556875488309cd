using System.Management.Automation;
using EmailCar.Rows;

namespace EmailCar.Commands;

/// <summary>Checks whether addresses are valid, without any network access.</summary>
[Cmdlet(VerbsDiagnostic.Test, "EmailCarAddress"), OutputType(typeof(AddressCheck), typeof(bool))]
public sealed class TestEmailCarAddressCommand : PSCmdlet
{
    /// <summary>Addresses; one text may contain several, as a cell of a list may.</summary>
    [Parameter(Position = 0)]
    [AllowEmptyString]
    public string[]? Address { get; set; }

    /// <summary>Addresses, rows of Import-Csv or Import-EmailCarRecipient, other objects, or hashtables.</summary>
    [Parameter(ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    /// <summary>Returns only whether each address is valid.</summary>
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
