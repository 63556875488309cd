# Behavior of a single edition or operating system. On others, the tests are skipped with a reason.
BeforeDiscovery {
    $script:isDesktop = $PSEdition -eq 'Desktop'
    $script:onWindows = $env:OS -eq 'Windows_NT'
    $script:otherEdition = " (skipped: this is PowerShell $($PSVersionTable.PSVersion))"
}

BeforeAll {
    $module = Join-Path (Split-Path (Split-Path $PSScriptRoot)) 'artifacts/module/EmailCar/EmailCar.psd1'
    Import-Module $module -Force
    $sandbox = Start-EmailCarSandbox -RequestsPerSecond 0 -PassThru
    $sandbox | Connect-EmailCar -From support@emailcar.net -RequestsPerSecond 0

    # The files of lib/ that a new process of this PowerShell loads for the import, and for a command.
    function Get-LoadedLibrary {
        $script = {
            param($Manifest)
            function Get-Loaded {
                [AppDomain]::CurrentDomain.GetAssemblies() | Where-Object { -not $_.IsDynamic -and $_.Location -match 'EmailCar[\\/]lib[\\/]' } |
                    ForEach-Object { "$(Split-Path (Split-Path $_.Location) -Leaf)/$(Split-Path $_.Location -Leaf)" }
            }
            Import-Module $Manifest
            "import: $(Get-Loaded)"
            Test-EmailCarAddress a@example.com | Out-Null
            "command: $(Get-Loaded)"
        }
        $shell = if ($PSVersionTable.PSEdition -eq 'Core') { 'pwsh' } else { 'powershell' }
        & $shell -NoProfile -NonInteractive -Command $script -args $module
    }
}

AfterAll {
    Disconnect-EmailCar
    Stop-EmailCarSandbox
    Remove-Module EmailCar
}

Describe "In Windows PowerShell 5.1$(if (-not $isDesktop) { $otherEdition })" -Tag Desktop -Skip:(-not $isDesktop) {
    It 'loads the client for .NET Framework when a command needs it' {
        Get-LoadedLibrary | Should -Be 'import: ', 'command: netstandard2.0/EmailCar.Client.dll'
    }

    It 'does not resolve assemblies for other modules' {
        (Get-EmailCarBalance).Email | Should -BeGreaterThan 0
        { [Reflection.Assembly]::Load('Microsoft.Extensions.Http') } | Should -Throw
    }

    It 'sends more than 65,519 characters, the limit of the framework' {
        (Send-EmailCarMail -To long@example.com -Subject s -Html ('<p>很长的邮件</p>' * 10000)).Status | Should -Be 'Submitted'
    }

    It 'reads a list written by Out-File' {
        'Name,Email', '王伟,wang@example.com' | Out-File TestDrive:\unicode.csv
        (Import-EmailCarRecipient TestDrive:\unicode.csv).Name | Should -Be '王伟'
    }

    It 'reads a list in a code page of the framework' {
        [IO.File]::WriteAllText("$TestDrive/gbk.csv", "姓名,邮箱`r`n王伟,wang@example.com", [Text.Encoding]::GetEncoding(936))
        (Import-EmailCarRecipient TestDrive:\gbk.csv).姓名 | Should -Be '王伟'
        (Import-EmailCarRecipient TestDrive:\gbk.csv -Encoding gb2312).姓名 | Should -Be '王伟'
    }

    It 'reads a workbook' {
        $workbook = Join-Path (Split-Path (Split-Path $PSScriptRoot)) 'examples\customers.xlsx'
        (Import-EmailCarRecipient $workbook).Count | Should -BeGreaterThan 1
    }
}

Describe "In PowerShell 7$(if ($isDesktop) { $otherEdition })" -Tag Core -Skip:$isDesktop {
    It 'loads the client for .NET when a command needs it' {
        Get-LoadedLibrary | Should -Be 'import: ', 'command: net8.0/EmailCar.Client.dll'
    }

    It 'has a connection only in its own runspace' {
        $found = 1 | ForEach-Object -Parallel {
            Import-Module $using:module
            try { Get-EmailCarBalance } catch { $_.FullyQualifiedErrorId }
        }
        $found | Should -Be 'NotConnected,EmailCar.Commands.GetEmailCarBalanceCommand'
    }
}

Describe "On Windows$(if (-not $onWindows) { ' (skipped: this system is another)' })" -Tag Windows -Skip:(-not $onWindows) {
    It 'keeps the rate limit files in the local application data folder' {
        $since = [datetime]::UtcNow.AddSeconds(-2)
        $sandbox | Connect-EmailCar
        try {
            Get-ChildItem (Join-Path $env:LOCALAPPDATA 'EmailCar\pace') -Filter *.pace |
                Where-Object LastWriteTimeUtc -GE $since | Should -Not -BeNullOrEmpty
        } finally {
            $sandbox | Connect-EmailCar -From support@emailcar.net -RequestsPerSecond 0
        }
    }

    It 'reads a list that is open in Excel' {
        $path = Join-Path $TestDrive 'open.csv'
        Set-Content $path -Value 'Email', 'open@example.com'
        $excel = [IO.File]::Open($path, 'Open', 'ReadWrite', 'Read')
        try {
            (Import-EmailCarRecipient $path).To | Should -Be 'open@example.com'
        } finally {
            $excel.Dispose()
        }
    }

    It 'lets others read the journal during a run' {
        $lines = 1..3 | ForEach-Object { "row$_@example.com" } |
            Send-EmailCarMail -Subject s -Html h -BatchSize 1 -JournalPath TestDrive:\open.jsonl |
            ForEach-Object { (Get-Content TestDrive:\open.jsonl | Measure-Object).Count }
        $lines[0] | Should -BeGreaterOrEqual 3
    }
}
