namespace Microsoft.DurableTask.Client;

public interface IDurableTaskClientProvider
{
    /// <summary>The client registered under that name (case-sensitive), without a name the default one.</summary>
    /// <exception cref="ArgumentOutOfRangeException">No client has that name.</exception>
    DurableTaskClient GetClient(string? name = null);
}
