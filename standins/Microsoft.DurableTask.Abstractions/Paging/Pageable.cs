using System.Runtime.CompilerServices;

namespace Microsoft.DurableTask;

/// <summary>Builds an <see cref="AsyncPageable{T}"/> from a function that fetches one page.</summary>
public static class Pageable
{
    public static AsyncPageable<T> Create<T>(Func<string?, CancellationToken, Task<Page<T>>> pageFunc)
        where T : notnull
    {
        ArgumentNullException.ThrowIfNull(pageFunc);
        return Create<T>((token, _, cancellation) => pageFunc(token, cancellation));
    }

    public static AsyncPageable<T> Create<T>(Func<string?, int?, CancellationToken, Task<Page<T>>> pageFunc)
        where T : notnull
    {
        ArgumentNullException.ThrowIfNull(pageFunc);
        return new FetchedPages<T>(pageFunc);
    }

    private sealed class FetchedPages<T>(Func<string?, int?, CancellationToken, Task<Page<T>>> fetch) : AsyncPageable<T>
        where T : notnull
    {
        public override IAsyncEnumerable<Page<T>> AsPages(string? continuationToken = null, int? pageSizeHint = null) =>
            FetchAllAsync(continuationToken, pageSizeHint);

        private async IAsyncEnumerable<Page<T>> FetchAllAsync(
            string? token, int? size, [EnumeratorCancellation] CancellationToken cancellation = default)
        {
            for (bool more = true; more; more = token is not null)
            {
                Page<T> page = await fetch(token, size, cancellation);
                token = page.ContinuationToken;
                yield return page;
            }
        }
    }
}
