# Interactive use of the assembled module with its sandbox.
BeforeAll {
    $module = Join-Path (Split-Path (Split-Path $PSScriptRoot)) 'artifacts/module/EmailCar/EmailCar.psd1'
    Import-Module $module -Force
    $sandbox = Start-EmailCarSandbox -RequestsPerSecond 0 -PassThru
    $sandbox | Connect-EmailCar -From support@emailcar.net -FromName '服务' -RequestsPerSecond 0
}

AfterAll {
    Disconnect-EmailCar
    Stop-EmailCarSandbox
    Remove-Module EmailCar
}

Describe 'Sending' {
    It 'binds the columns of a Chinese CSV file' {
        Set-Content TestDrive:/list.csv -Encoding utf8 -Value '邮箱,姓名', 'wang@example.com,王伟', 'li@example.com,李娜'
        $sent = Import-Csv TestDrive:/list.csv -Encoding utf8 | Send-EmailCarMail -Subject '您好' -Html '<p>x</p>'
        $sent.To | Should -Be 'wang@example.com', 'li@example.com'
        $sent.Status | Should -Be 'Submitted', 'Submitted'
    }

    It 'accepts a script block for a column' {
        $rows = [pscustomobject]@{ Email = 'a@example.com'; Name = 'Ann'; Subject = 'from the column' }, [pscustomobject]@{ Email = 'b@example.com'; Name = 'Ben' }
        $sent = $rows | Send-EmailCarMail -Subject { "Dear $($_.Name)" } -Html x
        $sent.Subject | Should -Be 'Dear Ann', 'Dear Ben'
    }

    It 'joins the lines of ConvertTo-Html' {
        $html = [pscustomobject]@{ Disk = 'C:' } | ConvertTo-Html
        (Send-EmailCarMail -To c@example.com -Subject report -Html $html).Status | Should -Be 'Submitted'
    }

    It 'gives session defaults priority over columns' {
        $PSDefaultParameterValues['Send-EmailCarMail:Subject'] = 'from the defaults'
        try {
            $sent = [pscustomobject]@{ To = 'd@example.com'; Subject = 'from the column'; Html = 'x' } | Send-EmailCarMail
            $sent.Subject | Should -Be 'from the defaults'
        } finally {
            $PSDefaultParameterValues.Remove('Send-EmailCarMail:Subject')
        }
    }

    It 'ends cleanly if the pipeline is stopped' {
        $sent = 1..200 | ForEach-Object { "first$_@example.com" } |
            Send-EmailCarMail -Subject s -Html h -BatchSize 1 | Select-Object -First 1
        $sent.Status | Should -Be 'Submitted'
    }
}

Describe 'A list from a file' {
    It 'can be piped from Get-ChildItem' {
        New-Item 'TestDrive:/lists [1]' -ItemType Directory | Out-Null
        Set-Content -LiteralPath 'TestDrive:/lists [1]/a[1].csv' -Encoding utf8 -Value '姓名;联系邮箱', '王伟; wang@example.com '
        Set-Content -LiteralPath 'TestDrive:/lists [1]/b.csv' -Encoding utf8 -Value '姓名,联系邮箱', '李娜,li@example.com'
        $sent = Get-ChildItem -LiteralPath 'TestDrive:/lists [1]' | Import-EmailCarRecipient | Send-EmailCarMail -Subject list -Html h
        $sent.To | Should -Be 'wang@example.com', 'li@example.com'
    }

    It 'hides the row number, but errors contain it' {
        Set-Content TestDrive:/list.csv -Encoding utf8 -Value 'Name,Email', 'Ann,ann@example.com', 'Ben,bad'
        $rows = Import-EmailCarRecipient TestDrive:/list.csv
        ($rows | ConvertTo-Csv -NoTypeInformation)[0] | Should -Be '"Name","Email","To"'
        ($rows[0] | ConvertTo-Json -Compress) | Should -Be '{"Name":"Ann","Email":"ann@example.com","To":"ann@example.com"}'
        ($rows[0] | Select-Object *).PSObject.Properties.Name | Should -Be 'Name', 'Email', 'To'
        ($rows[0] | Format-List | Out-String).Trim() -split '\r?\n' | Should -HaveCount 3
        ($rows[0] | Get-Member -Force -MemberType Properties, MemberSet).Name | Should -Not -Contain 'RowNumber'
        $rows | Sort-Object Name -Descending | Send-EmailCarMail -Subject s -Html h -ErrorAction SilentlyContinue -ErrorVariable errors | Out-Null
        "$($errors[0].ErrorDetails)" | Should -BeLike "Row 3: 'bad'*"
    }
}

