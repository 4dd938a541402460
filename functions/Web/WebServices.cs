using LipServerless.Activities.Commands;
using LipServerless.Activities.Ports;
using LipServerless.Web.Archives.Reading;
using LipServerless.Web.Legal;
using LipServerless.Web.Mails;
using LipServerless.Web.Pages;
using LipServerless.Web.Pages.Access;
using LipServerless.Web.Pages.Attachments;
using LipServerless.Web.Pages.Colleagues;
using LipServerless.Web.Pages.Outcome;
using LipServerless.Web.Pages.Reply;
using LipServerless.Web.Pages.Reply.Beside;
using LipServerless.Web.Pages.Reply.Conference;
using LipServerless.Web.Pages.Reply.Delta;
using LipServerless.Web.Pages.Reply.Remarks;
using LipServerless.Web.Pages.Reply.Working;
using LipServerless.Web.Rendering;
using LipServerless.Web.Retention;
using LipServerless.Web.Staff;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace LipServerless.Web;

/// <summary>What functions and pages need beside the ports, which the host registers.</summary>
public static class WebServices
{
    /// <summary>Registers the services of the web project, one line for each area.</summary>
    public static IServiceCollection AddLipWeb(this IServiceCollection services) =>
        services
            .AddRendering()
            .AddPages()
            .AddMails()
            .AddLegalTexts()
            .AddLipCommands()
            .AddRetention()
            .AddStaffSide();

    private static IServiceCollection AddRendering(this IServiceCollection services)
    {
        services.TryAddSingleton<SiteAssets>();
        services.TryAddSingleton<SitePaths>();
        services.TryAddSingleton<PageRenderer>();
        return services;
    }

    private static IServiceCollection AddPages(this IServiceCollection services) => services
        .AddSingleton<LinkGate>()
        .AddSingleton<FormToken>()
        .AddSingleton<DeadLinkPages>()
        .AddSingleton<PageLanguage>()
        .AddSingleton<RoundDocuments>()
        .AddSingleton(p => AttachmentSettings.Read(p.GetRequiredService<IConfiguration>()))
        .AddSingleton<Attaching>()
        .AddSingleton<AttachmentReading>()
        .AddSingleton<Api.Bodies.OnBehalfUpload>()
        .AddSingleton<DeltaReader>()
        .AddSingleton<WorkingDraftSaving>()
        .AddSingleton<ViewBundling>()
        .AddSingleton<RemarkSaving>()
        .AddSingleton<ColleaguesReader>()
        .AddSingleton<ReplyPageReader>()
        .AddSingleton<ReplyPages>()
        .AddSingleton<BesideForms>()
        .AddSingleton<RoundReadingReader>()
        .AddSingleton<ReadingPages>()
        .AddSingleton<IArchivePages, RazorArchivePages>();

    private static IServiceCollection AddLegalTexts(this IServiceCollection services)
    {
        services.TryAddSingleton<ILegalTextFiles, NoLegalTextFiles>();
        return services.AddSingleton<LegalLibrary>().AddHostedService<LegalTextsAtStart>();
    }

    private static IServiceCollection AddRetention(this IServiceCollection services) => services
        .AddSingleton(p => RetentionSettings.Read(p.GetRequiredService<IConfiguration>()))
        .AddHostedService<RetentionAtStart>();

    private static IServiceCollection AddMails(this IServiceCollection services) => services.AddSingleton<IMailComposer, RazorMailComposer>();
}
