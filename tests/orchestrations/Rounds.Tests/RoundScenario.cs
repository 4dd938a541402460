using LipServerless.Activities;
using LipServerless.Activities.Commands;
using LipServerless.Activities.Ports;
using LipServerless.Domain.Time;
using LipServerless.Rounds.Contracts;
using LipServerless.Rounds.Contracts.Stored;
using LipServerless.Rounds.Tests.FakeContext;
using LipServerless.Testing.Fakes;

namespace LipServerless.Rounds.Tests;

/// <summary>A round on virtual time: the real orchestrators, activities and commands over ports in memory.</summary>
internal sealed class RoundScenario
{
    private RoundScenario(TestOffice office, VirtualHub hub, string roundId)
    {
        Office = office;
        Hub = hub;
        RoundId = roundId;
    }

    public TestOffice Office { get; }

    public VirtualHub Hub { get; }

    public string RoundId { get; }

    public int Generation { get; private set; } = 1;

    public Instance Round => Hub.Instances[InstanceIds.OfRound(RoundId, Generation)];

    public RoundResult? Result => Round.Run is { IsCompletedSuccessfully: true } run ? (RoundResult?)run.Result : null;

    public IReadOnlyList<string> Mails => [.. Office.Mailer.Marks];

    /// <summary>Stores the round and starts its orchestration.</summary>
    public static async Task<RoundScenario> StartAsync(RoundBuilder builder, TestOffice? office = null, RoundRecord? previous = null)
    {
        office ??= new TestOffice();
        var roundId = await office.StartAsync(builder, previous);
        var hub = new VirtualHub(office.Time, office, tasks => tasks.AddOrchestrators().AddActivities());
        var scenario = new RoundScenario(office, hub, roundId);
        scenario.StartOrchestration();
        return scenario;
    }

    /// <summary>Raises the generation and starts its orchestration, as the reconciler does.</summary>
    public async Task RestartAsync()
    {
        Generation = await Office.RaiseGenerationAsync(RoundId);
        StartOrchestration();
    }

    /// <summary>No orchestration has failed; a failed one says why.</summary>
    public void AssertNoneFailed() => Assert.All(Hub.Instances.Values, instance => Assert.Null(instance.Run.Exception?.InnerException?.ToString()));

    public void RunUntil(int month, int day, int hour = 12, int minute = 0) =>
        Hub.RunUntil(Berlin(month, day, hour, minute));

    public static DateTimeOffset Berlin(int month, int day, int hour = 0, int minute = 0) =>
        LocalTime.At(new DateOnly(2026, month, day), new TimeOnly(hour, minute), LocalTime.DefaultZone);

    /// <summary>Raises the event for what a command changed.</summary>
    public async Task<T> Wake<T>(Task<T> command)
        where T : CommandResult
    {
        var result = await command;
        Hub.Raise(TaskNames.Changed, result.Wake);
        return result;
    }

    public Task<RoundView> ReadAsync() => Office.ReadAsync(RoundId);

    public Task<BodyRecord> BodyAsync(string bodyId) => Office.BodyAsync(RoundId, bodyId);

    /// <summary>Marks of the mails to one recipient: kind and step.</summary>
    public IReadOnlyList<string> MailsTo(string recipient) =>
        [.. Mails.Select(mark => mark.Split('/')).Where(parts => parts[0] == recipient).Select(parts => $"{parts[1]} {parts[3]}")];

    public int Count(MailKind kind) => Mails.Count(mark => mark.Split('/')[1] == kind.ToString());

    private void StartOrchestration() => Hub.Start(
        TaskNames.Round, InstanceIds.OfRound(RoundId, Generation), new RoundInput { RoundId = RoundId, Generation = Generation });
}
