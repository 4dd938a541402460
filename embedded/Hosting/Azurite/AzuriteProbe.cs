namespace LipServerless.Embedded.Hosting.Azurite;

/// <summary>Asks whether a storage service answers at an address.</summary>
public static class AzuriteProbe
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private static readonly HttpClient Http = new(new SocketsHttpHandler { UseProxy = false, PooledConnectionLifetime = TimeSpan.FromSeconds(1) });

    /// <summary>True when anything speaks HTTP there, a refusal included; false when nothing does within five seconds.</summary>
    public static async Task<bool> AnswersAsync(Uri endpoint, CancellationToken cancellationToken = default) =>
        await ServerAtAsync(endpoint, cancellationToken) is not null;

    /// <summary>True when it is an Azurite that answers there.</summary>
    internal static async Task<bool> IsAzuriteAsync(int port, CancellationToken cancellationToken) =>
        (await ServerAtAsync(EmulatorAccount.Endpoint(port), cancellationToken))?.Contains("Azurite", StringComparison.OrdinalIgnoreCase) == true;

    private static async Task<string?> ServerAtAsync(Uri endpoint, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Patience);
        try
        {
            using var answer = await Http.GetAsync(endpoint, HttpCompletionOption.ResponseHeadersRead, limit.Token);
            return answer.Headers.Server.ToString();
        }
        catch (HttpRequestException)
        {
            return null;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }
}
