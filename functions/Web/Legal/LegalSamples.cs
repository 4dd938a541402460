using LipServerless.Activities.Ports;

namespace LipServerless.Web.Legal;

/// <summary>The embedded samples: <c>Legal/Samples/{language}/{page}.md</c>.</summary>
internal static class LegalSamples
{
    /// <summary>All of them, named as the office names its own.</summary>
    public static IReadOnlyList<LegalTextFile> Files { get; } = [.. Read()];

    private static IEnumerable<LegalTextFile> Read()
    {
        var assembly = typeof(LegalSamples).Assembly;
        foreach (var resource in assembly.GetManifestResourceNames().Where(name => name.StartsWith("legal/", StringComparison.Ordinal)))
        {
            using var stream = assembly.GetManifestResourceStream(resource)!;
            var content = new byte[stream.Length];
            stream.ReadExactly(content);
            yield return new LegalTextFile(resource["legal/".Length..], content);
        }
    }
}

/// <summary>For hosts without a place of the office's own.</summary>
internal sealed class NoLegalTextFiles : ILegalTextFiles
{
    public Task<IReadOnlyList<LegalTextFile>> ReadAllAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<LegalTextFile>>([]);
}
