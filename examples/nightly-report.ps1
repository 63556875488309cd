# Sends a report about the seven days up to yesterday: how many emails arrived, why others failed, and what needs attention.
# Exit code 0: the report was submitted, now or earlier. 1: it could not be created. 2: it was created but not sent.
param(
    [Parameter(Mandatory)] [string[]] $To,
    [Parameter(Mandatory)] [string] $Folder,
    [hashtable] $Connection
)

$ErrorActionPreference = 'Stop'
Import-Module EmailCar
if (-not $Connection) { $Connection = @{ Credential = Get-Secret -Name EmailCar } }

# The days of the service are in China Standard Time.
$day = [DateTimeOffset]::UtcNow.ToOffset([TimeSpan]::FromHours(8)).Date.AddDays(-1)
$name = 'Report of {0:yyyy-MM-dd}' -f $day

Connect-EmailCar @Connection -From 'support@example.com' -FromName 'Example'
try {
    $html = New-EmailCarReport -EndDate $day -Title $name

    # The key identifies the email even if its text has changed, so that running the script twice sends one report.
    $mail = @{ Subject = $name; Html = $html; InlineCss = $true; MessageKey = $name; JournalPath = Join-Path $Folder 'report.jsonl' }
    $results = @($To | Send-EmailCarMail @mail -ErrorAction Continue)
}
finally {
    Disconnect-EmailCar
}

$open = @($results | Where-Object Status -NotIn 'Submitted', 'Skipped')
if ($open) { exit 2 }
exit 0
