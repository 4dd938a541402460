using LipServerless.Activities.Bodies;
using LipServerless.Activities.Mails;
using LipServerless.Activities.Rounds;
using LipServerless.Activities.Synopses;
using LipServerless.Domain.Time;
using LipServerless.Rounds.Contracts;
using LipServerless.Testing.Fakes;
using Microsoft.DurableTask;

namespace LipServerless.Activities.Tests;

/// <summary>Runs single activities over ports in memory, as generation 1 at the office's time.</summary>
internal static class ActivityRun
{
    private static readonly TaskActivityContext NoContext = new EmptyContext();

    public static Task<RoundOpening> OpenRoundAsync(this TestOffice office, string roundId, int generation = 1) =>
        new OpenRoundActivity(office.Store, office.Links, office.Secret, office.Addresses, office.Clock).RunAsync(NoContext, office.Input(roundId, generation));

    public static Task<Done> OpenBodyAsync(this TestOffice office, string roundId, string bodyId, int generation = 1) =>
        new OpenBodyActivity(office.Store, office.Links, office.Secret, office.Addresses, office.Clock).RunAsync(NoContext, office.Input(roundId, bodyId, generation));

    public static Task<Done> RemindBodyAsync(this TestOffice office, string roundId, string bodyId, int generation = 1) =>
        new RemindBodyActivity(office.Store, office.Clock).RunAsync(NoContext, office.Input(roundId, bodyId, generation));

    public static Task<Done> CloseBodyAsync(this TestOffice office, string roundId, string bodyId, int generation = 1) =>
        new CloseBodyActivity(office.Store, office.Clock).RunAsync(NoContext, office.Input(roundId, bodyId, generation));

    public static Task<Done> FreezeAsync(this TestOffice office, string roundId, int generation = 1) =>
        new FreezeSynopsisActivity(office.Store, office.Documents, office.Clock).RunAsync(NoContext, office.Input(roundId, generation));

    public static Task<Done> TellOutcomeAsync(this TestOffice office, string roundId, int generation = 1) =>
        new TellOutcomeActivity(office.Store, office.Clock).RunAsync(NoContext, office.Input(roundId, generation));

    public static Task<Done> RemindSteeringGroupAsync(this TestOffice office, string roundId, int generation = 1) =>
        new RemindSteeringGroupActivity(office.Store, office.Clock).RunAsync(NoContext, office.Input(roundId, generation));

    public static Task<Done> SendAsync(this TestOffice office, string roundId, string mailId, int generation = 1) =>
        new SendMailActivity(
            office.Store, office.Documents, office.Contacts, office.Links, office.Secret, office.Addresses, office.Composer, office.Mailer, office.Mailbox, office.Deliveries, office.Suppressed, office.Clock)
            .RunAsync(NoContext, new SendMailInput { RoundId = roundId, MailId = mailId, Generation = generation, AsOf = office.Clock.GetUtcNow() });

    /// <summary>Lets the office's time pass until a local time in Berlin, 2026.</summary>
    public static void PassUntil(this TestOffice office, int month, int day, int hour = 12, int minute = 0) =>
        office.Time.SetUtcNow(Berlin(month, day, hour, minute));

    public static DateTimeOffset Berlin(int month, int day, int hour = 0, int minute = 0) =>
        LocalTime.At(new DateOnly(2026, month, day), new TimeOnly(hour, minute), LocalTime.DefaultZone);

    /// <summary>Opens every body, in the roster's order.</summary>
    public static async Task OpenAllAsync(this TestOffice office, string roundId)
    {
        foreach (var body in (await office.ReadAsync(roundId)).Bodies)
            await office.OpenBodyAsync(roundId, body.BodyId);
    }

    /// <summary>Closes every body, in the roster's order.</summary>
    public static async Task CloseAllAsync(this TestOffice office, string roundId)
    {
        foreach (var body in (await office.ReadAsync(roundId)).Bodies)
            await office.CloseBodyAsync(roundId, body.BodyId);
    }

    /// <summary>Verbs of the round's log, oldest first.</summary>
    public static async Task<IReadOnlyList<string>> VerbsAsync(this TestOffice office, string roundId) =>
        [.. (await office.Store.ReadAuditAsync(roundId, default)).Select(line => line.Entry.Verb)];

    private static RoundInput Input(this TestOffice office, string roundId, int generation) =>
        new() { RoundId = roundId, Generation = generation, AsOf = office.Clock.GetUtcNow() };

    private static BodyInput Input(this TestOffice office, string roundId, string bodyId, int generation) =>
        new() { RoundId = roundId, BodyId = bodyId, Generation = generation, AsOf = office.Clock.GetUtcNow() };

    private sealed class EmptyContext : TaskActivityContext
    {
        public override TaskName Name => "test";

        public override string InstanceId => "test";
    }
}
