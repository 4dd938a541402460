using Azure.Communication.Email;
using Azure.Core;
using Azure.Data.Tables;
using Azure.Identity;
using Azure.Storage.Blobs;
using LipServerless.Activities.Ports;
using LipServerless.Adapters.Archives;
using LipServerless.Adapters.Blobs;
using LipServerless.Adapters.Entra;
using LipServerless.Adapters.LegalTexts;
using LipServerless.Adapters.Mail;
using LipServerless.Adapters.Settings;
using LipServerless.Adapters.Tables;
using LipServerless.Adapters.Telemetry;
using Microsoft.Extensions.DependencyInjection;

namespace LipServerless.Adapters;

/// <summary>Registers the adapters behind their ports: the only code that uses the Azure SDKs.</summary>
public static class AdapterServices
{
    /// <summary>Adds storage and mail.</summary>
    public static IServiceCollection AddLipAdapters(this IServiceCollection services, AdapterSettings settings)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(settings);
        var prefix = settings.StoragePrefix;
        return services
            .AddSingleton(settings.Mail)
            .AddSingleton<ILinkSecret>(_ => ConfiguredLinkSecret.TryParse(settings.LinkSecret) ?? throw new InvalidOperationException("Setting Lip:LinkSecret is missing."))
            .AddSingleton(_ => new PublicAddresses(settings.PublicBaseUrl ?? throw new InvalidOperationException("Setting Lip:PublicBaseUrl is missing.")))
            .AddSingleton(new OfficeMailbox(settings.Mail.ReplyTo is { Length: > 0 } office ? office : settings.Mail.Sender))
            .AddSingleton(_ => Tables(settings))
            .AddSingleton(_ => Blobs(settings))
            .AddMailTransport()
            .AddSingleton(p => Email(settings, MailTransport.Options(p)))
            .AddSingleton<IRoundStore>(p => new TableRoundStore(p.GetRequiredService<TableServiceClient>(), prefix))
            .AddSingleton<IWorkingDraftStore>(p => new TableWorkingDraftStore(p.GetRequiredService<TableServiceClient>(), prefix))
            .AddSingleton<IDraftAttachmentStore>(p => new TableDraftAttachmentStore(p.GetRequiredService<TableServiceClient>(), prefix))
            .AddSingleton<ILinkStore>(p => new TableLinkStore(p.GetRequiredService<TableServiceClient>(), prefix))
            .AddSingleton<IContactStore>(p => new TableContactStore(p.GetRequiredService<TableServiceClient>(), prefix))
            .AddSingleton<ISuppressionList>(p => new TableSuppressionList(p.GetRequiredService<TableServiceClient>(), prefix))
            .AddSingleton<IDeliveryIndex>(p => new TableDeliveryIndex(p.GetRequiredService<TableServiceClient>(), prefix))
            .AddSingleton<IDocumentStore>(p => new BlobDocumentStore(p.GetRequiredService<BlobServiceClient>(), prefix))
            .AddSingleton<IAttachmentStore>(p => new BlobAttachmentStore(p.GetRequiredService<BlobServiceClient>(), prefix))
            .AddSingleton<IArchiveStore>(p => new AzureArchiveStore(p.GetRequiredService<TableServiceClient>(), p.GetRequiredService<BlobServiceClient>(), prefix))
            .AddSingleton<IMailer, AcsMailer>()
            .AddEventSenderCheck(settings.Entra)
            .AddHostedService<TelemetryExport>()
            .AddLegalTextFiles(settings.LegalTexts);
    }

    // None set: the application's own samples serve.
    private static IServiceCollection AddLegalTextFiles(this IServiceCollection services, LegalTextSettings settings) => settings switch
    {
        { Folder: { } folder } => services.AddSingleton<ILegalTextFiles>(new FolderLegalTextFiles(folder)),
        { Container: { } container } => services.AddSingleton<ILegalTextFiles>(
            p => new BlobLegalTextFiles(p.GetRequiredService<BlobServiceClient>().GetBlobContainerClient(container))),
        _ => services,
    };

    private static TableServiceClient Tables(AdapterSettings settings) => settings.StorageConnectionString is { Length: > 0 } connection
        ? new TableServiceClient(connection)
        : new TableServiceClient(new Uri($"https://{settings.StorageAccountName}.table.core.windows.net"), Identity(settings));

    private static BlobServiceClient Blobs(AdapterSettings settings) => settings.StorageConnectionString is { Length: > 0 } connection
        ? new BlobServiceClient(connection)
        : new BlobServiceClient(new Uri($"https://{settings.StorageAccountName}.blob.core.windows.net"), Identity(settings));

    private static EmailClient Email(AdapterSettings settings, EmailClientOptions options) => settings.Mail.ConnectionString is { Length: > 0 } connection
        ? new EmailClient(connection, options)
        : new EmailClient(settings.Mail.Endpoint!, Identity(settings), options);

    private static TokenCredential Identity(AdapterSettings settings) => settings.IdentityClientId is { Length: > 0 } client
        ? new ManagedIdentityCredential(ManagedIdentityId.FromUserAssignedClientId(client))
        : new DefaultAzureCredential();
}
