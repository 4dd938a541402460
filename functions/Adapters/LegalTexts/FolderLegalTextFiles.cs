using LipServerless.Activities.Ports;

namespace LipServerless.Adapters.LegalTexts;

/// <summary>Legal texts in a folder of the machine; folders inside it are not read.</summary>
public sealed class FolderLegalTextFiles(string folder) : ILegalTextFiles
{
    /// <inheritdoc />
    public async Task<IReadOnlyList<LegalTextFile>> ReadAllAsync(CancellationToken cancellationToken)
    {
        if (!Directory.Exists(folder))
            throw new InvalidOperationException($"Lip:LegalTexts:Folder names '{Path.GetFullPath(folder)}', which is no folder: create it, or remove the setting.");
        var files = new List<LegalTextFile>();
        foreach (var path in Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal))
            files.Add(new LegalTextFile(Path.GetFileName(path), await File.ReadAllBytesAsync(path, cancellationToken)));
        return files;
    }
}
