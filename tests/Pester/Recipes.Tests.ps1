# The example scripts, unchanged, with a sandbox; and the references to them in the README and in docs.
BeforeDiscovery {
    function Get-Case($Path, $Exclude) {
        Get-ChildItem (Join-Path (Split-Path (Split-Path $PSScriptRoot)) $Path) -Exclude $Exclude |
            ForEach-Object { @{ Name = $_.Name; Path = $_.FullName } }
    }
}

BeforeAll {
    $root = Split-Path (Split-Path $PSScriptRoot)
    $examples = Join-Path $root 'examples'

    # Scripts import the module by its name from here.
    $pathBefore = $env:PSModulePath
    $env:PSModulePath = (Join-Path $root 'artifacts/module') + [IO.Path]::PathSeparator + $pathBefore
    Import-Module EmailCar -Force

    # Runs a script in the session of the sandbox, and returns its exit code and its output.
    function Invoke-Recipe($Name, $Arguments) {
        $global:LASTEXITCODE = $null
        $said = & (Join-Path $examples $Name) @Arguments @here 2>&1 3>&1
        [pscustomobject]@{ ExitCode = $LASTEXITCODE; Said = @($said | ForEach-Object { "$_" }) }
    }

    function Import-Sent { @(Get-EmailCarDelivery @login -StartDate ([datetime]::UtcNow.AddHours(8))) }

    # Runs a script as a task scheduler does.
    function Invoke-Task($Name, $Arguments) {
        $shell = if ($PSVersionTable.PSEdition -eq 'Core') { 'pwsh' } else { 'powershell' }
        $said = & $shell -NoProfile -NonInteractive -ExecutionPolicy Bypass -File (Join-Path $examples $Name) @Arguments 2>&1
        [pscustomobject]@{ ExitCode = $LASTEXITCODE; Said = "$said" }
    }
}

AfterAll {
    Remove-Module EmailCar
    $env:PSModulePath = $pathBefore
}

