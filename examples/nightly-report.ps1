# Mails a report of yesterday's mail: how much there was, and why some of it failed.
# Exit code 0: the report was submitted, now or before. 1: it could not be made. 2: it was made and not sent.
param(
    [Parameter(Mandatory)] [string[]] $To,
    [Parameter(Mandatory)] [string] $Folder,
    [hashtable] $Connection
)

$ErrorActionPreference = 'Stop'
Import-Module EmailCar
if (-not $Connection) { $Connection = @{ Credential = Get-Secret -Name EmailCar } }

# The service counts its days in China Standard Time.
$day = [DateTimeOffset]::UtcNow.ToOffset([TimeSpan]::FromHours(8)).Date.AddDays(-1)
$name = 'Report of {0:yyyy-MM-dd}' -f $day

Connect-EmailCar @Connection -From 'support@example.com' -FromName 'Example'
try {
    $stats = Get-EmailCarStats -StartDate $day -EndDate $day
    $failed = @(Get-EmailCarDelivery -StartDate $day -EndDate $day -Status Failed)
    $html = @(
        $stats | ConvertTo-Html -Fragment -Property Requested, Succeeded, Failed, Pending
        $failed | Group-Object FailureMessage | ConvertTo-Html -Fragment -Property Count, Name
    )

    # The key names the mail, whatever its text has become: run twice, the script sends one report.
    $mail = @{ Subject = $name; Html = $html; MessageKey = $name; JournalPath = Join-Path $Folder 'report.jsonl' }
    $results = @($To | Send-EmailCarMail @mail -ErrorAction Continue)
}
finally {
    Disconnect-EmailCar
}

$open = @($results | Where-Object Status -NotIn 'Submitted', 'Skipped')
if ($open) { exit 2 }
exit 0
