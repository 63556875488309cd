# The modules that working on this repository needs. None is shipped. ./build.ps1 -Task Requirements installs what is missing.
@{
    'Microsoft.PowerShell.PlatyPS' = @{ RequiredVersion = '1.0.3' }
    'PSScriptAnalyzer'             = @{ RequiredVersion = '1.25.0' }
}
