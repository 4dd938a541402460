using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using LipServerless.Embedded.Tests.Hosting.Samples;
using Microsoft.Extensions.Configuration;

namespace LipServerless.Embedded.Tests.Hosting.Http;

public sealed class HttpFunctionsTests : IAsyncLifetime
{
    private SampleHost sample = null!;

    public async Task InitializeAsync() => sample = await SampleHost.StartAsync(typeof(HttpSamples));

    public async Task DisposeAsync() => await sample.DisposeAsync();

    [Theory]
    [InlineData("hello/Ada", "Guten Tag, Ada")]
    [InlineData("hello", "Guten Tag, Welt")]
    [InlineData("HELLO/%C3%84", "Guten Tag, Ä")]
    [InlineData("files/a/b/c.css", "a/b/c.css")]
    public async Task Get_Route_BindsItsValues(string path, string expected) =>
        Assert.Equal(expected, await sample.Http.GetStringAsync(path));

    [Fact]
    public async Task Get_TypedRouteAndActionResult_AnswersJson()
    {
        var id = Guid.NewGuid();

        var json = await sample.Http.GetFromJsonAsync<JsonElement>($"typed/7/{id}/true/8589934592");

        Assert.Equal(7, json.GetProperty("number").GetInt32());
        Assert.Equal(id, json.GetProperty("id").GetGuid());
        Assert.True(json.GetProperty("flag").GetBoolean());
        Assert.Equal(8589934592, json.GetProperty("large").GetInt64());
    }

    [Theory]
    [InlineData("typed/seven/00000000-0000-0000-0000-000000000000/true/1")]
    [InlineData("unknown")]
    [InlineData("")]
    [InlineData("admin/host/status")]
    public async Task Get_NoSuchRoute_Answers404WithoutABody(string path)
    {
        using var response = await sample.Http.GetAsync(path);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Empty(await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Send_SameRouteOtherMethod_ReachesTheFunctionOfThatMethod()
    {
        using var post = await sample.Http.PostAsync("hello/Ada", null);
        using var put = await sample.Http.PutAsync("hello/Ada", null);
        using var any = await sample.Http.DeleteAsync("files/x");

        Assert.Equal(HttpStatusCode.Accepted, post.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, put.StatusCode);
        Assert.Equal(HttpStatusCode.OK, any.StatusCode);
    }

    [Fact]
    public async Task Get_NoRouteInTheTrigger_IsServedUnderTheFunctionsNameByANewObjectEachTime()
    {
        var one = await sample.Http.GetStringAsync("Instance");
        var two = await sample.Http.GetStringAsync("instance");

        Assert.NotEqual(one, two);
    }

    [Fact]
    public async Task Get_FunctionWithoutResult_LeavesTheResponseAsTheFunctionMadeIt()
    {
        using var response = await sample.Http.GetAsync("nothing");

        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
        Assert.Equal(["nothing"], await sample.Recorder.TakeAsync(1));
    }

    [Fact]
    public async Task Get_FunctionThrows_Answers500WithoutABodyAndLogsTheError()
    {
        using var response = await sample.Http.GetAsync("fails");

        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        Assert.Empty(await response.Content.ReadAsStringAsync());
        Assert.Contains(sample.Log.Entries, e => e.Error?.Message == "the inside" && e.Text.Contains("Fails", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Get_Context_TellsOfTheFunctionAndItsServices()
    {
        var json = await sample.Http.GetFromJsonAsync<JsonElement>("context/x?part=query");

        Assert.Equal("Context", json.GetProperty("name").GetString());
        Assert.Equal($"{typeof(HttpSamples).FullName}.Context", json.GetProperty("entryPoint").GetString());
        Assert.Equal("httpTrigger", json.GetProperty("bindings")[0].GetString());
        Assert.Equal("x", json.GetProperty("part").GetString());
        Assert.True(json.GetProperty("sameContext").GetBoolean());
        Assert.True(json.GetProperty("sameServices").GetBoolean());
    }

    [Fact]
    public async Task Get_DurableClient_ComesAsParameterAndFromNowhereElse()
    {
        Assert.Equal("hub", await sample.Http.GetStringAsync("durable"));
        Assert.Equal("hub", sample.Host.DurableClient.Name);

        var json = await sample.Http.GetFromJsonAsync<JsonElement>("context/x");
        Assert.False(json.GetProperty("durableClientInServices").GetBoolean());
        Assert.False(json.GetProperty("providerInServices").GetBoolean());
    }

    [Fact]
    public async Task Post_BodyOverTheLimit_Answers413()
    {
        await using var small = await SampleHost.StartAsync(o => o with { MaximumRequestBytes = 1000 }, typeof(HttpSamples));
        using var fits = new StringContent(new string('x', 1000), Encoding.UTF8);
        using var large = new StringContent(new string('x', 1001), Encoding.UTF8);

        using var accepted = await small.Http.PostAsync("upload", fits);
        using var refused = await small.Http.PostAsync("upload", large);

        Assert.Equal("1000", await accepted.Content.ReadAsStringAsync());
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, refused.StatusCode);
    }

    [Fact]
    public async Task Get_AnyFunction_HoldsTheProcessClockUntilItsEnd()
    {
        var clock = new CountingClock();
        await using var held = await SampleHost.StartAsync(
            o => o with
            {
                Clock = clock,
                Settings = s => s.AddInMemoryCollection([new("AzureWebJobs.HeldTimer.Disabled", "1")]),
            },
            typeof(HeldSamples),
            typeof(HttpSamples));

        Assert.Equal("1", await held.Http.GetStringAsync("held"));
        using var failed = await held.Http.GetAsync("fails");
        await held.Host.StopAsync();
        Assert.Equal(0, clock.OpenHolds);
    }

    [Fact]
    public async Task Get_PrefixInHostJson_ComesBeforeEveryRoute()
    {
        using var folder = new TemporaryFolder();
        await using var prefixed = await SampleHost.StartAsync(
            o => o with { HostJsonPath = SampleHost.WriteHostJson(folder, "v1") }, typeof(HttpSamples));

        Assert.Equal("Guten Tag, Ada", await prefixed.Http.GetStringAsync("v1/hello/Ada"));
        using var bare = await prefixed.Http.GetAsync("hello/Ada");
        Assert.Equal(HttpStatusCode.NotFound, bare.StatusCode);
    }
}
