# Tab completion for the parameters of Import-EmailCarRecipient.
BeforeAll {
    $module = Join-Path (Split-Path (Split-Path $PSScriptRoot)) 'artifacts/module/EmailCar/EmailCar.psd1'
    Import-Module $module -Force
    Add-Type -AssemblyName System.IO.Compression

    function New-Workbook([string] $Path, [string[]] $Worksheet) {
        $file = [IO.File]::Create((Join-Path $TestDrive $Path))
        $parts = New-Object IO.Compression.ZipArchive $file, 'Create'
        try {
            $office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
            $number = 0
            $sheets = foreach ($name in $Worksheet) {
                $number++
                '<sheet name="{0}" sheetId="{1}" r:id="rId{1}"/>' -f [Security.SecurityElement]::Escape($name), $number
            }
            $relations = 1..$number | ForEach-Object { '<Relationship Id="rId{0}" Type="{1}/worksheet" Target="worksheets/sheet{0}.xml"/>' -f $_, $office }
            $content = @{
                'xl/workbook.xml'            = "<workbook xmlns=`"http://schemas.openxmlformats.org/spreadsheetml/2006/main`" xmlns:r=`"$office`"><sheets>$sheets</sheets></workbook>"
                'xl/_rels/workbook.xml.rels' = "<Relationships xmlns=`"http://schemas.openxmlformats.org/package/2006/relationships`">$relations</Relationships>"
            }
            1..$number | ForEach-Object {
                $content["xl/worksheets/sheet$_.xml"] = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData/></worksheet>'
            }
            foreach ($part in $content.Keys) {
                $writer = New-Object IO.StreamWriter $parts.CreateEntry($part).Open()
                $writer.Write($content[$part])
                $writer.Dispose()
            }
        } finally {
            $parts.Dispose()
            $file.Dispose()
        }
    }

    New-Workbook 'list [1].xlsx' '员工', '5月 工资', "it's"
    New-Workbook 'other.xlsx' 'Sheet1'
    Set-Content (Join-Path $TestDrive list.csv) 'Email,Name', 'a@example.com,Ann'
    [IO.File]::WriteAllBytes((Join-Path $TestDrive broken.xlsx), [byte[]](0x50, 0x4B, 3, 4, 32, 32))
    Push-Location $TestDrive
}

AfterAll {
    Pop-Location
    Remove-Module EmailCar
}

Describe 'Completion' {
    It 'of "<Line>" offers <Values>' -TestCases @(
        @{ Line = "-LiteralPath 'list [1].xlsx' -WorksheetName "; Values = '员工', "'5月 工资'", "'it''s'" }
        @{ Line = "-LiteralPath 'list [1].xlsx' -WorksheetName 5"; Values = , "'5月 工资'" }
        @{ Line = "-LiteralPath 'list [1].xlsx' -WorksheetName '5"; Values = , "'5月 工资'" }
        @{ Line = "-LP 'list [1].xlsx' -WorksheetName IT"; Values = , "'it''s'" }
        @{ Line = 'other.xlsx -WorksheetName '; Values = , 'Sheet1' }
        @{ Line = '-Path o*.xlsx -WorksheetName s'; Values = , 'Sheet1' }
        @{ Line = '-Path list*.xlsx, other.xlsx -WorksheetName '; Values = '员工', "'5月 工资'", "'it''s'", 'Sheet1' }
        @{ Line = 'other.xlsx -Encoding gb'; Values = 'gb18030', 'gb2312', 'gbk' }
        @{ Line = "other.xlsx -Encoding 'UTF8"; Values = 'utf8', 'utf8BOM' }
    ) {
        $text = "Import-EmailCarRecipient $Line"
        (TabExpansion2 $text $text.Length).CompletionMatches.CompletionText | Should -Be $Values
    }

    It 'offers no worksheets and reports no error for <Bound>' -TestCases @(
        @{ Bound = "@{ Path = 'list.csv' }" }
        @{ Bound = "@{ Path = 'broken.xlsx' }" }
        @{ Bound = "@{ Path = 'missing.xlsx', 'Nowhere:/x' }" }
        @{ Bound = "@{ Path = 'Env:/PATH' }" }
        @{ Bound = "@{ Path = '.' }" }
        @{ Bound = "@{ Path = '[' }" }
        @{ Bound = "@{ Path = '' }" }
        @{ Bound = '@{ LiteralPath = $null }' }
        @{ Bound = '@{ LiteralPath = Get-Date }' }
        @{ Bound = '@{}' }
    ) {
        $completer = New-Object EmailCar.Completers.WorksheetNameCompleter
        $error.Clear()
        $completer.CompleteArgument('', '', '', $null, (& ([scriptblock]::Create($Bound)))) | Should -BeNullOrEmpty
        $error | Should -BeNullOrEmpty
    }

    It 'offers encodings that the cmdlet accepts' {
        $names = (New-Object EmailCar.Completers.EncodingCompleter).CompleteArgument('', '', '', $null, @{}).CompletionText
        $names.Count | Should -BeGreaterThan 10
        foreach ($name in $names) {
            Import-EmailCarRecipient list.csv -Encoding $name -ErrorAction SilentlyContinue -ErrorVariable problems | Out-Null
            "$($problems.FullyQualifiedErrorId)" | Should -Not -BeLike '*InvalidEncoding*'
        }
    }
}
