using LipServerless.Activities.Commands.Archives;
using LipServerless.Activities.Commands.Attachments;
using LipServerless.Activities.Commands.Colleagues;
using LipServerless.Activities.Commands.Deadlines;
using LipServerless.Activities.Commands.Deadlines.MoreTime;
using LipServerless.Activities.Commands.Decisions;
using LipServerless.Activities.Commands.Delivery;
using LipServerless.Activities.Commands.Disowning;
using LipServerless.Activities.Commands.Equality;
using LipServerless.Activities.Commands.Letters;
using LipServerless.Activities.Commands.Links;
using LipServerless.Activities.Commands.Retention;
using LipServerless.Activities.Commands.Retention.Erasures;
using LipServerless.Activities.Commands.Rounds;
using LipServerless.Activities.Commands.Statements;
using LipServerless.Activities.Commands.WorkingDrafts;
using Microsoft.Extensions.DependencyInjection;

namespace LipServerless.Activities.Commands;

/// <summary>Registers the commands. Ports and clock come from the host.</summary>
public static class CommandServices
{
    /// <summary>Adds every command; they hold no state.</summary>
    public static IServiceCollection AddLipCommands(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        return services
            .AddSingleton<SubmitStatement>()
            .AddSingleton<SaveWorkingDraft>()
            .AddSingleton<SettleWorkingDraft>()
            .AddSingleton<ChangeAttachments>()
            .AddSingleton<ForgetAttachments>()
            .AddSingleton<StoreScans>()
            .AddSingleton<WriteComments>()
            .AddSingleton<MakeColleagueLink>()
            .AddSingleton<WithdrawColleagueLink>()
            .AddSingleton<RenewForwardLink>()
            .AddSingleton<EnterOnBehalf>()
            .AddSingleton<DecideLateStatement>()
            .AddSingleton<ChooseChannel>()
            .AddSingleton<MarkDissent>()
            .AddSingleton<Disown>()
            .AddSingleton<SettleDisowned>()
            .AddSingleton<ChallengeNotAffected>()
            .AddSingleton<ExtendDeadline>()
            .AddSingleton<RequestMoreTime>()
            .AddSingleton<RefuseMoreTime>()
            .AddSingleton<DecideMoreTime>()
            .AddSingleton<CloseEarly>()
            .AddSingleton<RevokeLink>()
            .AddSingleton<ResendLink>()
            .AddSingleton<MarkLetterPosted>()
            .AddSingleton<TakeDeliveryReport>()
            .AddSingleton<MendContact>()
            .AddSingleton<RecordDecision>()
            .AddSingleton<StartRound>()
            .AddSingleton<HandInRevision>()
            .AddSingleton<ExportRound>()
            .AddSingleton<ImportRound>()
            .AddSingleton<MoveAway>()
            .AddSingleton<StayHere>()
            .AddSingleton<RemoveMoved>()
            .AddRetention();
    }

    // What each rule erases; the order is that of the rules.
    private static IServiceCollection AddRetention(this IServiceCollection services) => services
        .AddSingleton<IErasure, EraseWorkingDrafts>()
        .AddSingleton<IErasure, EraseMails>()
        .AddSingleton<IErasure, EraseContacts>()
        .AddSingleton<IErasure, EraseLinks>()
        .AddSingleton<IErasure, EraseAttachments>()
        .AddSingleton<IErasure, EraseStatements>()
        .AddSingleton<IErasure, EraseLogDetails>()
        .AddSingleton<IErasure, RemoveRounds>()
        .AddSingleton<IErasure, EraseMoved>()
        .AddSingleton<RetentionSweep>()
        .AddSingleton<ColleagueErasure>()
        .AddSingleton<EraseOnRequest>();
}
