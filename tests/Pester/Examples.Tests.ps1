# Every example of the help pages, of the README and of the pages in docs, run as a reader would run it: in a new session, against
# a sandbox, in a folder with the files that the pages use. An example that writes an error fails.
BeforeDiscovery {
    # The PowerShell blocks of the README and of docs. "<!-- not run: reason -->" before a block excludes it.
    function Get-DocumentExample {
        $root = Split-Path (Split-Path $PSScriptRoot)
        foreach ($page in Get-ChildItem $root, (Join-Path $root 'docs') -Filter '*.md') {
            $number = 0
            $text = [IO.File]::ReadAllText($page.FullName) -replace '\r'
            foreach ($block in [regex]::Matches($text, '(?m)^(<!-- not run: \S.* -->\n)?```powershell\n((?s:.*?))^```')) {
                $number++
                if (-not $block.Groups[1].Success) {
                    @{ Name = '{0}/{1}, block {2}' -f $page.Directory.Name, $page.Name, $number; Code = $block.Groups[2].Value; IsDocument = $true }
                }
            }
        }
    }

    function Get-Example {
        $docs = Join-Path (Split-Path (Split-Path $PSScriptRoot)) 'docs'
        foreach ($page in Get-ChildItem $docs -Directory | Get-ChildItem -Filter '*-EmailCar*.md') {
            $section = [IO.File]::ReadAllText($page.FullName) -split '(?m)^## ' | Where-Object { $_.StartsWith('EXAMPLES') }
            foreach ($example in $section -split '(?m)^### ' | Select-Object -Skip 1) {
                @{
                    Name = '{0}/{1}, {2}' -f $page.Directory.Name, $page.BaseName, ($example -split '\r?\n')[0]
                    IsDocument = $false
                    Code = ([regex]::Matches($example, '(?ms)^```powershell\r?\n(.*?)^```') | ForEach-Object { $_.Groups[1].Value }) -join "`n"
                }
            }
        }
    }
}

