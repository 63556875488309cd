# Mails an alarm when the account's points run low: once a day, however often the script runs.
# Exit code 0: there are enough. 1: it could not be found out. 2: there are too few, whether or not the alarm could be mailed.
param(
    [Parameter(Mandatory)] [string[]] $To,
    [Parameter(Mandatory)] [string] $Folder,
    [decimal] $Minimum = 500,
    [hashtable] $Connection
)

$ErrorActionPreference = 'Stop'
Import-Module EmailCar
if (-not $Connection) { $Connection = @{ Credential = Get-Secret -Name EmailCar } }

Connect-EmailCar @Connection -From 'support@example.com' -FromName 'Example'
try {
    $points = (Get-EmailCarBalance).Email
    "$points points left."
    if ($points -ge $Minimum) { exit 0 }

    $mail = @{
        Subject     = "Only $points points left"
        Html        = '<p>Buy more in the EmailCar console.</p>'
        MessageKey  = 'Balance of {0:yyyy-MM-dd}' -f (Get-Date)
        JournalPath = Join-Path $Folder 'balance.jsonl'
    }

    # The journal's warning that this mail went out before is no news here.
    $To | Send-EmailCarMail @mail -ErrorAction Continue -WarningAction SilentlyContinue | Out-Null
    exit 2
}
finally {
    Disconnect-EmailCar
}
