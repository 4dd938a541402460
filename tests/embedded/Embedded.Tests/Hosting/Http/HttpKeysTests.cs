using System.Net;
using LipServerless.Embedded.Hosting;
using LipServerless.Embedded.Hosting.Http;
using LipServerless.Embedded.Tests.Hosting.Samples;
using Microsoft.Azure.Functions.Worker;

namespace LipServerless.Embedded.Tests.Hosting.Http;

public class HttpKeysTests
{
    [Theory]
    [InlineData("keyed", "none", HttpStatusCode.Unauthorized)]
    [InlineData("keyed", "wrong", HttpStatusCode.Unauthorized)]
    [InlineData("keyed", "own", HttpStatusCode.OK)]
    [InlineData("keyed", "host", HttpStatusCode.OK)]
    [InlineData("keyed", "master", HttpStatusCode.OK)]
    [InlineData("keyed", "other", HttpStatusCode.Unauthorized)]
    [InlineData("managed", "own", HttpStatusCode.Unauthorized)]
    [InlineData("managed", "host", HttpStatusCode.Unauthorized)]
    [InlineData("managed", "master", HttpStatusCode.OK)]
    public async Task Get_FunctionWithKey_IsAnsweredForItsKeysOnly(string path, string which, HttpStatusCode expected)
    {
        await using var sample = await SampleHost.StartAsync(typeof(HttpSamples));
        var keys = sample.Host.Keys;
        var key = which switch
        {
            "none" => null,
            "own" => keys.Of(path == "keyed" ? "Keyed" : "Managed"),
            "other" => keys.Of("Managed"),
            "host" => keys.Host,
            "master" => keys.Master,
            _ => keys.Host + "x",
        };

        using var byHeader = new HttpRequestMessage(HttpMethod.Get, path);
        if (key is not null)
            byHeader.Headers.Add("x-functions-key", key);
        using var one = await sample.Http.SendAsync(byHeader);
        using var two = await sample.Http.GetAsync(key is null ? path : $"{path}?code={key}");

        Assert.Equal(expected, one.StatusCode);
        Assert.Equal(expected, two.StatusCode);
    }

    [Fact]
    public void Open_Again_KeepsTheKeysAndAddsThoseOfNewFunctions()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("sub/keys.json");
        var first = FunctionKeys.Open(path, ["One"]);
        var again = FunctionKeys.Open(path, ["One", "Two"]);

        Assert.Equal(first.Master, again.Master);
        Assert.Equal(first.Host, again.Host);
        Assert.Equal(first.Of("One"), again.Of("One"));
        Assert.Equal(again.Of("Two"), FunctionKeys.Open(path, []).Of("Two"));
        Assert.Equal(4, new[] { again.Master, again.Host, again.Of("One"), again.Of("Two") }.Distinct().Count());
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
    }

    [Fact]
    public void Open_BrokenFile_IsRefusedAndLeftAsItIs()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("keys.json"), "{ broken");

        Assert.Throws<EmbeddedHostException>(() => FunctionKeys.Open(folder.File("keys.json"), []));
        Assert.Equal("{ broken", File.ReadAllText(folder.File("keys.json")));
    }

    [Fact]
    public void Allow_Anonymous_NeedsNoKey()
    {
        using var folder = new TemporaryFolder();
        var keys = FunctionKeys.Open(folder.File("keys.json"), []);

        Assert.True(keys.Allow(AuthorizationLevel.Anonymous, "Any", null));
        Assert.False(keys.Allow(AuthorizationLevel.Function, "Any", ""));
        Assert.False(keys.Allow(AuthorizationLevel.Admin, "Any", keys.Host));
    }
}
