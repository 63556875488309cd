# Runs the tests of a Pester file, or only lists those of a folder, and writes an entry for each as JSON. `dotnet test` starts it.
#Requires -Version 5.1
param(
    # The module's manifest.
    [Parameter(Mandatory)] [string] $Pester,

    # The file or folder.
    [Parameter(Mandatory)] [string] $Path,

    [Parameter(Mandatory)] [string] $ResultPath,

    # Only the tests that begin on these lines, separated by commas.
    [string] $Line,

    [switch] $List
)
$ErrorActionPreference = 'Stop'
Import-Module $Pester

$configuration = New-PesterConfiguration
$configuration.Run.Path = $Path
$configuration.Run.PassThru = $true
$configuration.Run.SkipRun = [bool]$List
$configuration.Output.Verbosity = 'Detailed'
$configuration.Output.RenderMode = 'Plaintext'
$configuration.Output.CIFormat = 'None'
if ($Line) { $configuration.Filter.Line = $Line -split ',' | ForEach-Object { "${Path}:$_" } }
$run = Invoke-Pester -Configuration $configuration

function ConvertTo-Entry($Script, $Line, $Name, $Title, $Result, $Duration, $ErrorRecord) {
    [pscustomobject]@{
        File         = $Script
        Line         = $Line
        Name         = $Name
        Title        = $Title
        Result       = "$Result"
        Milliseconds = $Duration.TotalMilliseconds
        Message      = ($ErrorRecord | ForEach-Object { $_.DisplayErrorMessage }) -join "`n"
        StackTrace   = ($ErrorRecord | ForEach-Object { $_.DisplayStackTrace }) -join "`n"
    }
}

$entries = @(
    foreach ($test in $run.Tests | Where-Object { $List -or $_.Result -ne 'NotRun' }) {
        ConvertTo-Entry $test.ScriptBlock.File $test.StartLine ($test.Path -join '.') $test.ExpandedPath $test.Result $test.Duration $test.ErrorRecord
    }

    # Failures before the tests of a block, after them, or outside of all blocks.
    foreach ($block in $run.FailedBlocks | Where-Object ErrorRecord) {
        ConvertTo-Entry $block.ScriptBlock.File $block.StartLine ($block.Path -join '.') $block.ExpandedPath Failed $block.OwnDuration $block.ErrorRecord
    }
    foreach ($container in $run.FailedContainers) {
        ConvertTo-Entry $container.Item.FullName 1 file 'the file' Failed $container.Duration $container.ErrorRecord
    }
)
[IO.File]::WriteAllText($ResultPath, (ConvertTo-Json $entries -Depth 3))
