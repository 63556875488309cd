# Beside the default rules: what runs in PowerShell 7 has to run in Windows PowerShell 5.1 too, and looks alike.
@{
    IncludeDefaultRules = $true
    Rules               = @{
        PSUseCompatibleSyntax                     = @{ Enable = $true; TargetVersions = @('5.1', '7.0') }
        PSUseConsistentIndentation                = @{ Enable = $true; IndentationSize = 4 }
        PSUseConsistentWhitespace                 = @{ Enable = $true; IgnoreAssignmentOperatorInsideHashTable = $true }
        PSUseCorrectCasing                        = @{ Enable = $true }
        PSAvoidUsingDoubleQuotesForConstantString = @{ Enable = $true }
    }
}
