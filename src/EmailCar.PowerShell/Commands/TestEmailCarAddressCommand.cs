using System.Management.Automation;
using EmailCar.BaseCommands;
using EmailCar.Rows;
using EmailCar.Runs;

namespace EmailCar.Commands;

/// <summary>Checks whether addresses are valid; with -ResolveDomain, also asks the Domain Name System about their domains.</summary>
[Cmdlet(VerbsDiagnostic.Test, "EmailCarAddress"), OutputType(typeof(AddressCheck), typeof(bool))]
public sealed class TestEmailCarAddressCommand : EmailCarCommand
{
    private DomainChecks? _domains;

    /// <summary>The addresses; one text may contain several, as the cell of a list does.</summary>
    [Parameter(Position = 0)]
    [AllowEmptyString]
    public string[]? Address { get; set; }

    /// <summary>Addresses, rows of Import-Csv or Import-EmailCarRecipient, other objects, or hashtables.</summary>
    [Parameter(ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    /// <summary>Returns only whether each address is valid.</summary>
    [Parameter]
    public SwitchParameter Quiet { get; set; }

    /// <summary>Asks the Domain Name System whether the domains accept email.</summary>
    [Parameter]
    public SwitchParameter ResolveDomain { get; set; }

    /// <summary>The DNS servers to query, each a host or host:port; the default is those of the system.</summary>
    [Parameter]
    [BlankIsDefault]
    public string[]? DnsServer { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        if (ResolveDomain)
        {
            try
            {
                _domains = new DomainChecks([.. (DnsServer ?? []).Where(server => !string.IsNullOrWhiteSpace(server))]);
            }
            catch (FormatException e)
            {
                ThrowTerminatingError(Errors.InvalidDnsServer(e.Message));
            }
        }

        Check(Address ?? []);
    }

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

    /// <inheritdoc/>
    protected override void EndProcessing() => WriteReady(isLast: true);

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _domains?.Dispose();
        }

        base.Dispose(disposing);
    }

    private void Check(string[] texts)
    {
        foreach (var text in texts)
        {
            var addresses = MailReader.Split(text).ToArray();
            foreach (var address in addresses.Length == 0 ? [""] : addresses)
            {
                if (_domains is null)
                {
                    Write(AddressFaultTexts.Check(address));
                }
                else
                {
                    _domains.Add(address);
                    WriteReady(isLast: false);
                }
            }
        }
    }

    private void WriteReady(bool isLast)
    {
        try
        {
            foreach (var check in _domains?.Take(isLast, StopToken) ?? [])
            {
                Write(check);
            }
        }
        catch (OperationCanceledException) when (StopToken.IsCancellationRequested)
        {
            throw new PipelineStoppedException();
        }
    }

    private void Write(AddressCheck check) => WriteObject(Quiet ? check.Valid : check);
}
