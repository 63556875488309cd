# The package from the view of a user: register a folder of packages, find, install, import, update, uninstall.
# Each step runs in a separate process with a temporary home folder, so that nothing changes the real profile.
BeforeDiscovery {
    $reason = if ($PSEdition -eq 'Desktop') {
        'Windows PowerShell comes without Microsoft.PowerShell.PSResourceGet'
    }
    elseif ($env:OS -eq 'Windows_NT' -and -not $env:CI) {
        # Windows does not read the user's folders from the environment, so these tests would use the real ones.
        'on Windows it installs into your profile: set CI to run it'
    }
    $script:because = if ($reason) { " (skipped: $reason)" }
}

Describe "The package$because" -Skip:([bool]$reason) {
    BeforeAll {
        $root = Split-Path (Split-Path $PSScriptRoot)
        $manifest = Import-PowerShellDataFile (Join-Path $root 'EmailCar.psd1')
        $version = $manifest.ModuleVersion
        $prerelease = $manifest.PrivateData.PSData['Prerelease']
        $fullVersion = if ($prerelease) { "$version-$prerelease" } else { $version }
        $package = Join-Path $root "artifacts/EmailCar.$fullVersion.nupkg"

        $feed = Join-Path $TestDrive 'feed'
        $userHome = Join-Path $TestDrive 'home'

        # .NET ignores folders that do not exist.
        New-Item $feed, (Join-Path $userHome '.local/share'), (Join-Path $userHome '.config'), (Join-Path $userHome '.cache') -ItemType Directory | Out-Null

        function Edit-Entry($Archive, $Name, $Pattern, $Replacement) {
            $entry = $Archive.GetEntry($Name)
            $reader = New-Object IO.StreamReader $entry.Open()
            $text = $reader.ReadToEnd() -replace $Pattern, $Replacement
            $reader.Dispose()
            $entry.Delete()
            $writer = New-Object IO.StreamWriter $Archive.CreateEntry($Name).Open(), (New-Object Text.UTF8Encoding $true)
            $writer.Write($text)
            $writer.Dispose()
        }

        # The same package with an older version number.
        function Copy-AsOlder($Version) {
            $copy = Join-Path $feed "EmailCar.$Version.nupkg"
            Copy-Item $package $copy
            Add-Type -AssemblyName System.IO.Compression, System.IO.Compression.FileSystem
            $archive = [IO.Compression.ZipFile]::Open($copy, 'Update')
            Edit-Entry -Archive $archive -Name 'EmailCar.nuspec' -Pattern '<version>.*</version>' -Replacement "<version>$Version</version>"
            Edit-Entry -Archive $archive -Name 'EmailCar.psd1' -Pattern '(?m)^(\s*ModuleVersion\s*=).*$' -Replacement "`$1 '$Version'"
            Edit-Entry -Archive $archive -Name 'EmailCar.psd1' -Pattern '(?m)^\s*Prerelease\s*=.*$' -Replacement ''
            $archive.Dispose()
        }

        # Runs a script in a shell with this home folder and returns its output.
        function Invoke-AtHome($Script) {
            $file = Join-Path $TestDrive 'step.ps1'
            "`$ErrorActionPreference = 'Stop'; `$ProgressPreference = 'SilentlyContinue'", "& { $Script } | ConvertTo-Json -Compress" | Set-Content $file
            $homes = @{ HOME = $userHome; XDG_DATA_HOME = $null; XDG_CONFIG_HOME = $null; XDG_CACHE_HOME = $null; PSModulePath = $null }
            $before = @{}
            foreach ($name in $homes.Keys) {
                $before[$name] = [Environment]::GetEnvironmentVariable($name)
                [Environment]::SetEnvironmentVariable($name, $homes[$name])
            }
            try {
                $shell = if ($PSVersionTable.PSEdition -eq 'Core') { 'pwsh' } else { 'powershell' }
                $written = & $shell -NoProfile -NonInteractive -ExecutionPolicy Bypass -File $file 2>&1
                if ($LASTEXITCODE -ne 0) { throw ($written | Out-String) }
                if ($written) { $written | ConvertFrom-Json }
            }
            finally {
                foreach ($name in $before.Keys) { [Environment]::SetEnvironmentVariable($name, $before[$name]) }
            }
        }

        Copy-AsOlder '0.0.1'
        Invoke-AtHome "Register-PSResourceRepository EmailCarTest '$feed' -Trusted"
    }

    AfterAll {
        Invoke-AtHome {
            Uninstall-PSResource EmailCar -Version '*' -ErrorAction SilentlyContinue -WarningAction SilentlyContinue
            Unregister-PSResourceRepository EmailCarTest
        }
    }

    It 'is found and installed from a folder' {
        $found = Invoke-AtHome {
            Find-PSResource EmailCar -Repository EmailCarTest | Select-Object Name, @{ Name = 'Version'; Expression = { "$($_.Version)" } }, Author, Tags, @{ Name = 'License'; Expression = { "$($_.LicenseUri)" } }
            Install-PSResource EmailCar -Repository EmailCarTest -Version 0.0.1 -Scope CurrentUser
        }
        $found.Name | Should -Be 'EmailCar'
        $found.Author | Should -Be $manifest.Author
        $found.License | Should -Be $manifest.PrivateData.PSData.LicenseUri
        $found.Tags | Should -Be $manifest.PrivateData.PSData.Tags
    }

    It 'is updated to the version in the repository' {
        Copy-Item $package $feed
        $installed = Invoke-AtHome {
            Update-PSResource EmailCar -Repository EmailCarTest -Prerelease
            Get-InstalledPSResource EmailCar | ForEach-Object { "$($_.Version.ToString(3))$(if ($_.Prerelease) { '-' + $_.Prerelease })" }
        }
        $installed | Should -Be $fullVersion, '0.0.1'
    }

    It 'is only found with -Prerelease, if it is a preview' {
        $found = Invoke-AtHome { "$((Find-PSResource EmailCar -Repository EmailCarTest).Version.ToString(3))" }
        $found | Should -Be $(if ($prerelease) { '0.0.1' } else { $version })
    }

    It 'is imported by its name, with a clean manifest, and sends' {
        $seen = Invoke-AtHome {
            $module = Import-Module EmailCar -PassThru
            $sandbox = Start-EmailCarSandbox -RequestsPerSecond 0 -PassThru
            $sandbox | Connect-EmailCar -From support@emailcar.net -RequestsPerSecond 0
            @{
                Version = "$($module.Version)"
                Base    = $module.ModuleBase
                Cmdlets = @($module.ExportedCmdlets.Keys | Sort-Object)
                Tested  = (Test-ModuleManifest (Join-Path $module.ModuleBase 'EmailCar.psd1') -WarningVariable said 3>$null).Name
                Said    = "$said"
                Sent    = ('a@example.com' | Send-EmailCarMail -Subject s -Html h).Status.ToString()
            }
        }
        $seen.Version | Should -Be $version
        $seen.Cmdlets | Should -Be $manifest.CmdletsToExport
        $seen.Tested, $seen.Said | Should -Be 'EmailCar', ''
        $seen.Sent | Should -Be 'Submitted'
        if ($env:OS -ne 'Windows_NT') { $seen.Base | Should -BeLike (Join-Path $userHome '*') }
    }

    It 'is uninstalled without a trace' {
        $left = Invoke-AtHome {
            $folders = @(Get-InstalledPSResource EmailCar | ForEach-Object InstalledLocation | Sort-Object -Unique)
            Uninstall-PSResource EmailCar -Version '*'
            @{
                Resources = @(Get-InstalledPSResource EmailCar -ErrorAction SilentlyContinue).Count
                Folders   = @($folders | ForEach-Object { Join-Path $_ 'EmailCar' } | Where-Object { Test-Path $_ }).Count
                Known     = @(Get-Module EmailCar -ListAvailable).Count
            }
        }
        $left.Resources, $left.Folders, $left.Known | Should -Be 0, 0, 0
    }
}
