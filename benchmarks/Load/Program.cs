using System.Globalization;
using LipServerless.Load.Measures;
using LipServerless.Load.Reporting;

// lip-load [tables] [memory] [waiting] [round] [page] [--quick] [--repeat N] [--at-once N]     without names: all five
// lip-load kills N
var names = args.Where(arg => !arg.StartsWith("--", StringComparison.Ordinal)).ToList();
var quick = args.Contains("--quick");
var repetitions = Array.IndexOf(args, "--repeat") is >= 0 and var at ? int.Parse(args[at + 1], CultureInfo.InvariantCulture) : quick ? 3 : 5;
int[] crowds = Array.IndexOf(args, "--at-once") is >= 0 and var one ? [int.Parse(args[one + 1], CultureInfo.InvariantCulture)] : quick ? [200] : [200, 2000];
var report = new Report();

if (names is [HeapProbe.Name, var connectionString, var hub])
{
    await HeapProbe.PrintAsync(connectionString, hub);
    return 0;
}

if (names is ["kills", var number])
{
    var survived = await Kills.RunAsync(report, int.Parse(number, CultureInfo.InvariantCulture));
    report.Print(Console.Out);
    return survived ? 0 : 1;
}

var known = new Dictionary<string, Func<Task>>
{
    ["page"] = () => ReplyPageCost.RunAsync(report, quick ? 100 : 300),
    ["round"] = () => CostOfRound.RunAsync(report),
    ["memory"] = () => MemoryThroughput.RunAsync(report, repetitions, crowds),
    ["tables"] = () => TableThroughput.RunAsync(report, repetitions, 64),
    ["waiting"] = () => Waiting.RunAsync(report, quick ? 200 : 1000, quick ? 2000 : 10_000),
};
names.RemoveAll(name => int.TryParse(name, out _));
if (names.Find(name => !known.ContainsKey(name)) is { } unknown)
{
    Console.Error.WriteLine($"'{unknown}' is none of {string.Join(", ", known.Keys)}, kills N.");
    return 2;
}

foreach (var name in names.Count > 0 ? names : [.. known.Keys])
    await known[name]();

report.Print(Console.Out);
return 0;
