# EmailCar in one script: mail everybody in a CSV file, then see what became of it.
# It talks to a sandbox on this machine; no real mail leaves it.

$ErrorActionPreference = 'Stop'

# The module as this repository builds it, or else the one that is installed.
$built = [IO.Path]::Combine($PSScriptRoot, '..', 'artifacts', 'module', 'EmailCar', 'EmailCar.psd1')
if ([IO.File]::Exists($built)) { Import-Module $built } else { Import-Module EmailCar }

# The service counts its days in China Standard Time.
function Get-Today { [DateTimeOffset]::UtcNow.ToOffset([TimeSpan]::FromHours(8)).Date }

$sandbox = Start-EmailCarSandbox -PassThru
try {
    # For the real service, leave out -Endpoint and give your own login and your registered sender.
    Connect-EmailCar -Endpoint $sandbox.Endpoint -Credential $sandbox.Credential -From 'support@emailcar.net' -FromName 'EmailCar'

    # The address is read from the column 邮箱. Mail leaves 50 recipients at a time, once a second.
    $recipients = @(Import-Csv ([IO.Path]::Combine($PSScriptRoot, 'recipients.csv')))
    $period = @{ StartDate = Get-Today }
    "Sending to $($recipients.Count) recipients ..."
    $results = @($recipients | Send-EmailCarMail -Subject '您好' -Html '<p>欢迎使用 EmailCar！</p>' -ErrorAction Continue)

    # One result for each recipient. Whoever is not Submitted is listed, with the reason.
    $counts = [ordered]@{}
    foreach ($result in $results) { $counts["$($result.Status)"]++ }
    $counts | Out-Host
    $results | Where-Object Status -NE 'Submitted' | Out-Host

    # Submitted is not delivered, so ask for the deliveries of the day. The service does not say whose they are;
    # the task ids of the results do.
    $period.EndDate = Get-Today
    $deliveries = @(Get-EmailCarDelivery @period -First $recipients.Count)
    $failed = @($deliveries | Where-Object Status -EQ 'Failed')
    $failedTo = @($results | Where-Object { $failed.Id -contains $_.Id } | ForEach-Object To)
    "$($deliveries.Count) deliveries. The first five:"
    $deliveries[0..4] | Out-Host
    "Failed: $($failed.Count) ($($failedTo -join ', '))"
    $failed | Out-Host

    'Statistics of the day, and points left:'
    $stats = Get-EmailCarStats @period
    $stats | Out-Host
    Get-EmailCarBalance | Out-Host
}
finally {
    Disconnect-EmailCar
    Stop-EmailCarSandbox
}

# Is every row accounted for? The sandbox fails addresses that begin with "bounce" and delivers the rest.
$addresses = @($recipients | ForEach-Object 邮箱)
$bouncing = @($addresses -like 'bounce*')
$submittedTo = @($results | Where-Object Status -EQ 'Submitted' | ForEach-Object To)
$checks = [ordered]@{
    'each row has one result'           = $results.Count -eq $addresses.Count
    'each row was submitted'            = @($addresses | Where-Object { $submittedTo -notcontains $_ }).Count -eq 0
    'each row has one delivery'         = $deliveries.Count -eq $addresses.Count
    'the bouncing ones failed, no more' = "$failedTo" -eq "$bouncing"
    'the statistics say the same'       = $stats.Requested -eq $addresses.Count -and $stats.Failed -eq $bouncing.Count -and $stats.Pending -eq 0
}
$broken = @($checks.Keys | Where-Object { -not $checks[$_] })
if ($broken) {
    $Host.UI.WriteErrorLine("Not every row is accounted for. What does not hold: $($broken -join '; ').")
    exit 1
}
"All $($addresses.Count) rows are accounted for: $($stats.Succeeded) delivered, $($stats.Failed) failed."
exit 0
