using LipServerless.Embedded.Hosting;
using LipServerless.Embedded.Serving;
using LipServerless.Testing;

namespace LipServerless.Embedded.Tests.Serving;

/// <summary>Nobody stands in front of this host who would check a sign-in: it must not be told to believe in one.</summary>
public sealed class EntraSettingTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("lip-entra-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task StartAsync_ToldToBelieveInBuiltInAuthentication_SaysThatItCannot()
    {
        var options = new LipHostOptions
        {
            Workspace = folder.FullName,
            Port = 0,
            InboxPort = 0,
            StorageConnectionString = AzuriteFixture.Shared.ConnectionString,
            OwnSettingsOnly = true,
            Settings = new Dictionary<string, string?> { ["Lip:Storage:Prefix"] = AzuriteFixture.NewTablePrefix(), ["Lip:Staff:EntraRole"] = "Lip.Staff" },
        };

        var refused = await Assert.ThrowsAsync<EmbeddedHostException>(() => LipHost.StartAsync(options, default));

        Assert.Contains("Lip:Staff:EntraRole", refused.Message, StringComparison.Ordinal);
    }
}
