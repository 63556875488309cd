# Lists in failed.csv whom send-welcome.ps1 did not reach: the reason, and the address that was probably meant.
# Exit code 0: everybody was reached, as far as the service knows yet. 1: it could not be found out. 2: failed.csv has rows.
param(
    [Parameter(Mandatory)] [string] $Folder,
    [hashtable] $Connection
)

$ErrorActionPreference = 'Stop'
Import-Module EmailCar
if (-not $Connection) { $Connection = @{ Credential = Get-Secret -Name EmailCar } }

$results = @(Import-Csv (Join-Path $Folder 'results.csv') -Encoding UTF8)

Connect-EmailCar @Connection
try {
    $failed = @($results | Get-EmailCarDelivery -Status Failed)
}
finally {
    Disconnect-EmailCar
}

# What the service took and could not deliver, and what was never taken.
$list = @(
    $failed | Select-Object To, Id, @{ Name = 'Reason'; Expression = { $_.FailureMessage } }
    $results | Where-Object Status -EQ 'Rejected' | Select-Object To, Id, @{ Name = 'Reason'; Expression = { $_.Message } }
)
$list |
    Select-Object *, @{ Name = 'Suggestion'; Expression = { if ($_.To) { (Test-EmailCarAddress $_.To).Suggestion } } } |
    Export-Csv (Join-Path $Folder 'failed.csv') -NoTypeInformation -Encoding UTF8

if ($list) { exit 2 }
exit 0
