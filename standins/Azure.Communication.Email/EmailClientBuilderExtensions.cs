using System.Diagnostics.CodeAnalysis;
using Azure;
using Azure.Communication.Email;
using Azure.Core.Extensions;

namespace Microsoft.Extensions.Azure;

/// <summary>Registers <see cref="EmailClient"/> with the client factory of Microsoft.Extensions.Azure.</summary>
public static class EmailClientBuilderExtensions
{
    public static IAzureClientBuilder<EmailClient, EmailClientOptions> AddEmailClient<TBuilder>(this TBuilder builder, string connectionString)
        where TBuilder : IAzureClientFactoryBuilder =>
        builder.RegisterClientFactory<EmailClient, EmailClientOptions>(options => new EmailClient(connectionString, options));

    public static IAzureClientBuilder<EmailClient, EmailClientOptions> AddEmailClient<TBuilder>(this TBuilder builder, Uri serviceUri)
        where TBuilder : IAzureClientFactoryBuilderWithCredential =>
        builder.RegisterClientFactory<EmailClient, EmailClientOptions>((options, credential) => new EmailClient(serviceUri, credential, options));

    public static IAzureClientBuilder<EmailClient, EmailClientOptions> AddEmailClient<TBuilder>(
        this TBuilder builder, Uri serviceUri, AzureKeyCredential azureKeyCredential)
        where TBuilder : IAzureClientFactoryBuilder =>
        builder.RegisterClientFactory<EmailClient, EmailClientOptions>(options => new EmailClient(serviceUri, azureKeyCredential, options));

    [RequiresDynamicCode("Binds configuration to typed objects at run time.")]
    public static IAzureClientBuilder<EmailClient, EmailClientOptions> AddEmailClient<TBuilder, TConfiguration>(
        this TBuilder builder, TConfiguration configuration)
        where TBuilder : IAzureClientFactoryBuilderWithConfiguration<TConfiguration> =>
        builder.RegisterClientFactory<EmailClient, EmailClientOptions>(configuration);
}
