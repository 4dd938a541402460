#nullable enable
using System.Runtime.CompilerServices;

namespace Azure.Data.Tables.Queries;

/// <summary>Fetches the page that <paramref name="token"/> names; the first when it is null.</summary>
internal delegate Task<Page<T>> FetchPage<T>(string? token, int? rows, bool async, CancellationToken cancellationToken);

/// <summary>
/// Follows continuation tokens to their end. The cloud may send a page with few rows, or none, together with a token: only a
/// missing token ends a query.
/// </summary>
internal sealed class SyncPages<T>(FetchPage<T> fetch, int? rows, CancellationToken cancellationToken) : Pageable<T>(cancellationToken)
    where T : notnull
{
    public override IEnumerable<Page<T>> AsPages(string? continuationToken = null, int? pageSizeHint = null)
    {
        var token = continuationToken;
        do
        {
            var page = fetch(token, pageSizeHint ?? rows, false, CancellationToken).GetAwaiter().GetResult();
            yield return page;
            token = page.ContinuationToken;
        }
        while (!string.IsNullOrEmpty(token));
    }
}

/// <inheritdoc cref="SyncPages{T}"/>
internal sealed class AsyncPages<T>(FetchPage<T> fetch, int? rows, CancellationToken cancellationToken) : AsyncPageable<T>(cancellationToken)
    where T : notnull
{
    // The token given to GetAsyncEnumerator counts beside the one given to the query.
    public override async IAsyncEnumerator<T> GetAsyncEnumerator(CancellationToken cancellationToken = default)
    {
        using var both = CancellationTokenSource.CreateLinkedTokenSource(CancellationToken, cancellationToken);
        await foreach (var page in PagesAsync(null, null, both.Token).ConfigureAwait(false))
        {
            foreach (var value in page.Values)
                yield return value;
        }
    }

    public override IAsyncEnumerable<Page<T>> AsPages(string? continuationToken = null, int? pageSizeHint = null) =>
        PagesAsync(continuationToken, pageSizeHint, CancellationToken);

    private async IAsyncEnumerable<Page<T>> PagesAsync(string? token, int? hint, [EnumeratorCancellation] CancellationToken stop)
    {
        do
        {
            var page = await fetch(token, hint ?? rows, true, stop).ConfigureAwait(false);
            yield return page;
            token = page.ContinuationToken;
        }
        while (!string.IsNullOrEmpty(token));
    }
}
