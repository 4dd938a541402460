using LipServerless.Activities.Links;
using LipServerless.Activities.Mails;
using LipServerless.Domain.Bodies;
using LipServerless.Web.Api;
using LipServerless.Web.Durable;
using LipServerless.Web.Operations;
using LipServerless.Web.Limits;
using LipServerless.Web.Rendering;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace LipServerless.Web.Staff;

/// <summary>What the staff's side needs: keys, sessions, the roster, the runner of rounds; and the middleware both hosts use.</summary>
public static class StaffServices
{
    /// <summary>Adds the staff's side.</summary>
    internal static IServiceCollection AddStaffSide(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<StaffDirectory>();
        services.TryAddSingleton<EntraSignIn>();
        services.TryAddSingleton<AttemptBuckets>();
        services.TryAddSingleton<AttemptLimits>();
        services.TryAddSingleton(p => LimitSettings.Read(p.GetRequiredService<IConfiguration>()));
        services.TryAddSingleton<StaffSession>();
        services.TryAddSingleton<RoundRunner>();
        services.TryAddSingleton<RoundCensus>();
        services.TryAddSingleton<RoundWatch>();
        services.TryAddSingleton<Synopses.SynopsisAnswer>();
        services.TryAddSingleton<PersonalLinks>();
        services.TryAddSingleton<MailWriting>();
        services.TryAddSingleton(p => RosterOf(p.GetRequiredService<IConfiguration>()));
        services.TryAddSingleton(p => OfficeHours.Read(p.GetRequiredService<IConfiguration>()));
        return services;
    }

    /// <summary>The middleware of the application, in its order: the same list in both hosts.</summary>
    public static IFunctionsWorkerApplicationBuilder UseLipMiddleware(this IFunctionsWorkerApplicationBuilder builder) =>
        builder.UseMiddleware<TracingMiddleware>().UseMiddleware<ProblemMiddleware>().UseMiddleware<FaultPageMiddleware>().UseMiddleware<LimitMiddleware>().UseMiddleware<StaffGate>();

    // Lip:Roster names a JSON file; without it the sample roster serves.
    private static Roster RosterOf(IConfiguration configuration) =>
        configuration["Lip:Roster"] is { Length: > 0 } path ? SampleRoster.Parse(File.ReadAllBytes(path)) : SampleRoster.Read();
}
