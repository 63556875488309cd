<#
.SYNOPSIS
    Builds, tests, cleans or tries the module. A thin front for the dotnet commands that do it.
.DESCRIPTION
    Stops at the first command that fails, with its exit code.
.PARAMETER Task
    Build: lays the module out in artifacts/module/EmailCar.
    Test: runs the tests, and the Pester files where Pester 5 is installed.
    Clean: removes what was built.
    Quickstart: runs examples/quickstart.ps1 against a sandbox.
.EXAMPLE
    ./build.ps1 -Task Test
#>
[CmdletBinding()]
param(
    [ValidateSet('Build', 'Test', 'Clean', 'Quickstart')]
    [string] $Task = 'Build'
)

$ErrorActionPreference = 'Stop'
Set-StrictMode -Version Latest

function Invoke-Program {
    param(
        [string] $Name,
        [string[]] $Arguments
    )

    & $Name $Arguments
    if ($LASTEXITCODE -ne 0) { exit $LASTEXITCODE }
}

function Invoke-PesterFile {
    if (-not (Get-Module Pester -ListAvailable | Where-Object { $_.Version.Major -eq 5 })) {
        Write-Warning 'Pester 5 is not installed: tests/Pester is left out.'
        return
    }

    # A process of its own: a session can't let go of the assemblies it has loaded, and Windows would keep their files locked.
    $shell = if ($PSVersionTable.PSEdition -eq 'Core') { 'pwsh' } else { 'powershell' }
    Invoke-Program $shell @('-NoProfile', '-NonInteractive', '-ExecutionPolicy', 'Bypass', '-File', (Join-Path 'tests' (Join-Path 'Pester' 'Run.ps1')))
}

Push-Location $PSScriptRoot
try {
    switch ($Task) {
        'Build' {
            Invoke-Program dotnet @('build')
        }
        'Test' {
            Invoke-Program dotnet @('test')
            Invoke-PesterFile
        }
        'Clean' {
            Invoke-Program dotnet @('clean')
            if (Test-Path artifacts) { Remove-Item artifacts -Recurse -Force }
        }
        'Quickstart' {
            Invoke-Program dotnet @('run', '--project', 'src/EmailCar.Quickstart')
        }
    }
}
finally {
    Pop-Location
}