Describe 'The recipe' {
    BeforeEach {
        $sandbox = Start-EmailCarSandbox -HistoryDays 2 -RequestsPerSecond 0 -PassThru
        $login = @{ Endpoint = $sandbox.Endpoint; Credential = $sandbox.Credential }
        $folder = (New-Item (Join-Path $TestDrive ([guid]::NewGuid())) -ItemType Directory).FullName
        $script:here = @{ Folder = $folder; Connection = $login + @{ RequestsPerSecond = 0 } }
    }

    AfterEach { Stop-EmailCarSandbox }

    It 'nightly-report.ps1 sends one report a day, however often it runs' {
        $to = @{ To = 'ann@example.com', 'ben@example.com' }
        (Invoke-Recipe nightly-report.ps1 $to).ExitCode | Should -Be 0
        $sent = Import-Sent
        $sent.Count | Should -Be 2
        $sent[0].Subject | Should -Match '^Report of \d{4}-\d\d-\d\d$'
        (Invoke-Recipe nightly-report.ps1 $to).ExitCode | Should -Be 0
        (Import-Sent).Count | Should -Be 2
    }

    It 'nightly-report.ps1 shows by its exit code that the report was not sent' {
        (Invoke-Recipe nightly-report.ps1 @{ To = 'nobody' }).ExitCode | Should -Be 2
        Import-Sent | Should -BeNullOrEmpty
    }

    It 'send-welcome.ps1 sends one personalized email to everyone in a workbook' {
        $list = @{ RecipientPath = Join-Path $examples 'customers.xlsx' }
        $ran = Invoke-Recipe send-welcome.ps1 $list
        $ran.ExitCode | Should -Be 2
        $results = @(Import-Csv (Join-Path $folder 'results.csv') -Encoding UTF8)
        $results.Status | Should -Be 'Rejected', 'Submitted', 'Submitted', 'Submitted', 'Submitted', 'Submitted'
        ($results | Where-Object To -EQ 'zhang.wei@example.com').Subject | Should -Be '张伟，欢迎！'
        (Import-Sent).Count | Should -Be 5
        $null = Invoke-Recipe send-welcome.ps1 $list
        (Import-Sent).Count | Should -Be 5
    }

    It 'send-welcome.ps1 also accepts a CSV file' {
        (Invoke-Recipe send-welcome.ps1 @{ RecipientPath = Join-Path $examples 'recipients.csv' }).ExitCode | Should -Be 0
    }

    It 'follow-up.ps1 lists the recipients that the welcome emails did not reach' {
        $null = Invoke-Recipe send-welcome.ps1 @{ RecipientPath = Join-Path $examples 'customers.xlsx' }
        (Invoke-Recipe follow-up.ps1 @{}).ExitCode | Should -Be 2
        $failed = @(Import-Csv (Join-Path $folder 'failed.csv') -Encoding UTF8)
        $failed.To | Should -Be 'bounce.wang@example.com', 'liu.yang@example.con'
        $failed.Reason[0] | Should -Match '550'
        $failed.Suggestion | Should -Be '', 'liu.yang@example.com'
    }

    It 'follow-up.ps1 lists nothing if all recipients were reached' {
        Set-Content (Join-Path $folder 'one.csv') -Encoding UTF8 -Value '邮箱,姓名', 'li.na@example.com,李娜'
        (Invoke-Recipe send-welcome.ps1 @{ RecipientPath = Join-Path $folder 'one.csv' }).ExitCode | Should -Be 0
        (Invoke-Recipe follow-up.ps1 @{}).ExitCode | Should -Be 0
    }

    It 'scheduled-run.ps1 sends a list once, however often it runs' {
        $list = @{ RecipientPath = Join-Path $examples 'customers.xlsx' }
        (Invoke-Recipe scheduled-run.ps1 $list).ExitCode | Should -Be 2
        @(Import-Csv (Join-Path $folder 'open.csv') -Encoding UTF8).To | Should -Be 'liu.yang@example.con'
        (Invoke-Recipe scheduled-run.ps1 $list).ExitCode | Should -Be 2
        (Import-Sent).Count | Should -Be 5
    }

    It 'scheduled-run.ps1 resolves the unknown emails of an interrupted run, and sends those that did not arrive' {
        $list = @{ RecipientPath = Join-Path $examples 'recipients.csv' }
        Set-EmailCarSandbox -Fault DropAfterAccept -FaultPercent 40 -Seed 1
        (Invoke-Recipe scheduled-run.ps1 $list).ExitCode | Should -Be 3
        Set-EmailCarSandbox -FaultPercent 0
        $ran = Invoke-Recipe scheduled-run.ps1 $list
        $ran.ExitCode | Should -Be 0
        $count = @(Import-Csv $list.RecipientPath).Count
        (Import-Sent).Count | Should -Be $count
        (Get-EmailCarJournal (Join-Path $folder 'welcome.jsonl') -Summary).Submitted | Should -Be $count
    }

    It 'scheduled-run.ps1 uses the login that systemd decrypts' {
        $env:CREDENTIALS_DIRECTORY = $folder
        $global:PSDefaultParameterValues = @{ 'Connect-EmailCar:Endpoint' = $sandbox.Endpoint; 'Connect-EmailCar:RequestsPerSecond' = 0 }
        Set-Content (Join-Path $folder 'emailcar') $sandbox.Credential.UserName, $sandbox.Credential.GetNetworkCredential().Password
        $script:here = @{ Folder = $folder }
        try {
            (Invoke-Recipe scheduled-run.ps1 @{ RecipientPath = Join-Path $examples 'recipients.csv' }).ExitCode | Should -Be 0
        }
        finally {
            $env:CREDENTIALS_DIRECTORY = $null
            $global:PSDefaultParameterValues.Clear()
        }
    }

    It 'balance-alarm.ps1 sends nothing if there are enough points, and one email otherwise' {
        (Invoke-Recipe balance-alarm.ps1 @{ To = 'ann@example.com' }).ExitCode | Should -Be 0
        Import-Sent | Should -BeNullOrEmpty
        $low = @{ To = 'ann@example.com'; Minimum = 1000000 }
        (Invoke-Recipe balance-alarm.ps1 $low).ExitCode | Should -Be 2
        $again = Invoke-Recipe balance-alarm.ps1 $low
        $again.ExitCode | Should -Be 2
        $again.Said | Should -HaveCount 1
        (Import-Sent).Count | Should -Be 1
    }
}

