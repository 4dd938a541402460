using LipServerless.Activities.Ports;
using LipServerless.Domain.Bodies;
using LipServerless.Domain.Settings;
using LipServerless.Domain.States;
using LipServerless.Rounds.Contracts.Stored;

namespace LipServerless.Adapters.Tests.Support;

/// <summary>Rows and changes to store.</summary>
internal static class Rows
{
    public static readonly DateTimeOffset Start = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);

    public static RoundRecord Round(string roundId, int bodies = 2, DateTimeOffset? startedAt = null) => new()
    {
        RoundId = roundId,
        Number = 1,
        StartedAt = startedAt ?? Start,
        Settings = new RoundSettings
        {
            Consultation = roundId,
            Title = "Lokaler Integrationsplan",
            Bodies = [.. Enumerable.Range(1, bodies).Select(n => new Body { Id = BodyId(n), Kind = BodyKind.FurtherBody, Name = $"Verein {n}" })],
        },
        DraftHash = "hash",
        DraftDocument = "drafts/a.json",
        DraftFile = "drafts/a.original",
        DraftFileName = "a.md",
    };

    // Ids against the order of the roster: reading must not sort by them.
    public static string BodyId(int number) => $"verein-{100 - number:00}";

    public static BodyRecord Body(int number) => new()
    {
        BodyId = BodyId(number),
        Kind = BodyKind.FurtherBody,
        Name = $"Verein {number}",
        State = BodyState.Open,
        Deadline = Start.AddDays(30),
    };

    public static AuditEntry Entry(string subject, string verb = "test", string? detail = null) =>
        new() { At = Start, Verb = verb, Subject = subject, Channel = "api", Who = "Ada Probe", Detail = detail };

    /// <summary>A round with its bodies, as the command that starts one commits it.</summary>
    public static RoundChange Started(string roundId, int bodies = 2, DateTimeOffset? startedAt = null) => new()
    {
        Put = [Round(roundId, bodies, startedAt), .. Enumerable.Range(1, bodies).Select(Body)],
        Audit = [Entry(roundId, AuditVerb.RoundStarted)],
    };

    public static StatementRecord Statement(int body, int number) => new()
    {
        BodyId = BodyId(body),
        Number = number,
        Channel = Domain.Statements.Channel.Web,
        ReceiptNumber = $"R-{body}-{number}",
        StoredAt = Start,
        Document = $"statements/{body}/{number}.json",
        ContentHash = "c",
    };

    public static async Task<RoundView> RequireAsync(this IRoundStore store, string roundId) =>
        await store.ReadAsync(roundId, default) ?? throw new InvalidOperationException($"There is no round '{roundId}'.");
}
