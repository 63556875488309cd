<#
.SYNOPSIS
    Builds, tests, documents, analyzes, packs and publishes the module.
.DESCRIPTION
    Runs the commands for each task, and stops with the exit code of the first one that fails. Works in Windows PowerShell 5.1
    and PowerShell 7. Only -Task Requirements installs anything. Use -WhatIf to see the commands without running them.
.PARAMETER Task
    Build: builds the module in artifacts/module/EmailCar.
    Test: runs all tests, including the Pester files.
    Docs: creates the help files in docs/<culture> from the pages there.
    Analyze: runs PSScriptAnalyzer on all PowerShell files.
    Pack: creates artifacts/EmailCar.<version>.nupkg and the symbol package.
    Publish: packs the module and publishes it to -Repository, after confirmation.
    Bench: runs the benchmarks in -Benchmark.
    Clean: deletes the build output.
    Requirements: installs the missing modules of requirements.psd1 for the current user, after confirmation.
    Quickstart: runs examples/quickstart.ps1 with a sandbox.
.PARAMETER Repository
    The registered PSResource repository to publish to.
.PARAMETER ApiKey
    The key for the repository; the default is the environment variable PSGALLERY_API_KEY. A local folder needs no key.
.PARAMETER Benchmark
    The benchmarks to run; the default is all of them.
.EXAMPLE
    ./build.ps1 -Task Build, Test
.EXAMPLE
    ./build.ps1 -Task Publish -WhatIf
#>
[CmdletBinding(SupportsShouldProcess, ConfirmImpact = 'High')]
param(
    [ValidateSet('Build', 'Test', 'Docs', 'Analyze', 'Pack', 'Publish', 'Bench', 'Clean', 'Requirements', 'Quickstart')]
    [string[]] $Task = 'Build',

    [string] $Repository = 'PSGallery',

    [string] $ApiKey = $env:PSGALLERY_API_KEY,

    [ValidateSet('start', 'send', 'query', 'lists', 'merge')]
    [string[]] $Benchmark = @('start', 'send', 'query', 'lists', 'merge')
)

$ErrorActionPreference = 'Stop'
Set-StrictMode -Version Latest

function Invoke-Program {
    param(
        [string] $Name,
        [string[]] $Arguments
    )

    if ($WhatIfPreference) {
        Write-Information "What if: $Name $Arguments" -InformationAction Continue
        return
    }

    & $Name $Arguments
    if ($LASTEXITCODE -ne 0) { exit $LASTEXITCODE }
}

# Uses a separate process, because a session cannot unload assemblies, and Windows would keep their files locked.
function Invoke-ScriptFile {
    param([string] $Path)

    $options = @('-NoProfile', '-NonInteractive', '-ExecutionPolicy', 'Bypass', '-File', $Path)
    if ($PSVersionTable.PSEdition -eq 'Desktop') {
        Invoke-Program powershell $options
        return
    }

    Invoke-Program dotnet @('tool', 'restore')
    Invoke-Program dotnet (@('pwsh') + $options)
}

function Get-Requirement {
    $modules = Import-PowerShellDataFile requirements.psd1
    foreach ($name in $modules.Keys | Sort-Object) {
        $wanted = @{ ModuleName = $name; RequiredVersion = $modules[$name].RequiredVersion }
        [pscustomobject]@{
            Name      = $name
            Version   = $wanted.RequiredVersion
            Installed = [bool](Get-Module -ListAvailable -FullyQualifiedName $wanted)
        }
    }
}

function Assert-Requirement {
    param([string] $Name)

    $requirement = Get-Requirement | Where-Object Name -EQ $Name
    if (-not $requirement.Installed) {
        throw "$Name $($requirement.Version) is not installed. ./build.ps1 -Task Requirements installs it."
    }
}

function Install-Requirement {
    [CmdletBinding(SupportsShouldProcess, ConfirmImpact = 'High')]
    param()

    foreach ($missing in Get-Requirement | Where-Object { -not $_.Installed }) {
        if (-not $PSCmdlet.ShouldProcess("$($missing.Name) $($missing.Version)", 'Install from the PowerShell Gallery for the current user')) { continue }

        if (Get-Command Install-PSResource -ErrorAction SilentlyContinue) {
            Install-PSResource $missing.Name -Version "[$($missing.Version)]" -Repository PSGallery -Scope CurrentUser -TrustRepository -Confirm:$false
            continue
        }

        # By default, Windows PowerShell neither uses TLS 1.2 nor has NuGet.
        [Net.ServicePointManager]::SecurityProtocol = [Net.ServicePointManager]::SecurityProtocol -bor [Net.SecurityProtocolType]::Tls12
        if ($PSVersionTable.PSEdition -eq 'Desktop') {
            Install-PackageProvider NuGet -MinimumVersion 2.8.5.201 -Scope CurrentUser -Force -Confirm:$false | Out-Null
        }
        Install-Module $missing.Name -RequiredVersion $missing.Version -Repository PSGallery -Scope CurrentUser -Force -Confirm:$false
    }
}

