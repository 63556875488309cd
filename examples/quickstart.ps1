# EmailCar in one script: send an email to everyone in a CSV file, then look at the deliveries.
# The script uses a sandbox on this machine and sends no real email.

$ErrorActionPreference = 'Stop'

# Use the module built from this repository, or else the installed one.
$built = [IO.Path]::Combine($PSScriptRoot, '..', 'artifacts', 'module', 'EmailCar', 'EmailCar.psd1')
if ([IO.File]::Exists($built)) { Import-Module $built } else { Import-Module EmailCar }

# The days of the service are in China Standard Time.
function Get-Today { [DateTimeOffset]::UtcNow.ToOffset([TimeSpan]::FromHours(8)).Date }

$sandbox = Start-EmailCarSandbox -PassThru
try {
    # For the real service, omit -Endpoint and use your own login and your registered sender.
    Connect-EmailCar -Endpoint $sandbox.Endpoint -Credential $sandbox.Credential -From 'support@emailcar.net' -FromName 'EmailCar'

    # The addresses are in the column 邮箱. One submission per second contains up to 50 recipients.
    $recipients = @(Import-Csv ([IO.Path]::Combine($PSScriptRoot, 'recipients.csv')))
    $period = @{ StartDate = Get-Today }
    "Sending to $($recipients.Count) recipients ..."
    $results = @($recipients | Send-EmailCarMail -Subject '您好' -Html '<p>欢迎使用 EmailCar！</p>' -ErrorAction Continue)

    # There is one result for each recipient. Recipients that are not Submitted are shown with the reason.
    $counts = [ordered]@{}
    foreach ($result in $results) { $counts["$($result.Status)"]++ }
    $counts | Out-Host
    $results | Where-Object Status -NE 'Submitted' | Out-Host

    # Submitted does not mean delivered, so get the deliveries of the day. The service does not return the recipients;
    # they are found by the task ids in the results.
    $period.EndDate = Get-Today
    $deliveries = @(Get-EmailCarDelivery @period -First $recipients.Count)
    $failed = @($deliveries | Where-Object Status -EQ 'Failed')
    $failedTo = @($results | Where-Object { $failed.Id -contains $_.Id } | ForEach-Object To)
    "$($deliveries.Count) deliveries. The first five:"
    $deliveries[0..4] | Out-Host
    "Failed: $($failed.Count) ($($failedTo -join ', '))"
    $failed | Out-Host

    'Statistics of the day, and remaining points:'
    $stats = Get-EmailCarStats @period
    $stats | Out-Host
    Get-EmailCarBalance | Out-Host
}
finally {
    Disconnect-EmailCar
    Stop-EmailCarSandbox
}

# Check that no row was lost. In the sandbox, email to addresses that begin with "bounce" fails, and all other email is delivered.
$addresses = @($recipients | ForEach-Object 邮箱)
$bouncing = @($addresses -like 'bounce*')
$submittedTo = @($results | Where-Object Status -EQ 'Submitted' | ForEach-Object To)
$checks = [ordered]@{
    'each row has one result'           = $results.Count -eq $addresses.Count
    'each row was submitted'            = @($addresses | Where-Object { $submittedTo -notcontains $_ }).Count -eq 0
    'each row has one delivery'         = $deliveries.Count -eq $addresses.Count
    'only the bouncing ones failed'     = "$failedTo" -eq "$bouncing"
    'the statistics agree'              = $stats.Requested -eq $addresses.Count -and $stats.Failed -eq $bouncing.Count -and $stats.Pending -eq 0
}
$broken = @($checks.Keys | Where-Object { -not $checks[$_] })
if ($broken) {
    $Host.UI.WriteErrorLine("Some rows are missing or wrong. Failed checks: $($broken -join '; ').")
    exit 1
}
"All $($addresses.Count) rows have a result: $($stats.Succeeded) delivered, $($stats.Failed) failed."
exit 0
