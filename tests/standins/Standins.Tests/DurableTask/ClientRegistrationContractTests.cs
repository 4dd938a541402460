using System.Text.Json;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Converters;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace LipServerless.Standins.Tests.DurableTask;

public class ClientRegistrationContractTests
{
    private readonly ServiceCollection services = [];

    [Fact]
    public async Task AddDurableTaskClient_Default_IsResolvableByTypeAndByProvider()
    {
        services.AddDurableTaskClient(builder => builder.UseBuildTarget<ServingClient>());
        await using var provider = services.BuildServiceProvider();

        var client = provider.GetRequiredService<DurableTaskClient>();

        Assert.IsType<ServingClient>(client);
        Assert.Equal(string.Empty, client.Name);
        Assert.Same(client, provider.GetRequiredService<IDurableTaskClientProvider>().GetClient());
    }

    [Fact]
    public async Task AddDurableTaskClient_Named_IsResolvableByTypeOnlyIfRegisteredDirectly()
    {
        services.AddDurableTaskClient("hub", builder => builder.UseBuildTarget(typeof(ServingClient)));
        await using (var provider = services.BuildServiceProvider())
        {
            Assert.Null(provider.GetService<DurableTaskClient>());
            Assert.Equal("hub", provider.GetRequiredService<IDurableTaskClientProvider>().GetClient("hub").Name);
        }

        services.AddDurableTaskClient("hub").RegisterDirectly();
        await using (var provider = services.BuildServiceProvider())
        {
            Assert.Equal("hub", provider.GetRequiredService<DurableTaskClient>().Name);
        }
    }

    [Fact]
    public async Task GetClient_UnknownOrOtherCase_Throws()
    {
        services.AddDurableTaskClient("hub", builder => builder.UseBuildTarget<ServingClient>());
        await using var provider = services.BuildServiceProvider();

        var thrown = Assert.Throws<ArgumentOutOfRangeException>(() => provider.GetRequiredService<IDurableTaskClientProvider>().GetClient("HUB"));

        Assert.Contains("\"hub\"", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AddDurableTaskClient_Twice_IsOneBuilderAndOneClient()
    {
        var first = services.AddDurableTaskClient();
        var second = services.AddDurableTaskClient().UseBuildTarget<ServingClient>();
        await using var provider = services.BuildServiceProvider();

        Assert.Same(first, second);
        Assert.Same(provider.GetRequiredService<DurableTaskClient>(), provider.GetRequiredService<IDurableTaskClientProvider>().GetClient());
    }

    [Fact]
    public async Task Build_WithoutTarget_Throws()
    {
        services.AddDurableTaskClient();
        await using var provider = services.BuildServiceProvider();

        Assert.Throws<InvalidOperationException>(() => provider.GetRequiredService<DurableTaskClient>());
    }

    [Theory]
    [InlineData(typeof(DurableTaskClient))]
    [InlineData(typeof(string))]
    public void UseBuildTarget_NoConcreteClient_Throws(Type target) =>
        Assert.Throws<ArgumentException>(() => services.AddDurableTaskClient().UseBuildTarget(target));

    [Fact]
    public async Task Dispose_OfTheServices_DisposesTheClient()
    {
        services.AddDurableTaskClient(builder => builder.UseBuildTarget<ServingClient>());
        var provider = services.BuildServiceProvider();
        var client = (ServingClient)provider.GetRequiredService<IDurableTaskClientProvider>().GetClient();

        await provider.DisposeAsync();

        Assert.True(client.Disposed);
    }

    [Fact]
    public async Task Options_WithoutChoice_TakeTheConverterOfTheServices()
    {
        JsonDataConverter registered = new(new JsonSerializerOptions());
        services.AddSingleton<DataConverter>(registered);
        services.AddDurableTaskClient("a", builder => builder.UseBuildTarget<ServingClient>());
        services.AddDurableTaskClient("b", builder => builder.Configure(options => options.DataConverter = JsonDataConverter.Default));
        await using var provider = services.BuildServiceProvider();
        var options = provider.GetRequiredService<IOptionsMonitor<DurableTaskClientOptions>>();

        Assert.Same(registered, options.Get("a").DataConverter);
        Assert.Same(JsonDataConverter.Default, options.Get("b").DataConverter);
    }

    [Fact]
    public async Task UseBuildTarget_WithOptions_InheritsTheCommonOnes()
    {
        JsonDataConverter own = new(new JsonSerializerOptions());
        services.AddDurableTaskClient("a").UseDefaultVersion("1.0").UseBuildTarget<ServingClient, OwnOptions>();
        services.AddDurableTaskClient("b").UseBuildTarget<ServingClient, OwnOptions>();
        services.Configure<OwnOptions>("b", options => options.DataConverter = own);
        await using var provider = services.BuildServiceProvider();
        var options = provider.GetRequiredService<IOptionsMonitor<OwnOptions>>();

        Assert.Equal("1.0", options.Get("a").DefaultVersion);
        Assert.Same(JsonDataConverter.Default, options.Get("a").DataConverter);
        Assert.Same(own, options.Get("b").DataConverter);
    }

    [Fact]
    public void Options_Defaults_AreUnversionedJsonWithoutEntities()
    {
        DurableTaskClientOptions options = new();

        Assert.Equal(string.Empty, options.DefaultVersion);
        Assert.Same(JsonDataConverter.Default, options.DataConverter);
        Assert.False(options.EnableEntitySupport);
    }

    private sealed class OwnOptions : DurableTaskClientOptions;
}
