<#
.SYNOPSIS
    Creates the MAML files for Get-Help from the help pages of each culture.
.DESCRIPTION
    The sources are docs/<culture>/*.md. The file docs/<culture>/EmailCar.PowerShell.dll-Help.xml is created from them and committed,
    so that `dotnet build` ships it. Microsoft.PowerShell.PlatyPS reads the pages and writes the MAML. Version 1.0 leaves problems that
    this script corrects: unconverted Markdown, code of examples within their text, a stray U+0080 between paragraphs, missing
    default values, .NET names of types, missing flags in the syntax, and links to files that the reader does not have.

    Run this script after changing a page. The tests compare pages, MAML and code.
.PARAMETER Culture
    The folders in docs to process; the default is all folders with pages.
.EXAMPLE
    ./docs/Export-Maml.ps1 -Culture en-US
#>
#Requires -Modules @{ ModuleName = 'Microsoft.PowerShell.PlatyPS'; ModuleVersion = '1.0.0'; MaximumVersion = '1.0.99' }
[CmdletBinding()]
param(
    [string[]] $Culture
)

$ErrorActionPreference = 'Stop'
Set-StrictMode -Version Latest

$name = 'EmailCar.PowerShell.dll-Help.xml'
$dev = 'http://schemas.microsoft.com/maml/dev/2004/10'
$maml = 'http://schemas.microsoft.com/maml/2004/10'

# The lines of a paragraph are joined, because the console wraps them. Chinese lines are joined without blanks.
function Join-Line {
    param([string] $Text)

    $joined = ''
    foreach ($line in $Text -split '\r?\n') {
        $next = $line.Trim()
        $between = if (-not $joined) { '' }
        elseif ($next.StartsWith('- ')) { "`n" }
        elseif ($joined -match '[\u2E80-\uFFEF]$' -and $next -match '^[\u2E80-\uFFEF]') { '' }
        else { ' ' }
        $joined += $between + $next
    }

    $joined
}

function ConvertTo-Paragraph {
    param([string[]] $Text)

    foreach ($block in ($Text -join "`n`n").Replace([string][char]0x80, '') -split '(?:\r?\n[ \t]*){2,}') {
        if ($block.Trim()) {
            (Join-Line $block) -replace '\[([^\]]+)\]\((https?:[^)]+)\)', '$1 ($2)' -replace '\*\*|`'
        }
    }
}

function Select-Element {
    param($Node, [string] $Path, [switch] $Single)

    if ($Single) { $Node.SelectSingleNode($Path, $namespaces) } else { $Node.SelectNodes($Path, $namespaces) }
}

function Write-Paragraph {
    param($Element, [string[]] $Text)

    $paragraphs = @(ConvertTo-Paragraph $Text)
    while ($Element.HasChildNodes) { $null = $Element.RemoveChild($Element.FirstChild) }
    foreach ($paragraph in $paragraphs) {
        $Element.AppendChild($Element.OwnerDocument.CreateElement('maml', 'para', $maml)).InnerText = $paragraph
    }
}

function Repair-Example {
    param($Example)

    $introduction = Select-Element $Example 'maml:introduction' -Single
    $blocks = @(Select-Element $introduction 'maml:para' | ForEach-Object InnerText)
    $code = @($blocks | Where-Object { $_.TrimStart().StartsWith('```') } | ForEach-Object { ($_ -split '\r?\n' | Where-Object { -not $_.StartsWith('```') }) -join "`n" })
    (Select-Element $Example 'dev:code' -Single).InnerText = $code -join "`n`n"
    $remarks = Select-Element $Example 'dev:remarks' -Single
    Write-Paragraph $remarks @($blocks | Where-Object { -not $_.TrimStart().StartsWith('```') })

    # Get-Help writes no blank line before the next example.
    $null = $remarks.AppendChild($remarks.OwnerDocument.CreateElement('maml', 'para', $maml))
    Write-Paragraph $introduction @()
}

function Repair-Parameter {
    param($Command, $Help)

    foreach ($described in Select-Element $Command 'command:parameters/command:parameter') {
        $parameter = (Select-Element $described 'maml:name' -Single).InnerText
        $page = $Help.Parameters | Where-Object Name -EQ $parameter
        foreach ($element in @($described) + @(Select-Element $Command "command:syntax/command:syntaxItem/command:parameter[maml:name='$parameter']")) {
            foreach ($flag in 'pipelineInput', 'globbing', 'aliases') { $element.SetAttribute($flag, $described.GetAttribute($flag)) }
            $default = $element.OwnerDocument.CreateElement('dev', 'defaultValue', $dev)
            $default.InnerText = if ($page.DefaultValue) { $page.DefaultValue } else { 'None' }
            $null = $element.InsertAfter($default, (Select-Element $element 'dev:type' -Single))
        }

        $short = Select-Element $Command "command:syntax/command:syntaxItem/command:parameter[maml:name='$parameter']/command:parameterValue" -Single
        if ($short) { (Select-Element $described 'command:parameterValue' -Single).InnerText = $short.InnerText }
    }
}

function Repair-Link {
    param($Command)

    foreach ($link in @(Select-Element $Command 'command:relatedLinks/maml:navigationLink')) {
        $uri = Select-Element $link 'maml:uri' -Single
        if (-not $uri.InnerText) { $null = $link.ParentNode.RemoveChild($link) }
        elseif ($uri.InnerText -notlike 'http*') { $uri.InnerText = '' }
    }
}

foreach ($folder in Get-ChildItem $PSScriptRoot -Directory | Where-Object { -not $Culture -or $Culture -contains $_.Name }) {
    $pages = @(Get-ChildItem $folder.FullName -Filter '*-EmailCar*.md' | Sort-Object Name | Import-MarkdownCommandHelp)
    if (-not $pages) { continue }

    $made = Join-Path ([IO.Path]::GetTempPath()) ([guid]::NewGuid())
    $document = New-Object System.Xml.XmlDocument
    try {
        $null = $pages | Export-MamlCommandHelp -OutputFolder $made
        $document.Load((Get-ChildItem $made -Recurse -Filter $name).FullName)
    }
    finally {
        Remove-Item $made -Recurse -Force
    }

    $namespaces = New-Object System.Xml.XmlNamespaceManager $document.NameTable
    $namespaces.AddNamespace('maml', $maml)
    $namespaces.AddNamespace('dev', $dev)
    $namespaces.AddNamespace('command', 'http://schemas.microsoft.com/maml/dev/command/2004/10')
    foreach ($command in Select-Element $document '//command:command') {
        foreach ($example in Select-Element $command 'command:examples/command:example') { Repair-Example $example }
        Repair-Parameter $command ($pages | Where-Object Title -EQ (Select-Element $command 'command:details/command:name' -Single).InnerText)
        Repair-Link $command
        foreach ($text in @(Select-Element $command './/maml:description[maml:para] | .//maml:alert')) {
            Write-Paragraph $text @(Select-Element $text 'maml:para' | ForEach-Object InnerText)
        }
    }

    # With a byte order mark, for Windows PowerShell.
    $settings = New-Object System.Xml.XmlWriterSettings -Property @{ Indent = $true; NewLineChars = "`n"; Encoding = New-Object Text.UTF8Encoding $true }
    $writer = [System.Xml.XmlWriter]::Create((Join-Path $folder.FullName $name), $settings)
    $document.Save($writer)
    $writer.Dispose()
}
