using Microsoft.Extensions.Configuration;

namespace LipServerless.Adapters.Tests;

public sealed class AdapterSettingsTests
{
    private static readonly Dictionary<string, string?> Whole = new()
    {
        ["Lip:Storage:ConnectionString"] = "UseDevelopmentStorage=true",
        ["Lip:Mail:ConnectionString"] = "endpoint=http://127.0.0.1:7072/;accesskey=a2V5",
        ["Lip:Mail:Sender"] = "beteiligung@example.org",
        ["Lip:LinkSecret"] = Convert.ToBase64String(new byte[32]),
        ["Lip:PublicBaseUrl"] = "https://lip.example.org/",
    };

    [Fact]
    public void From_Nothing_NamesEveryMissingSetting()
    {
        var missing = Assert.Throws<InvalidOperationException>(() => AdapterSettings.From(new ConfigurationBuilder().Build()));

        Assert.All(
            ["Lip:Storage:ConnectionString", "Lip:Storage:AccountName", "Lip:Mail:ConnectionString", "Lip:Mail:Endpoint", "Lip:Mail:Sender", "Lip:LinkSecret", "Lip:PublicBaseUrl"],
            setting => Assert.Contains(setting, missing.Message, StringComparison.Ordinal));
    }

    [Fact]
    public void From_Whole_ReadsAll()
    {
        var settings = Read([]);

        Assert.Equal(("Lip", "beteiligung@example.org", new Uri("https://lip.example.org/")), (settings.StoragePrefix, settings.Mail.Sender, settings.PublicBaseUrl));
    }

    [Theory]
    [InlineData("Lip:LinkSecret", "kein base64!")]
    [InlineData("Lip:LinkSecret", "a3Vyeg==")]
    [InlineData("Lip:PublicBaseUrl", "lip.example.org/")]
    [InlineData("Lip:PublicBaseUrl", "https://lip.example.org/ohne-ende")]
    [InlineData("Lip:Mail:Sender", "")]
    public void From_OneIsUnusable_NamesItAndNoOther(string setting, string value)
    {
        var missing = Assert.Throws<InvalidOperationException>(() => Read(new() { [setting] = value }));

        Assert.Contains(setting, missing.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(";", missing.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void From_NamesAndIdentityInsteadOfConnectionStrings_IsComplete()
    {
        var settings = Read(new()
        {
            ["Lip:Storage:ConnectionString"] = null,
            ["Lip:Storage:AccountName"] = "stlip",
            ["Lip:Mail:ConnectionString"] = null,
            ["Lip:Mail:Endpoint"] = "https://lip.germany.communication.azure.com/",
        });

        Assert.Equal(("stlip", "https://lip.germany.communication.azure.com/"), (settings.StorageAccountName, settings.Mail.Endpoint!.ToString()));
    }

    private static AdapterSettings Read(Dictionary<string, string?> with) =>
        AdapterSettings.From(new ConfigurationBuilder().AddInMemoryCollection(Whole).AddInMemoryCollection(with).Build());
}
