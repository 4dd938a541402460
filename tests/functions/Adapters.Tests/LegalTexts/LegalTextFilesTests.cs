using LipServerless.Adapters.LegalTexts;
using LipServerless.Adapters.Tests.Support;
using Microsoft.Extensions.Configuration;

namespace LipServerless.Adapters.Tests.LegalTexts;

public sealed class LegalTextFilesTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("lip-legal-");
    private readonly Storage storage = new();

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task Folder_Files_AreReadWithTheirNames()
    {
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "impressum.de.md"), "# Impressum");
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "datenschutz.de.md"), "# Datenschutz");
        folder.CreateSubdirectory("alt");

        var files = await new FolderLegalTextFiles(folder.FullName).ReadAllAsync(default);

        Assert.Equal(["datenschutz.de.md", "impressum.de.md"], files.Select(file => file.Name));
        Assert.Equal("# Datenschutz"u8.ToArray(), files[0].Content.ToArray());
    }

    [Fact]
    public async Task Folder_Missing_NamesSettingAndRemedy()
    {
        var missing = Path.Combine(folder.FullName, "gibt-es-nicht");

        var thrown = await Assert.ThrowsAsync<InvalidOperationException>(() => new FolderLegalTextFiles(missing).ReadAllAsync(default));

        Assert.Contains("Lip:LegalTexts:Folder", thrown.Message, StringComparison.Ordinal);
        Assert.Contains(missing, thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Container_Blobs_AreReadWithTheirNames()
    {
        var container = storage.Blobs.GetBlobContainerClient($"{storage.Prefix.ToLowerInvariant()}-legal");
        await container.CreateAsync();
        await container.UploadBlobAsync("impressum.de.md", BinaryData.FromString("# Impressum"));

        var file = Assert.Single(await new BlobLegalTextFiles(container).ReadAllAsync(default));

        Assert.Equal("impressum.de.md", file.Name);
        Assert.Equal("# Impressum"u8.ToArray(), file.Content.ToArray());
    }

    [Fact]
    public async Task Container_Missing_NamesSettingAndRemedy()
    {
        var container = storage.Blobs.GetBlobContainerClient($"{storage.Prefix.ToLowerInvariant()}-nowhere");

        var thrown = await Assert.ThrowsAsync<InvalidOperationException>(() => new BlobLegalTextFiles(container).ReadAllAsync(default));

        Assert.Contains("Lip:LegalTexts:Container", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Settings_FolderAndContainer_AreRefused()
    {
        var settings = new ConfigurationBuilder().AddInMemoryCollection(
            new Dictionary<string, string?> { ["Lip:LegalTexts:Folder"] = "a", ["Lip:LegalTexts:Container"] = "b" }).Build();

        Assert.Throws<InvalidOperationException>(() => LegalTextSettings.From(settings));
    }
}
