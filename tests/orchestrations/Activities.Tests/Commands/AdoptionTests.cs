using LipServerless.Domain.States;
using LipServerless.Testing.Fakes;
using static LipServerless.Testing.Fakes.RoundBuilder;

namespace LipServerless.Activities.Tests.Commands;

public sealed class AdoptionTests
{
    private readonly TestOffice office = new();

    [Fact]
    public async Task Conference_NilReturnAfterAJointView_TakesTheAdoptionBack()
    {
        var roundId = await WithOpenConferenceAsync();
        await office.SubmitAsync(roundId, ConferenceId);
        Assert.NotNull((await office.BodyAsync(roundId, ConferenceId)).AdoptedAt);

        await office.SubmitNilAsync(roundId, ConferenceId);

        Assert.Null((await office.BodyAsync(roundId, ConferenceId)).AdoptedAt);
    }

    [Fact]
    public async Task Conference_JointViewAfterANilReturn_IsAdopted()
    {
        var roundId = await WithOpenConferenceAsync();
        await office.SubmitNilAsync(roundId, ConferenceId);

        await office.SubmitAsync(roundId, ConferenceId);

        Assert.Equal(office.Clock.GetUtcNow(), (await office.BodyAsync(roundId, ConferenceId)).AdoptedAt);
    }

    [Fact]
    public async Task Council_Submits_AdoptsNothing()
    {
        var roundId = await WithOpenConferenceAsync();

        await office.SubmitAsync(roundId, CouncilId(1));

        Assert.All((await office.ReadAsync(roundId)).Bodies, body => Assert.Null(body.AdoptedAt));
    }

    private async Task<string> WithOpenConferenceAsync()
    {
        var roundId = await office.StartAsync(new RoundBuilder().Councils(1).Conference());
        foreach (var body in (await office.ReadAsync(roundId)).Bodies)
            await office.PutAsync(roundId, body with { State = BodyState.Open, OpenedAt = office.Clock.GetUtcNow() });
        return roundId;
    }
}
