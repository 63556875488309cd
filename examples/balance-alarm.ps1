# Sends an alarm by email if the account has too few points: once a day, however often the script runs.
# Exit code 0: there are enough points. 1: the points could not be read. 2: there are too few, whether the alarm was sent or not.
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
        Html        = '<p>Buy points in the EmailCar console.</p>'
        MessageKey  = 'Balance of {0:yyyy-MM-dd}' -f (Get-Date)
        JournalPath = Join-Path $Folder 'balance.jsonl'
    }

    # The warning that the journal already has this email is expected here.
    $To | Send-EmailCarMail @mail -ErrorAction Continue -WarningAction SilentlyContinue | Out-Null
    exit 2
}
finally {
    Disconnect-EmailCar
}