BeforeAll {
    $module = Join-Path (Split-Path (Split-Path $PSScriptRoot)) 'artifacts/module/EmailCar/EmailCar.psd1'

    # Import-Module EmailCar finds the module here, as it does for a reader.
    $pathBefore = $env:PSModulePath
    $env:PSModulePath = (Split-Path (Split-Path $module)) + [IO.Path]::PathSeparator + $pathBefore

    # The preparation for each example: a sandbox in place of the service, a login, and yesterday's results in a file. An
    # example that starts a sandbox runs without this one, and logs in to its own.
    $prologue = {
        param($Module, $Folder, $StartsSandbox, $IsDocument)
        $ErrorActionPreference = 'Stop'
        Import-Module $Module
        Set-Location -LiteralPath $Folder
        $password = New-Object System.Security.SecureString
        'sandbox'.ToCharArray() | ForEach-Object { $password.AppendChar($_) }
        $login = New-Object System.Management.Automation.PSCredential 'sandbox@example.com', $password
        function global:Get-Credential { $login }
        function global:Get-Secret { param($Name) $null = $Name; $login }
        $global:PSDefaultParameterValues = @{ 'Start-EmailCarSandbox:RequestsPerSecond' = 0; 'Connect-EmailCar:RequestsPerSecond' = 0 }
        if (-not $StartsSandbox) {
            $sandbox = Start-EmailCarSandbox -PassThru
            $PSDefaultParameterValues['Connect-EmailCar:Endpoint'] = $sandbox.Endpoint
            Connect-EmailCar -Credential $login -From 'support@example.com' -FromName 'Example' -SmtpPort $sandbox.SmtpPort -SmtpSecurity None
            $sent = @(Import-Csv users.csv -Encoding UTF8 | Send-EmailCarMail -Subject 'Yesterday' -Html '<p>x</p>' -JournalPath run.jsonl)
            $left = [pscustomobject]@{ To = 'late@example.com'; Status = 'NotSent'; Id = $null; Subject = 'Yesterday'; Message = 'The run ended.' }
            $sent + $left | Select-Object To, Status, Id, Subject, Message, Time, MessageKey |
                Export-Csv results.csv -NoTypeInformation -Encoding UTF8
        }

        # A document explains one step at a time, so the variables of the previous step are defined.
        if ($IsDocument) { $results, $html = $sent, '<p>Hello</p>' }
        $ErrorActionPreference = 'Continue'
    }

    function Export-Workbook {
        param($Path, $Row)

        Add-Type -AssemblyName System.IO.Compression, System.IO.Compression.FileSystem
        $main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
        $relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
        $package = 'http://schemas.openxmlformats.org/package/2006'
        $type = 'application/vnd.openxmlformats-officedocument.spreadsheetml'
        $rows = foreach ($cells in $Row) {
            '<row>{0}</row>' -f -join ($cells | ForEach-Object { "<c t=`"inlineStr`"><is><t>$_</t></is></c>" })
        }
        $parts = @{
            '[Content_Types].xml' = "<Types xmlns=`"$package/content-types`"><Default Extension=`"rels`" ContentType=`"application/vnd.openxmlformats-package.relationships+xml`"/><Override PartName=`"/xl/workbook.xml`" ContentType=`"$type.sheet.main+xml`"/><Override PartName=`"/xl/worksheets/sheet1.xml`" ContentType=`"$type.worksheet+xml`"/></Types>"
            '_rels/.rels' = "<Relationships xmlns=`"$package/relationships`"><Relationship Id=`"rId1`" Type=`"$relations/officeDocument`" Target=`"xl/workbook.xml`"/></Relationships>"
            'xl/_rels/workbook.xml.rels' = "<Relationships xmlns=`"$package/relationships`"><Relationship Id=`"rId1`" Type=`"$relations/worksheet`" Target=`"worksheets/sheet1.xml`"/></Relationships>"
            'xl/workbook.xml' = "<workbook xmlns=`"$main`" xmlns:r=`"$relations`"><sheets><sheet name=`"May`" sheetId=`"1`" r:id=`"rId1`"/></sheets></workbook>"
            'xl/worksheets/sheet1.xml' = "<worksheet xmlns=`"$main`"><sheetData>$(-join $rows)</sheetData></worksheet>"
        }
        $archive = [IO.Compression.ZipFile]::Open($Path, 'Create')
        try {
            foreach ($part in $parts.GetEnumerator()) {
                $writer = New-Object IO.StreamWriter $archive.CreateEntry($part.Key).Open()
                $writer.Write($part.Value)
                $writer.Dispose()
            }
        }
        finally {
            $archive.Dispose()
        }
    }

    # A Redis server in place of redis.example.com, with a copy of yesterday's journal.
    function Start-Redis {
        param($Folder)

        $listener = New-Object Net.Sockets.TcpListener ([Net.IPAddress]::Loopback, 0)
        $listener.Start()
        $port = $listener.LocalEndpoint.Port
        $listener.Stop()
        $options = '--port', $port, '--bind', '127.0.0.1', '--dir', $Folder, '--appendonly', 'yes', '--appendfsync', 'always'
        $process = Start-Process redis-server -ArgumentList $options -PassThru -RedirectStandardOutput (Join-Path $Folder 'redis.log')
        [pscustomobject]@{ Process = $process; Address = "127.0.0.1:$port" }
    }

    function Invoke-Example {
        param($Code, [bool] $IsDocument)

        $folder = (New-Item (Join-Path $TestDrive ([guid]::NewGuid())) -ItemType Directory).FullName
        $withMark = New-Object Text.UTF8Encoding $true
        $people = '邮箱,姓名', 'zhang.wei@example.com,张伟', 'li.na@example.com,李娜', 'bounce.wang@example.com,王芳', 'chen.jing@example.com,陈静'
        [IO.File]::WriteAllLines((Join-Path $folder 'users.csv'), [string[]]$people, $withMark)
        [IO.File]::WriteAllText((Join-Path $folder 'welcome.html'), '<p>您好!</p>', $withMark)
        [IO.File]::WriteAllText((Join-Path $folder 'payslip.html'), '<p>{{Name}}{{姓名}}</p>', $withMark)
        $customers = @('4711', 'Zhang Wei', 'zhang.wei@example.com'), @('4712', 'Li Na', 'li.na@example.com')
        Export-Workbook (Join-Path $folder 'customers.xlsx') (@(, @('OrderNo', 'Name', 'Email')) + $customers)
        Export-Workbook (Join-Path $folder 'orders.xlsx') (@(@('Orders'), @('May'), @('OrderNo', 'Name', 'Email')) + $customers)
        Export-Workbook (Join-Path $folder 'salaries.xlsx') @(@('Name', '姓名', 'Email'), @('Zhang Wei', '张伟', 'zhang.wei@example.com'))
        Copy-Item (Join-Path $folder 'salaries.xlsx') (Join-Path $folder '工资.xlsx')
        Export-Workbook (Join-Path $folder 'payroll.xlsx') @(@('工号', '姓名', 'EmployeeNo', 'Name', 'Email'), @('1001', '张伟', '1001', 'Zhang Wei', 'zhang.wei@example.com'), @('1002', '李娜', '1002', 'Li Na', 'li.na@example.com'))
        $null = New-Item (Join-Path $folder 'slips') -ItemType Directory
        foreach ($file in 'report.pdf', 'logo.png', 'slips/1001.pdf', 'slips/1002.pdf') { [IO.File]::WriteAllText((Join-Path $folder $file), $file) }
        Export-Workbook (Join-Path $folder '客户.xlsx') @(@('邮箱', '姓名'), @('zhang.wei@example.com', '张伟'), @('li.na@example.com', '李娜'))

        # Scripts that the reader has written. The nightly one may run in a job, which must open a separate connection.
        $scripts = @{
            'nightly-mail.ps1'   = "param(`$Endpoint, `$Credential)
                if (`$Endpoint) {
                    Import-Module '$module'
                    Connect-EmailCar -Credential `$Credential -Endpoint `$Endpoint -From support@example.com -RequestsPerSecond 0
                }
                'a', 'b', 'c' | ForEach-Object { `"`$_@example.com`" } | Send-EmailCarMail -Subject Night -Html '<p>x</p>'"
            'reset-password.ps1' = "param(`$User) Send-EmailCarMail -To `$User -Subject 'Reset your password' -Html '<p>Your code is 123456.</p>'"
            'send-welcome.ps1'   = "param(`$To) Send-EmailCarMail -To `$To -Subject 'Welcome' -Html '<p>Welcome!</p>'"
        }
        foreach ($script in $scripts.GetEnumerator()) { [IO.File]::WriteAllText((Join-Path $folder $script.Key), $script.Value, $withMark) }

        $session = [powershell]::Create()
        $redis = $null
        try {
            $null = $session.AddScript($prologue).AddArgument($module).AddArgument($folder).AddArgument($Code -match 'Start-EmailCarSandbox').AddArgument($IsDocument).Invoke()
            $session.Commands.Clear()
            if ($Code -match '(?m)^(BeforeAll|Describe) ') {
                # A test that the reader has written runs in Pester and must pass.
                $test = Join-Path $folder 'Example.Tests.ps1'
                [IO.File]::WriteAllText($test, $Code, $withMark)
                $Code = "Import-Module '$((Get-Module Pester).Path)'; `$run = Invoke-Pester '$test' -PassThru -Output None
                    if (-not `$run.PassedCount) { Write-Error 'No test has passed.' }
                    `$run.Failed + `$run.FailedBlocks + `$run.FailedContainers | ForEach-Object { Write-Error `"`$(`$_.ErrorRecord)`" }"
            }

            if ($Code -match '\bredis') {
                $redis = Start-Redis $folder
                $Code = $Code -replace 'redis\.example\.com:6379(,[^''"]*)?', $redis.Address
                $null = $session.AddScript("
                    Connect-EmailCar -Credential `$login -From 'support@example.com' -Redis $($redis.Address)
                    Copy-EmailCarJournal run.jsonl redis:run").Invoke()
                $session.Commands.Clear()
            }

            $output = $session.AddScript($Code).AddCommand('Out-String').Invoke()
            [pscustomobject]@{ Output = -join $output; Errors = @($session.Streams.Error | ForEach-Object { "$($_.FullyQualifiedErrorId): $_" }) }
        }
        finally {
            $session.Commands.Clear()
            $null = $session.AddScript('Disconnect-EmailCar; Stop-EmailCarSandbox').Invoke()
            $session.Dispose()
            if ($redis) { Stop-Process $redis.Process }
        }
    }
}

AfterAll { $env:PSModulePath = $pathBefore }

# The pages in both languages have the same code, which does not have to run twice.
Describe 'The example' {
    It '<Name>' -ForEach @(@(Get-Example) + @(Get-DocumentExample) | Group-Object { $_.Code } -CaseSensitive | ForEach-Object { @{ Name = $_.Group.Name -join '; '; Code = $_.Group[0].Code; IsDocument = $_.Group[0].IsDocument } }) {
        $Code | Should -Not -BeNullOrEmpty
        if ($Code -match '\bredis' -and -not (Get-Command redis-server -ErrorAction Ignore)) {
            Set-ItResult -Skipped -Because 'redis-server is not installed'
        }

        (Invoke-Example $Code $IsDocument).Errors | Should -BeNullOrEmpty
    }
}
