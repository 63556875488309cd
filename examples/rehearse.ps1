# Runs the other scripts with a sandbox, on your own list or on the one next to this script. No real email is sent, and
# journals and results are saved in a temporary folder, so that they do not affect the real run.
param([string] $RecipientPath = (Join-Path $PSScriptRoot 'customers.xlsx'))

$ErrorActionPreference = 'Stop'
Import-Module EmailCar

$folder = Join-Path ([IO.Path]::GetTempPath()) ([guid]::NewGuid())
New-Item $folder -ItemType Directory | Out-Null

# The report needs two days of history. A rehearsal needs no rate limit, so it is 0.
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