function Invoke-Analyzer {
    Assert-Requirement PSScriptAnalyzer
    Import-Module PSScriptAnalyzer -RequiredVersion (Get-Requirement | Where-Object Name -EQ PSScriptAnalyzer).Version
    $settings = Join-Path $PSScriptRoot 'PSScriptAnalyzerSettings.psd1'
    $built = '[\\/](bin|obj|artifacts|TestResults|\.git)[\\/]'
    $files = Get-ChildItem . -Recurse -File -Include *.ps1, *.psm1, *.psd1, *.ps1xml |
        Where-Object { $_.FullName.Substring($PSScriptRoot.Length) -notmatch $built }

    $findings = @(
        foreach ($file in $files) {
            $name = $file.FullName.Substring($PSScriptRoot.Length + 1)
            $found = if ($file.Extension -eq '.ps1xml') {
                ([xml](Get-Content $file.FullName -Raw -Encoding UTF8)).SelectNodes('//ScriptBlock | //GetScriptBlock | //SetScriptBlock | //Script') |
                    ForEach-Object { Invoke-ScriptAnalyzer -ScriptDefinition $_.InnerText -Settings $settings }
            }
            else {
                # The manifest is checked in the folder with the files that it lists.
                $path = if ($name -eq 'EmailCar.psd1') { 'artifacts/module/EmailCar/EmailCar.psd1' } else { $file.FullName }
                Invoke-ScriptAnalyzer -Path $path -Settings $settings
            }
            $found | ForEach-Object { "${name}:$($_.Line): $($_.Severity): $($_.RuleName): $($_.Message)" }
        })
    $findings
    "PSScriptAnalyzer: $(@($files).Count) files, $($findings.Count) findings"
    if ($findings) { exit 1 }
}

function Publish-Package {
    [CmdletBinding(SupportsShouldProcess, ConfirmImpact = 'High')]
    [OutputType([string])]
    param(
        [string] $Repository,
        [string] $ApiKey
    )

    $manifest = Import-PowerShellDataFile EmailCar.psd1
    $version = $manifest.ModuleVersion
    if ($manifest.PrivateData.PSData['Prerelease']) { $version += '-' + $manifest.PrivateData.PSData.Prerelease }
    if (-not $PSCmdlet.ShouldProcess("EmailCar $version", "Pack and publish to $Repository")) { return }

    $publish = Get-Command Publish-PSResource -ErrorAction SilentlyContinue
    if (-not $publish -or -not $publish.Parameters.ContainsKey('NupkgPath')) {
        throw 'Publish needs Microsoft.PowerShell.PSResourceGet 1.1 or later.'
    }

    $target = @{ NupkgPath = Join-Path $PSScriptRoot "artifacts/EmailCar.$version.nupkg"; Repository = $Repository }
    if (-not (Get-PSResourceRepository $Repository).Uri.IsFile) {
        if (-not $ApiKey) { throw "Publishing to $Repository needs -ApiKey, or the environment variable PSGALLERY_API_KEY." }
        $target.ApiKey = $ApiKey
    }

    Invoke-Program dotnet @('build', '-t:PackModule')

    # Never verbose, because the output would show the key.
    Publish-PSResource @target -Confirm:$false -Verbose:$false
    "EmailCar $version is published to $Repository."
}

Push-Location $PSScriptRoot
try {
    switch ($Task) {
        'Build' { Invoke-Program dotnet @('build') }
        'Test' { Invoke-Program dotnet @('test') }
        'Docs' {
            Assert-Requirement Microsoft.PowerShell.PlatyPS
            Invoke-ScriptFile 'docs/Export-Maml.ps1'
        }
        'Analyze' {
            Invoke-Program dotnet @('build', 'src/EmailCar.PowerShell')
            Invoke-Analyzer
        }
        'Pack' { Invoke-Program dotnet @('build', '-t:PackModule') }
        'Publish' { Publish-Package $Repository $ApiKey }
        'Bench' {
            foreach ($name in $Benchmark) { Invoke-Program dotnet @('run', '-c', 'Release', '--project', 'tests/EmailCar.Benchmarks', '--', $name) }
        }
        'Clean' {
            Invoke-Program dotnet @('clean')
            if (Test-Path artifacts) { Remove-Item artifacts -Recurse -Force -Confirm:$false }
        }
        'Requirements' { Install-Requirement }
        'Quickstart' { Invoke-Program dotnet @('run', '--project', 'src/EmailCar.Quickstart') }
    }
}
finally {
    Pop-Location
}
