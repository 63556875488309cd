# Writes to failed.csv the recipients that send-welcome.ps1 did not reach, with the reason and the address that was probably meant.
# Exit code 0: no failures are known. 1: the deliveries could not be read. 2: failed.csv has rows.
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

# Emails that the service accepted but could not deliver, and emails that were rejected.
$list = @(
    $failed | Select-Object To, Id, @{ Name = 'Reason'; Expression = { $_.FailureMessage } }
    $results | Where-Object Status -EQ 'Rejected' | Select-Object To, Id, @{ Name = 'Reason'; Expression = { $_.Message } }
)
$list |
    Select-Object *, @{ Name = 'Suggestion'; Expression = { if ($_.To) { (Test-EmailCarAddress $_.To).Suggestion } } } |
    Export-Csv (Join-Path $Folder 'failed.csv') -NoTypeInformation -Encoding UTF8

if ($list) { exit 2 }
exit 0
