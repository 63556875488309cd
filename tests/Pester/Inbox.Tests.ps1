# Start-EmailCarSandbox -Open, with a program in the browser's place that notes what it was asked to open.
BeforeDiscovery {
    $script:onLinux = $PSVersionTable.PSEdition -eq 'Core' -and $IsLinux
    $script:otherSystem = ' (skipped: only Linux lets a test take the place of the browser)'
}

BeforeAll {
    $module = Join-Path (Split-Path (Split-Path $PSScriptRoot)) 'artifacts/module/EmailCar/EmailCar.psd1'
    Import-Module $module -Force
    $searchPath = $env:PATH
}

AfterAll {
    Remove-Module EmailCar
}

Describe "Start-EmailCarSandbox -Open$(if (-not $onLinux) { $otherSystem })" -Skip:(-not $onLinux) {
    AfterEach {
        $env:PATH = $searchPath
        Stop-EmailCarSandbox
    }

    It 'opens the inbox in the browser' {
        Set-Content "$TestDrive/xdg-open" '#!/bin/sh', "echo `"`$@`" > '$TestDrive/part'", "mv '$TestDrive/part' '$TestDrive/opened'"
        chmod +x "$TestDrive/xdg-open"
        $env:PATH = "${TestDrive}:$searchPath"
        $sandbox = Start-EmailCarSandbox -Open -PassThru -WarningVariable warnings
        for ($i = 0; $i -lt 300 -and -not (Test-Path "$TestDrive/opened"); $i++) { Start-Sleep -Milliseconds 100 }
        Get-Content "$TestDrive/opened" | Should -Be $sandbox.Inbox.AbsoluteUri
        $warnings | Should -BeNullOrEmpty
    }

    It 'starts without a browser too, and warns with the address of the inbox' {
        $env:PATH = "$TestDrive/nothing"
        $sandbox = Start-EmailCarSandbox -Open -PassThru -WarningVariable warnings -WarningAction SilentlyContinue
        $warnings.Count | Should -Be 1
        "$warnings" | Should -BeLike "*$($sandbox.Inbox.AbsoluteUri)*"
    }

    It 'opens nothing with -WhatIf' {
        Remove-Item "$TestDrive/opened" -ErrorAction Ignore
        $env:PATH = "${TestDrive}:$searchPath"
        Start-EmailCarSandbox -Open -WhatIf
        Get-EmailCarSandbox | Should -BeNullOrEmpty
        "$TestDrive/opened" | Should -Not -Exist
    }
}
