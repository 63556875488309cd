# Modules for working on this repository, which are not shipped. ./build.ps1 -Task Requirements installs the missing ones.
@{
    'Microsoft.PowerShell.PlatyPS' = @{ RequiredVersion = '1.0.3' }
    'PSScriptAnalyzer'             = @{ RequiredVersion = '1.25.0' }
}
