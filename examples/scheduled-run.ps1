# Sends a list from a scheduled task: resolves unknown emails of an earlier run, sends the missing ones, and reports the result.
# You can run it as often as you like: nobody gets the email twice. Exit code 0: every email was submitted. 1: the script failed.
# 2: some emails were rejected or not sent, see open.csv. 3: some are still unknown, so run it again in half an hour.
param(
    [Parameter(Mandatory)] [string] $RecipientPath,
    [Parameter(Mandatory)] [string] $Folder,
    [hashtable] $Connection
)

$ErrorActionPreference = 'Stop'
Import-Module EmailCar

# systemd decrypts the login for this process only: the user name and the password, one per line. On Windows, Export-Clixml
# encrypted it for the user that runs the task.
function Read-Login {
    if (-not $env:CREDENTIALS_DIRECTORY) { return Import-Clixml (Join-Path $Folder 'login.xml') }
    $user, $text = Get-Content (Join-Path $env:CREDENTIALS_DIRECTORY 'emailcar')
    $password = New-Object System.Security.SecureString
    $text.ToCharArray() | ForEach-Object { $password.AppendChar($_) }
    New-Object System.Management.Automation.PSCredential $user, $password
}

if (-not $Connection) { $Connection = @{ Credential = Read-Login } }
$journal = Join-Path $Folder 'welcome.jsonl'
$mail = @{
    Subject     = '{{姓名}}，欢迎！'
    Html        = Get-Content (Join-Path $PSScriptRoot 'welcome.html') -Raw -Encoding UTF8
    JournalPath = $journal
}

Connect-EmailCar @Connection -From 'support@example.com' -FromName 'Example'
try {
    # First resolve the unknown emails of an earlier run. Those that did not arrive are sent again below.
    if ((Test-Path $journal) -and (Get-EmailCarJournal $journal -Summary).Unknown) {
        Resolve-EmailCarUnknown $journal -AcceptNotListed | Group-Object Status, Message -NoElement | Format-Table -AutoSize
    }

    # With Continue, an invalid row does not keep the others from being sent.
    $results = @(Import-EmailCarRecipient $RecipientPath | Send-EmailCarMail -Merge @mail -ErrorAction Continue)
}
finally {
    Disconnect-EmailCar
}

if (Test-Path $journal) { Get-EmailCarJournal $journal -Summary | Format-List }
$open = @($results | Where-Object Status -NotIn 'Submitted', 'Skipped')
$open | Select-Object To, Status, Message | Export-Csv (Join-Path $Folder 'open.csv') -NoTypeInformation -Encoding UTF8
if ($open | Where-Object Status -EQ 'Unknown') { exit 3 }
if ($open -or -not $results) { exit 2 }
exit 0