Describe 'A journal' {
    It 'lets the same command run again and can be read as a table' {
        $line = { 'j1@example.com', 'j2@example.com' | Send-EmailCarMail -Subject s -Html h -JournalPath TestDrive:/run.jsonl -WarningAction SilentlyContinue }
        (& $line).Status | Should -Be 'Submitted', 'Submitted'
        (& $line).Status | Should -Be 'Skipped', 'Skipped'
        $events = Get-Content TestDrive:/run.jsonl | ConvertFrom-Json | Select-Object -Skip 1
        $events.state | Should -Be 'sending', 'submitted'
        $events[0].to | Should -Be 'j1@example.com', 'j2@example.com'
        $events[1].id.Count | Should -Be 2
    }
}

Describe 'Error texts' {
    AfterEach {
        Remove-Item Env:EMAILCAR_ERROR_PATTERNS -ErrorAction SilentlyContinue

        # A failed login leaves no connection.
        $sandbox | Connect-EmailCar -From support@emailcar.net -FromName '服务' -RequestsPerSecond 0
    }

    It 'can be added by the user, and an invalid file is a clear error' {
        Set-Content TestDrive:/error-patterns.json '{ "tooFsat": [] }'
        $env:EMAILCAR_ERROR_PATTERNS = Join-Path $TestDrive 'error-patterns.json'
        { $sandbox | Connect-EmailCar } | Should -Throw -ErrorId 'InvalidErrorPatternFile,EmailCar.Commands.ConnectEmailCarCommand'
    }
}

Describe 'Looking up deliveries' {
    It 'finds the deliveries of results from a file' {
        'bounce1@example.com', 'fine1@example.com', 'bad' | Send-EmailCarMail -Subject file -Html h -ErrorAction SilentlyContinue |
            Export-Csv TestDrive:/sent.csv -NoTypeInformation
        $deliveries = Import-Csv TestDrive:/sent.csv | Get-EmailCarDelivery
        $deliveries.To | Should -Be 'bounce1@example.com', 'fine1@example.com'
        $deliveries.Status | Should -Be 'Failed', 'Delivered'
        ($deliveries | Where-Object Status -EQ Failed).FailureMessage | Should -Match '550'
    }

    It 'returns the same for results from a file as for new ones' {
        $sent = 1..100 | ForEach-Object { "file$_@example.com" } | Send-EmailCarMail -Subject many -Html h
        $sent | Export-Csv TestDrive:/many.csv -NoTypeInformation
        $fresh = $sent | Get-EmailCarDelivery
        $fresh.To | Should -Be $sent.To
        Import-Csv TestDrive:/many.csv | Get-EmailCarDelivery | ForEach-Object { "$_" } | Should -Be @($fresh | ForEach-Object { "$_" })
    }

    It 'shows deliveries as a list' {
        Get-EmailCarDelivery -First 1 | Format-List | Out-String | Should -Match 'FailureMessage'
    }

    It 'completes the statuses of a delivery' {
        $line = 'Get-EmailCarDelivery -Status '
        (TabExpansion2 $line $line.Length).CompletionMatches.CompletionText | Should -Be 'Delivered', 'Failed', 'Sending'
    }

    It 'keeps numbers as numbers' {
        (Get-EmailCarBalance).Email | Should -BeOfType [decimal]
        (Get-EmailCarStats | Measure-Object Requested -Sum).Sum | Should -BeGreaterThan 0
    }
}
