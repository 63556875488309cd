<#
.SYNOPSIS
    Builds, tests, documents, checks, packs and publishes the module. A thin front for the commands that do it.
.DESCRIPTION
    Stops at the first command that fails, with its exit code. Works in Windows PowerShell 5.1 and PowerShell 7. Installs
    nothing, but for -Task Requirements. With -WhatIf it says what it would do.
.PARAMETER Task
    Build: lays the module out in artifacts/module/EmailCar.
    Test: runs the tests, the Pester files among them.
    Docs: makes the help files of docs/<culture> out of the pages there.
    Analyze: runs PSScriptAnalyzer over all that is PowerShell here.
    Pack: makes artifacts/EmailCar.<version>.nupkg, and the symbols beside it.
    Publish: packs, and publishes to -Repository. Asks first.
    Bench: runs the benchmarks, or those that -Benchmark names.
    Clean: removes what was built.
    Requirements: installs the modules of requirements.psd1 that are missing, for the current user. Asks first.
    Quickstart: runs examples/quickstart.ps1 against a sandbox.
.PARAMETER Repository
    The registered PSResource repository that Publish goes to.
.PARAMETER ApiKey
    The key for the repository; by default what the environment variable PSGALLERY_API_KEY holds. A local folder needs none.
.PARAMETER Benchmark
    The benchmarks that Bench runs.
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

# A process of its own: a session can't let go of the assemblies it has loaded, and Windows would keep their files locked.
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

        # As Windows PowerShell comes, it neither speaks TLS 1.2 by itself nor has NuGet.
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
                # A manifest is judged where the files are that it names.
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

    # Not verbose, whatever the caller asked for: the key is nobody's to read.
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
