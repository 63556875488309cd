# Reports of rows that were exported and imported again.
BeforeAll {
    $root = Split-Path (Split-Path $PSScriptRoot)
    Import-Module (Join-Path $root 'artifacts/module/EmailCar/EmailCar.psd1') -Force
}

AfterAll { Remove-Module EmailCar }

Describe 'New-EmailCarReport' {
    It 'counts the rows of a CSV or CLIXML file as it counts the objects' {
        $null = Start-EmailCarSandbox -RequestsPerSecond 0 -PassThru | Connect-EmailCar -From support@example.com -RequestsPerSecond 0
        $results = 'ann@example.com', 'bounce.ben@example.com', 'nobody' | Send-EmailCarMail -Subject s -Html h -ErrorAction SilentlyContinue
        $all = @($results | Where-Object Status -EQ Submitted | Get-EmailCarDelivery) + @($results | Where-Object Status -EQ Rejected)
        Stop-EmailCarSandbox
        $all.Count | Should -Be 3
        $all | Where-Object Status -EQ Rejected | Export-Csv (Join-Path $TestDrive 'results.csv') -NoTypeInformation -Encoding UTF8
        $all | Where-Object Status -NE Rejected | Export-Csv (Join-Path $TestDrive 'deliveries.csv') -NoTypeInformation -Encoding UTF8
        $all | Export-Clixml (Join-Path $TestDrive 'all.xml')
        function Get-Report { ($input | New-EmailCarReport -Culture en-US) -replace 'Created by[^<]*' }
        $direct = $all | Get-Report
        $direct | Should -Match 'delivered: 1'
        Import-Csv (Join-Path $TestDrive 'deliveries.csv'), (Join-Path $TestDrive 'results.csv') -Encoding UTF8 | Get-Report | Should -BeExactly $direct
        Import-Clixml (Join-Path $TestDrive 'all.xml') | Get-Report | Should -BeExactly $direct
    }
}
