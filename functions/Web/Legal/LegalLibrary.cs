using LipServerless.Activities.Ports;

namespace LipServerless.Web.Legal;

/// <summary>
/// The legal texts, read once and kept: whoever changes them restarts the application. What could not be read is tried again with the
/// next page. Thread-safe.
/// </summary>
public sealed class LegalLibrary(ILegalTextFiles files) : IDisposable
{
    private readonly SemaphoreSlim gate = new(1, 1);
    private volatile LegalTexts? texts;

    /// <summary>The texts.</summary>
    /// <exception cref="LegalTextsException">They have faults.</exception>
    public async ValueTask<LegalTexts> ReadAsync(CancellationToken cancellationToken)
    {
        if (texts is { } known)
            return known;
        await gate.WaitAsync(cancellationToken);
        try
        {
            return texts ??= LegalTexts.From(await files.ReadAllAsync(cancellationToken));
        }
        finally
        {
            gate.Release();
        }
    }

    /// <inheritdoc />
    public void Dispose() => gate.Dispose();
}
