# Rehearses the other scripts on a sandbox, with a list of yours or the one beside this script. No mail leaves the machine,
# and journals and results go to a folder that is removed again, so that the real run finds nothing of it.
param([string] $RecipientPath = (Join-Path $PSScriptRoot 'customers.xlsx'))

$ErrorActionPreference = 'Stop'
Import-Module EmailCar

$folder = Join-Path ([IO.Path]::GetTempPath()) ([guid]::NewGuid())
New-Item $folder -ItemType Directory | Out-Null

# Two days of past for the report. 0: a rehearsal does not have to keep the pace.
$sandbox = Start-EmailCarSandbox -HistoryDays 2 -RequestsPerSecond 0 -PassThru
try {
    $here = @{
        Folder     = $folder
        Connection = @{ Endpoint = $sandbox.Endpoint; Credential = $sandbox.Credential; RequestsPerSecond = 0 }
    }

    & (Join-Path $PSScriptRoot 'send-welcome.ps1') @here -RecipientPath $RecipientPath
    "send-welcome.ps1: exit code $LASTEXITCODE"
    Import-Csv (Join-Path $folder 'results.csv') -Encoding UTF8 | Format-Table To, Status, Message

    & (Join-Path $PSScriptRoot 'follow-up.ps1') @here
    "follow-up.ps1: exit code $LASTEXITCODE"
    Import-Csv (Join-Path $folder 'failed.csv') -Encoding UTF8 | Format-List

    & (Join-Path $PSScriptRoot 'nightly-report.ps1') @here -To 'operator@example.com'
    "nightly-report.ps1: exit code $LASTEXITCODE"

    & (Join-Path $PSScriptRoot 'balance-alarm.ps1') @here -To 'operator@example.com'
    "balance-alarm.ps1: exit code $LASTEXITCODE"
}
finally {
    Stop-EmailCarSandbox
    Remove-Item -LiteralPath $folder -Recurse
}
exit 0