Describe 'A task' {
    It 'runs all scripts with a sandbox' {
        $ran = Invoke-Task rehearse.ps1
        $ran.Said | Should -Match 'send-welcome\.ps1: exit code 2.*bounce\.wang.*follow-up\.ps1: exit code 2.*nightly-report\.ps1: exit code 0.*balance-alarm\.ps1: exit code 0'
        $ran.ExitCode | Should -Be 0
    }

    It 'ends with 1 if there is no vault with the login' {
        if (Get-Command Get-Secret -ErrorAction SilentlyContinue) {
            Set-ItResult -Skipped -Because 'here is a vault: Microsoft.PowerShell.SecretManagement is installed'
        }
        (Invoke-Task nightly-report.ps1 @('-To', 'ann@example.com', '-Folder', "$TestDrive")).ExitCode | Should -Be 1
    }
}

Describe 'The template <Name>' -ForEach (Get-Case examples/tasks/*) {
    It 'calls the script with existing parameters, and with all mandatory ones' {
        $text = [IO.File]::ReadAllText($Path)
        if ($Path -like '*.xml') { $text = ([xml]$text).Task.Actions.Exec.Arguments }
        $line = [regex]::Match($text, '-File \S*?([\w-]+\.ps1)(.*)')
        if (-not $line.Success) {
            $text | Should -Match '(?m)^OnCalendar='
            return
        }

        $parameters = (Get-Command (Join-Path $examples $line.Groups[1].Value)).Parameters
        $named = [regex]::Matches($line.Groups[2].Value, ' -(\w+)') | ForEach-Object { $_.Groups[1].Value }
        $named | Where-Object { -not $parameters.ContainsKey($_) } | Should -BeNullOrEmpty
        $needed = $parameters.Values | Where-Object { $_.Attributes.Mandatory -contains $true } | ForEach-Object Name
        $needed | Where-Object { $_ -notin $named } | Should -BeNullOrEmpty
    }
}

Describe '<Name>' -ForEach (Get-Case README*.md) {
    It 'names the version' {
        $manifest = Import-PowerShellDataFile (Join-Path $root 'EmailCar.psd1')
        $text = [IO.File]::ReadAllText($Path)
        $text.Contains("$($manifest.ModuleVersion)-$($manifest.PrivateData.PSData.Prerelease)".TrimEnd('-')) | Should -BeTrue
    }
}

Describe '<Name>' -ForEach (Get-Case docs/scheduled-tasks*.md) {
    BeforeAll { $script:text = [IO.File]::ReadAllText($Path) }

    It 'links <Name>' -ForEach (Get-Case examples/*.ps1 quickstart.ps1) {
        $text | Should -BeLike "*](../examples/$Name)*"
    }
}

Describe '<Name>' -ForEach (Get-Case docs/troubleshooting*.md) {
    It 'names no error that about_EmailCar_Errors does not explain' {
        $text = [IO.File]::ReadAllText($Path) -replace '\r'
        $known = [IO.File]::ReadAllText((Join-Path $root 'docs/en-US/about_EmailCar_Errors.help.txt'))
        $table = [regex]::Match($text, '(?ms)^\| `NotConnected`.*?\n\n').Value -split '\n' | ForEach-Object { ($_ -split '\|')[1] }
        $ids = [regex]::Matches($table, '`(\w+)`') | ForEach-Object { $_.Groups[1].Value }
        $ids.Count | Should -BeGreaterThan 15
        $ids | Where-Object { $known -notmatch "(?m)^    $_\r?$" } | Should -BeNullOrEmpty
    }
}
