@{
    RootModule             = 'EmailCar.PowerShell.dll'
    ModuleVersion          = '1.0.0'
    GUID                   = '220727f2-d06a-435c-8142-8b12f2f9546a'
    CompatiblePSEditions   = @('Desktop', 'Core')
    PowerShellVersion      = '5.1'
    DotNetFrameworkVersion = '4.7.2'
    Author                 = 'EmailCar for PowerShell contributors'
    CompanyName            = 'EmailCar for PowerShell contributors'
    Copyright              = '(c) 2026 EmailCar for PowerShell contributors. MIT licence.'
    Description            = 'Sends transactional email through EmailCar, by its WebAPI or SMTP: recipients from the pipeline, personalized content, attachments, the permitted rate, one result for each recipient, and a journal so that no email is sent twice. Shows deliveries, statistics, balance and reports, and has a local sandbox with an inbox to test scripts. 通过 EmailCar 发送触发邮件，支持个性化内容、附件和断点续发；查询投递结果、统计和点数；附带本地沙箱和收件箱，便于测试脚本。'
    FormatsToProcess       = @('EmailCar.Format.ps1xml')
    FunctionsToExport      = @()
    CmdletsToExport        = @(
        'Add-EmailCarSuppression'
        'Clear-EmailCarSandbox'
        'Connect-EmailCar'
        'Copy-EmailCarJournal'
        'Disconnect-EmailCar'
        'Get-EmailCarBalance'
        'Get-EmailCarConnection'
        'Get-EmailCarDelivery'
        'Get-EmailCarJournal'
        'Get-EmailCarSandbox'
        'Get-EmailCarSandboxMail'
        'Get-EmailCarStats'
        'Get-EmailCarSuppression'
        'Import-EmailCarRecipient'
        'New-EmailCarReport'
        'Remove-EmailCarSuppression'
        'Resolve-EmailCarUnknown'
        'Send-EmailCarMail'
        'Set-EmailCarSandbox'
        'Start-EmailCarSandbox'
        'Stop-EmailCarSandbox'
        'Test-EmailCarAddress'
    )
    VariablesToExport      = @()
    AliasesToExport        = @()
    PrivateData            = @{
        PSData = @{
            Prerelease   = 'preview'
            Tags         = @('EmailCar', 'Email', 'Mail', 'Transactional', 'SendMail', 'China', 'Windows', 'Linux', 'MacOS', 'PSEdition_Core', 'PSEdition_Desktop')
            LicenseUri   = 'https://opensource.org/license/mit'
            ReleaseNotes = 'See CHANGELOG.md in the module folder.'
        }
    }
}
