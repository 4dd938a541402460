using System.Security.Cryptography;
using System.Text.Json;
using LipServerless.Activities.Changes;
using LipServerless.Activities.Documents;
using LipServerless.Activities.Mails;
using LipServerless.Activities.Planning;
using LipServerless.Activities.Ports;
using LipServerless.Domain.Bodies;
using LipServerless.Domain.States;
using LipServerless.Domain.Time;
using LipServerless.Rounds.Contracts;
using LipServerless.Rounds.Contracts.Stored;
using Microsoft.DurableTask;

namespace LipServerless.Activities.Synopses;

/// <summary>
/// Closes the collection: writes the synopsis as a document, then the round's row that names it, and makes the mail to the
/// steering group due. All bodies' rows are part of that commit, so that a late statement, a mark "abweichend" or a choice of
/// channel is either in the synopsis or refused. (A commit holds a hundred rows: enough for ninety bodies.)
/// </summary>
[DurableTask(TaskNames.FreezeSynopsis)]
public sealed class FreezeSynopsisActivity(IRoundStore store, IDocumentStore documents, ProcessClock clock) : TaskActivity<RoundInput, Done>
{
    private readonly RoundWriter writer = new(store);

    /// <inheritdoc />
    public override Task<Done> RunAsync(TaskActivityContext context, RoundInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var now = clock.NotBefore(input.AsOf);
        return writer.ChangeAsync(input.RoundId, async (round, cancellation) =>
        {
            var isDue = round.Round.Generation == input.Generation
                && round.Round.State == RoundState.Collecting
                && RoundPlan.CollectionIsOver(round, input.AsOf);
            return isDue ? (await FreezeAsync(round, now, cancellation), new Done { Now = true }) : (null, new Done());
        }, CancellationToken.None);
    }

    private async Task<RoundChange> FreezeAsync(RoundView round, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var sources = await SynopsisSources.ReadAsync(documents, round, cancellationToken);
        var bytes = JsonSerializer.SerializeToUtf8Bytes(SynopsisBuilder.Build(round, sources, now));
        var hash = Convert.ToHexStringLower(SHA256.HashData(bytes));
        var document = $"{DocumentFolders.Synopses(round.Round.RoundId)}{hash}.json";
        await documents.PutAsync(document, bytes, "application/json", cancellationToken);

        var settings = round.Round.Settings;
        return new RoundChange
        {
            Put =
            [
                round.Round with
                {
                    State = round.Round.State.Move(RoundState.AwaitingDecision),
                    SynopsisDocument = document,
                    FrozenAt = now,
                    DecisionDue = LocalTime.EndOf(LocalTime.DateOf(now, settings.TimeZone).AddDays(settings.DecisionDays), settings.TimeZone),
                },
                .. round.Bodies,
                NewMail.ByRound(WellKnownIds.SteeringGroup, MailKind.SteeringSynopsis, 0, now),
            ],
            Audit = [OrchestrationLog.Entry(now, AuditVerb.SynopsisFrozen, $"{round.Round.RoundId} {hash}")],
        };
    }
}
