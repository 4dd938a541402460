using Azure.Communication.Email;
using Azure.Core.Pipeline;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http.Resilience;

namespace LipServerless.Adapters.Mail;

/// <summary>
/// The way to the mail service: time limits, a circuit breaker, and retries of what may be repeated. A send is never repeated here:
/// the activity that sends looks its operation up first, so that nobody gets a mail twice.
/// </summary>
internal static class MailTransport
{
    private const string Name = "mail";

    /// <summary>Adds the HTTP client with its standard resilience handler.</summary>
    public static IServiceCollection AddMailTransport(this IServiceCollection services)
    {
#pragma warning disable EXTEXP0001 // Marked as subject to change; what it does is documented.
        services.AddHttpClient(Name)
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(5) })
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan)
            .AddStandardResilienceHandler(options => options.Retry.DisableForUnsafeHttpMethods());
#pragma warning restore EXTEXP0001
        return services;
    }

    /// <summary>Options of an e-mail client on that transport; its own retries are off, two of them would multiply.</summary>
    public static EmailClientOptions Options(IServiceProvider provider)
    {
        var options = new EmailClientOptions
        {
            Transport = new HttpClientTransport(provider.GetRequiredService<IHttpClientFactory>().CreateClient(Name)),
        };
        options.Retry.MaxRetries = 0;
        return options;
    }
}
