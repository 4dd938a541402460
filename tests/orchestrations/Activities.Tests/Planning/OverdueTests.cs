using LipServerless.Activities.Planning;
using LipServerless.Domain.Decisions;
using LipServerless.Testing.Fakes;
using static LipServerless.Testing.Fakes.RoundBuilder;

namespace LipServerless.Activities.Tests.Planning;

public sealed class OverdueTests
{
    private readonly TestOffice office = new();

    [Fact]
    public async Task Instances_NothingDue_AreNone()
    {
        var round = await SentAsync();

        Assert.Empty(await OverdueAsync(round));
    }

    [Fact]
    public async Task Instances_MailDue_IsItsBody()
    {
        var round = await SentAsync();
        await office.SubmitAsync(round, RoundTableId);

        Assert.Equal(["lip-r1-g1-runder-tisch"], await OverdueAsync(round));
    }

    [Fact]
    public async Task Instances_DeadlineOver_AreTheOpenBodies()
    {
        var round = await SentAsync();
        office.PassUntil(4, 11, 0);

        Assert.Equal(["lip-r1-g1-beirat-01", "lip-r1-g1-runder-tisch"], await OverdueAsync(round)); // A reminder for the latter.
    }

    [Fact]
    public async Task Instances_Decided_IsTheRound()
    {
        var round = await office.StartAsync(new RoundBuilder().RoundTable());
        await office.OpenAllAsync(round);
        await office.SendAsync(round, $"{RoundTableId}.Invitation.0");
        office.PassUntil(4, 21, 0);
        await office.CloseAllAsync(round);
        Assert.Equal(["lip-r1-g1"], await OverdueAsync(round));
        await office.FreezeAsync(round);
        await office.SendAsync(round, "lenkungsgruppe.SteeringSynopsis.0");
        Assert.Empty(await OverdueAsync(round));

        await office.DecideAsync(round, DecisionOutcome.Accepted);

        Assert.Equal(["lip-r1-g1"], await OverdueAsync(round));
    }

    private async Task<string> SentAsync()
    {
        var round = await office.StartAsync(new RoundBuilder().Councils(1).Conference().RoundTable());
        foreach (var body in (string[])[CouncilId(1), RoundTableId])
        {
            await office.OpenBodyAsync(round, body);
            await office.SendAsync(round, $"{body}.Invitation.0");
        }

        return round;
    }

    private async Task<IReadOnlyList<string>> OverdueAsync(string round) =>
        Overdue.Instances(await office.ReadAsync(round), office.Clock.GetUtcNow());
}
