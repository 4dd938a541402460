using LipServerless.Activities.Ports;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace LipServerless.Adapters.Entra;

/// <summary>Registers the check of who sends delivery reports.</summary>
internal static class EntraServices
{
    private const string Name = "entra";
    private const int LargestDocument = 1024 * 1024;

    /// <summary>Adds it; without settings the hook is closed.</summary>
    public static IServiceCollection AddEventSenderCheck(this IServiceCollection services, EntraSettings? settings)
    {
        if (settings is null)
            return services.AddSingleton<IEventSenderCheck, NoEventSender>();
        services.AddHttpClient(Name, client =>
            {
                client.Timeout = TimeSpan.FromSeconds(10);
                client.MaxResponseContentBufferSize = LargestDocument;
            })
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { AllowAutoRedirect = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) })
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan);
        return services
            .AddSingleton(p => new SigningKeySource(
                p.GetRequiredService<IHttpClientFactory>().CreateClient(Name), settings, TimeProvider.System, p.GetRequiredService<ILogger<SigningKeySource>>()))
            .AddSingleton<IEventSenderCheck>(p => new EventGridSender(settings, p.GetRequiredService<SigningKeySource>(), TimeProvider.System));
    }

    private sealed class NoEventSender : IEventSenderCheck
    {
        public Task<SenderVerdict> CheckAsync(string? authorization, CancellationToken cancellationToken) =>
            Task.FromResult(new SenderVerdict(SenderStanding.NotConfigured, "the settings Lip:Entra name no tenant"));
    }
}
