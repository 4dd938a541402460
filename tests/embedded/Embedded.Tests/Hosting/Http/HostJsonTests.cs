using LipServerless.Embedded.Hosting;
using LipServerless.Embedded.Hosting.Http;

namespace LipServerless.Embedded.Tests.Hosting.Http;

public class HostJsonTests
{
    [Theory]
    [InlineData("""{ "version": "2.0" }""", "api")]
    [InlineData("""{ "extensions": { "http": { "routePrefix": "" } } }""", "")]
    [InlineData("""{ /* ours */ "extensions": { "http": { "routePrefix": "/v1/", } } }""", "v1")]
    public void Read_Content_GivesThePrefix(string content, string expected)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("host.json"), content);

        Assert.Equal(expected, HostJson.Read(folder.File("host.json")).RoutePrefix);
    }

    [Theory]
    [InlineData("""{ "version": "2.0" }""", null)]
    [InlineData("""{ "extensions": { "durableTask": { "defaultVersion": "1.3" } } }""", "1.3")]
    public void Read_Content_GivesTheVersionOfNewInstances(string content, string? expected)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("host.json"), content);

        Assert.Equal(expected, HostJson.Read(folder.File("host.json")).DefaultVersion);
    }

    [Fact]
    public void Read_NoFile_GivesTheHostsDefault() => Assert.Equal("api", HostJson.Read("/nowhere/host.json").RoutePrefix);

    [Theory]
    [InlineData("{")]
    [InlineData("[]")]
    public void Read_NoJsonObject_Throws(string content)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("host.json"), content);

        Assert.Throws<EmbeddedHostException>(() => HostJson.Read(folder.File("host.json")));
    }
}
