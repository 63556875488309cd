# Output types as scripts use them: their members, also after a file or a job.
BeforeDiscovery {
    $isCore = $PSVersionTable.PSVersion.Major -ge 6
    $roundTrips = @(
        @{ Way = 'a CSV file'; Script = { $sent | ConvertTo-Csv -NoTypeInformation | ConvertFrom-Csv } }
        @{ Way = 'JSON'; Script = { ($sent | ConvertTo-Json) | ConvertFrom-Json | ForEach-Object { $_ } } }
        @{ Way = 'a CLIXML file'; Script = { $sent | Export-Clixml TestDrive:/sent.xml; Import-Clixml TestDrive:/sent.xml } }
        @{ Way = 'a job'; Script = { Start-Job { param($Rows) $Rows } -ArgumentList (, $sent) | Receive-Job -Wait -AutoRemoveJob } }
        if ($isCore) { @{ Way = 'JSON with names'; Script = { $sent | ConvertTo-Json -EnumsAsStrings | ConvertFrom-Json } } }
    )
}

BeforeAll {
    $module = Join-Path (Split-Path (Split-Path $PSScriptRoot)) 'artifacts/module/EmailCar/EmailCar.psd1'
    Import-Module $module -Force
    $sandbox = Start-EmailCarSandbox -RequestsPerSecond 0 -PassThru
    $sandbox | Connect-EmailCar -From support@emailcar.net -FromName '服务' -RequestsPerSecond 0
    $sent = @('a@example.com', 'bad', 'bounce@example.com' | Send-EmailCarMail -Subject s -Html h -ErrorAction SilentlyContinue | Sort-Object To)
}

AfterAll {
    Disconnect-EmailCar
    Stop-EmailCarSandbox
    Remove-Module EmailCar
}

Describe 'An output' {
    It 'has read-only properties, and no other methods: <Command>' -TestCases @(
        @{ Command = 'Get-EmailCarBalance' }
        @{ Command = 'Get-EmailCarConnection' }
        @{ Command = 'Get-EmailCarDelivery' }
        @{ Command = 'Get-EmailCarSandbox' }
        @{ Command = 'Get-EmailCarStats' }
        @{ Command = 'Send-EmailCarMail a@example.com s h' }
        @{ Command = 'Send-EmailCarMail a@example.com s h -SummaryVariable run | Out-Null; $run' }
        @{ Command = 'Test-EmailCarAddress a@example.com' }
    ) {
        $members = & ([scriptblock]::Create($Command)) | Get-Member
        $properties = $members | Where-Object MemberType -EQ Property
        $properties | Should -Not -BeNullOrEmpty
        $properties | ForEach-Object { $_.Definition | Should -BeLike '* {get;}' }
        ($members | Where-Object MemberType -NE Property).Name | Should -Be 'Equals', 'GetHashCode', 'GetType', 'ToString'
    }

    It 'shows the most important properties as a list' {
        $list = $sent[0] | Format-List | Out-String
        ([regex]::Matches($list, '(?m)^(\w+) +:').ForEach{ $_.Groups[1].Value }) | Should -Be 'To', 'Status', 'Id', 'Subject', 'Message', 'Time'
        $list = $sent[0] | Get-EmailCarDelivery | Format-List | Out-String
        ([regex]::Matches($list, '(?m)^(\w+) +:').ForEach{ $_.Groups[1].Value }) |
            Should -Be 'Id', 'To', 'Status', 'Subject', 'From', 'SentAt', 'OpenCount', 'FailureMessage'
    }
}

Describe 'Send results from <Way>' -ForEach $roundTrips {
    BeforeAll {
        $kept = @(& $Script)
    }

    It 'find the same deliveries as new ones' {
        $fresh = $sent | Get-EmailCarDelivery
        $fresh.To | Should -Be 'a@example.com', 'bounce@example.com'
        $kept | Get-EmailCarDelivery | ForEach-Object { "$_" } | Should -Be @($fresh | ForEach-Object { "$_" })
    }

    It 'have the same counts' {
        ($kept | Get-EmailCarStats).Succeeded | Should -Be 1, 0
    }

    It 'keep their statuses' {
        $kept | ForEach-Object { [EmailCar.SendStatus] [string] $_.Status } | Should -Be 'Submitted', 'Rejected', 'Submitted'
    }
}
