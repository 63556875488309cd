using System.Management.Automation;
using EmailCar.Benchmarks.Sending;
using EmailCar.Sandbox;

namespace EmailCar.Benchmarks.Querying;

/// <summary>
/// 200 emails arrive while 20 pages are read, newest first, so that each shifts the rows: ten after every page,
/// fifty after every fourth, or all at once. Rows are compared as often as they occur, because some have the same values.
/// </summary>
internal static class ShiftingFigures
{
    private const int Old = 800;

    private const string Send = "1..$burst | ForEach-Object { \"new$_@example.com\" } | Send-EmailCarMail -Subject new -Html ([string] [datetime]::UtcNow.Ticks) | Out-Null";

    private const string ReadWhileSending = $$"""
        $rows = 0
        Get-EmailCarDelivery -All | ForEach-Object {
            $_
            if (++$rows % $every -eq 0 -and $rows -le $until) { {{Send}} }
        }
        """;

    private static readonly (string Name, IdShape Ids, RowIdShape RowIds)[] Services =
    [
        ("own ids", IdShape.Array, RowIdShape.Inside),
        ("shared ids", IdShape.Shared, RowIdShape.Beside),
        ("no ids", IdShape.Array, RowIdShape.None),
    ];

    public static IEnumerable<Figure> Measure()
    {
        foreach (var (name, ids, rowIds) in Services)
        {
            foreach (var (burst, every, until) in new[] { (10, 40, 800), (50, 160, 640), (200, 400, 400) })
            {
                if (burst == 200 && name != "own ids")
                {
                    // docs/service.md, mail/lists: more new emails at once than two pages contain can only be detected by ids.
                    continue;
                }

                using var sandbox = new SandboxEngine(new SandboxOptions
                {
                    RequestsPerSecond = 0,
                    HistoryDays = 1,
                    HistoryPerDay = Old,
                    NewestFirst = true,
                    IdShape = ids,
                    RowIdShape = rowIds,
                });
                var before = Counts(sandbox.Run("Get-EmailCarDelivery -All", out _));
                var after = Counts(sandbox.Run(ReadWhileSending, out _, ("burst", burst), ("every", every), ("until", until)));
                yield return Figure.Exactly(0, $"{name}, {burst} new at once: old rows missing", before.Sum(row => Math.Max(0, row.Value - after.GetValueOrDefault(row.Key))));
                yield return Figure.Exactly(0, $"{name}, {burst} new at once: old rows doubled", before.Sum(row => Math.Max(0, after.GetValueOrDefault(row.Key) - row.Value)));
            }
        }
    }

    private static Dictionary<string, int> Counts(IReadOnlyList<PSObject> rows) =>
        rows.GroupBy(row => row.BaseObject.ToString()!).ToDictionary(group => group.Key, group => group.Count());
}
