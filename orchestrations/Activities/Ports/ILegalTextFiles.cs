namespace LipServerless.Activities.Ports;

/// <summary>
/// The office's own legal texts: Markdown files named <c>{page}.{language}.md</c>, such as <c>datenschutz.de.md</c>, from wherever the
/// settings say. None where the office has not set any: then the samples serve.
/// </summary>
public interface ILegalTextFiles
{
    /// <summary>All files there are, unchecked.</summary>
    /// <exception cref="InvalidOperationException">The place the settings name does not exist.</exception>
    Task<IReadOnlyList<LegalTextFile>> ReadAllAsync(CancellationToken cancellationToken);
}

/// <summary>A file with a legal text.</summary>
/// <param name="Name">Without folders.</param>
/// <param name="Content">Its bytes.</param>
public sealed record LegalTextFile(string Name, ReadOnlyMemory<byte> Content);
