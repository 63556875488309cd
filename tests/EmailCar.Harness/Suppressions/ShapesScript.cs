namespace EmailCar.Harness.Suppressions;

/// <summary>The commands of an operator on the next morning, for each form of ids in the sandbox.</summary>
internal static class ShapesScript
{
    public const string Success = "0 wrong suppressions";

    /// <summary>
    /// Every fifth address bounces. The deliveries are queried for all results together, for a few random ones, and one by one from a CSV
    /// file.
    /// </summary>
    public const string Text = """
        param($Manifest, $Folder)
        $ErrorActionPreference = 'Stop'
        Import-Module $Manifest
        $random = [random]::new(1)
        $wrong = 0
        foreach ($ids in 'Array', 'Shared') {
            foreach ($rows in 'Inside', 'Beside', 'None') {
                foreach ($newestFirst in $false, $true) {
                    $sandbox = Start-EmailCarSandbox -RequestsPerSecond 0 -IdShape $ids -RowIdShape $rows -NewestFirst:$newestFirst -HistoryDays 2 -HistoryPerDay 30 -PassThru
                    $sandbox | Connect-EmailCar -From 'support@emailcar.net' -RequestsPerSecond 0
                    $results = foreach ($batch in 1..6) {
                        1..$random.Next(1, 31) | ForEach-Object { if ($random.Next(5) -eq 0) { "bounce-$batch-$_@x.cn" } else { "ok-$batch-$_@x.cn" } } |
                            Send-EmailCarMail -Subject "s$batch" -Html h -JournalPath "$Folder/$ids-$rows-$newestFirst.jsonl"
                    }
                    $results += 'bounce-alone@x.cn', 'ok-alone@x.cn' | Send-EmailCarMail -Subject alone -Html h -BatchSize 1
                    $few = $results | Where-Object { $random.Next(10) -eq 0 }
                    $few | Select-Object * | Export-Csv "$Folder/few.csv" -NoTypeInformation
                    $asked = @(
                        { $results | Get-EmailCarDelivery }
                        { $few | Get-EmailCarDelivery }
                        { Import-Csv "$Folder/few.csv" | ForEach-Object { $_ | Get-EmailCarDelivery } }
                        { Get-EmailCarJournal "$Folder/$ids-$rows-$newestFirst.jsonl" | Get-Random -Count 5 -SetSeed 1 | ForEach-Object { $_ | Get-EmailCarDelivery } }
                        { Get-EmailCarDelivery -All }
                    )
                    $list = "$Folder/$ids-$rows-$newestFirst.csv"
                    foreach ($ask in $asked) { & $ask | Add-EmailCarSuppression -Path $list -WarningAction SilentlyContinue }
                    $suppressed = @(Get-EmailCarSuppression -Path $list)
                    $bounced = @($results | Where-Object To -like 'bounce*')
                    $bad = @($suppressed | Where-Object To -notlike 'bounce*')
                    $wrong += $bad.Count
                    if ($ids -eq 'Array' -and $suppressed.Count -ne $bounced.Count) { $wrong += 1000 }
                    '{0,-6} {1,-6} newest first {2,-5}: {3,3} of {4,3} bounced addresses suppressed, {5} wrong' -f $ids, $rows, $newestFirst, ($suppressed.Count - $bad.Count), $bounced.Count, $bad.Count
                    Stop-EmailCarSandbox
                }
            }
        }
        "$wrong wrong suppressions"
        """;
}
