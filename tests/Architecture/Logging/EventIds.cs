namespace LipServerless.Architecture.Tests.Logging;

/// <summary>
/// Which event ids belong to which part of the application. The first row whose namespace fits counts; ids are never given away again
/// once they have been in use, because alerts and searches hold them.
/// </summary>
internal static class EventIds
{
    private static readonly (string Namespace, int First, int Last)[] Ranges =
    [
        ("LipServerless.Rounds", 1000, 1099),
        ("LipServerless.Activities", 1100, 1199),
        ("LipServerless.Web.Api", 2000, 2099),
        ("LipServerless.Web.Durable", 2100, 2199),
        ("LipServerless.Web.Operations", 2200, 2299),
        ("LipServerless.Web.Legal", 2300, 2399),
        ("LipServerless.Web.Pages", 2400, 2499),
        ("LipServerless.Web.Rendering", 2500, 2599),
        ("LipServerless.Web.Dashboard", 2600, 2699),
        ("LipServerless.Web.Staff", 2700, 2799),
        ("LipServerless.Web", 2800, 2999),
        ("LipServerless.Adapters", 3000, 3999),
        ("LipServerless.AzureHost", 4000, 4099),
        ("LipServerless.Embedded.Engine", 5000, 5199),
        ("LipServerless.Embedded.Hosting", 5200, 5299),
        ("LipServerless.Embedded.Inbox", 5300, 5399),
        ("LipServerless.Embedded", 5400, 5499),
    ];

    /// <summary>The ids that messages of a namespace may bear.</summary>
    public static (int First, int Last) RangeOf(string ns) =>
        Ranges.Where(r => ns == r.Namespace || ns.StartsWith(r.Namespace + ".", StringComparison.Ordinal))
            .Select(r => (r.First, r.Last))
            .DefaultIfEmpty((0, 0))
            .First();

    /// <summary>The smallest id of the namespace's range above those in use.</summary>
    public static int NextFree(string ns)
    {
        var (first, last) = RangeOf(ns);
        return LogMessage.All.Select(m => m.Id).Where(id => id >= first && id <= last).DefaultIfEmpty(first - 1).Max() + 1;
    }
}
