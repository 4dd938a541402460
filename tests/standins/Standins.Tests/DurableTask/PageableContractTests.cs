using Microsoft.DurableTask;

namespace LipServerless.Standins.Tests.DurableTask;

public class PageableContractTests
{
    private readonly List<string> asked = [];

    [Fact]
    public async Task Enumerate_SeveralPages_FetchesOneAfterTheOther()
    {
        Assert.Equal([1, 2, 3, 4, 5], await ListAsync(Pages()));
        Assert.Equal(["null/null", "2/null", "3/null", "4/null"], asked);
    }

    [Fact]
    public async Task AsPages_TokenAndSize_ArePassedOn()
    {
        List<Page<int>> pages = [];
        await foreach (var page in Pages().AsPages("3", 10))
        {
            pages.Add(page);
        }

        Assert.Equal([0, 2], pages.Select(page => page.Values.Count));
        Assert.Equal(["3/10", "4/10"], asked);
    }

    [Fact]
    public async Task Enumerate_Twice_FetchesAgain()
    {
        var pages = Pages();

        await ListAsync(pages);
        await ListAsync(pages);

        Assert.Equal(8, asked.Count);
    }

    [Fact]
    public async Task Enumerate_WithCancellation_GivesTheTokenToTheFetch()
    {
        using CancellationTokenSource stop = new();
        CancellationToken seen = default;
        var pages = Pageable.Create<int>((_, cancellation) =>
        {
            seen = cancellation;
            return Task.FromResult(new Page<int>([1]));
        });

        await foreach (var _ in pages.WithCancellation(stop.Token))
        {
            break;
        }

        Assert.Equal(stop.Token, seen);
    }

    // The third page is empty and yet not the last, as tables answer at times.
    private AsyncPageable<int> Pages() => Pageable.Create<int>((token, size, _) =>
    {
        asked.Add($"{token ?? "null"}/{size?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "null"}");
        return Task.FromResult(token switch
        {
            null => new Page<int>([1, 2], "2"),
            "2" => new Page<int>([3], "3"),
            "3" => new Page<int>([], "4"),
            _ => new Page<int>([4, 5]),
        });
    });

    private static async Task<List<int>> ListAsync(AsyncPageable<int> pages)
    {
        List<int> all = [];
        await foreach (var item in pages)
        {
            all.Add(item);
        }

        return all;
    }
}
