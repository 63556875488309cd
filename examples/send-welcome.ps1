# Sends the welcome email to everyone in a list from Excel (.xlsx or .csv) with the columns 邮箱 and 姓名.
# Exit code 0: every row was submitted, now or earlier. 1: the run failed. 2: some rows were not submitted.
param(
    [Parameter(Mandatory)] [string] $RecipientPath,
    [Parameter(Mandatory)] [string] $Folder,
    [hashtable] $Connection
)

$ErrorActionPreference = 'Stop'
Import-Module EmailCar
if (-not $Connection) { $Connection = @{ Credential = Get-Secret -Name EmailCar } }

$mail = @{
    Subject     = '{{姓名}}，欢迎！'
    Html        = Get-Content (Join-Path $PSScriptRoot 'welcome.html') -Raw -Encoding UTF8
    JournalPath = Join-Path $Folder 'welcome.jsonl'
}

Connect-EmailCar @Connection -From 'support@example.com' -FromName 'Example'
try {
    # With Continue, an invalid row does not keep the others from being sent.
    Import-EmailCarRecipient $RecipientPath |
        Send-EmailCarMail -Merge @mail -ErrorAction Continue |
        Tee-Object -Variable results |
        Export-Csv (Join-Path $Folder 'results.csv') -NoTypeInformation -Encoding UTF8
}
finally {
    Disconnect-EmailCar
}

$open = @($results | Where-Object Status -NotIn 'Submitted', 'Skipped')
if ($open -or -not $results) { exit 2 }
exit 0
